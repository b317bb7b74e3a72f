package io.github.flaskdebugguard.repository;

import java.util.ArrayList;
import java.util.List;

/**
 * A path pattern with {@code *} and {@code ?} (not over {@code /}), {@code [a-z]}, {@code [!a]},
 * {@code \} and {@code **} as a whole segment (any number of folders). Matching never recurses and
 * needs at most time proportional to pattern times path, so patterns of strangers are safe.
 */
public final class Glob {
  private static final String ANY = "**";

  private final List<String> segments;

  private Glob(List<String> segments) {
    this.segments = segments;
  }

  /** {@return the pattern; a leading or trailing slash has no meaning here} */
  public static Glob of(String pattern) {
    List<String> segments = new ArrayList<>();
    for (int start = 0; start <= pattern.length(); ) {
      int slash = pattern.indexOf('/', start);
      int end = slash < 0 ? pattern.length() : slash;
      String segment = pattern.substring(start, end);
      boolean repeated =
          segment.equals(ANY) && !segments.isEmpty() && segments.getLast().equals(ANY);
      if (!segment.isEmpty() && !repeated) {
        segments.add(segment);
      }
      start = end + 1;
    }
    return new Glob(List.copyOf(segments));
  }

  /** {@return whether the whole path matches} */
  public boolean matches(String path) {
    return matches(path, 0);
  }

  /** {@return whether the path from this offset on matches} */
  boolean matches(String path, int from) {
    int pattern = 0;
    int position = from;
    int retryPattern = -1;
    int retryPosition = -1;
    while (position <= path.length() && position >= 0) {
      boolean atEnd = position == path.length();
      if (pattern < segments.size() && segments.get(pattern).equals(ANY)) {
        if (pattern == segments.size() - 1) {
          return !atEnd;
        }
        retryPattern = ++pattern;
        retryPosition = position;
        continue;
      }
      if (atEnd) {
        return pattern == segments.size();
      }
      int slash = path.indexOf('/', position);
      int end = slash < 0 ? path.length() : slash;
      if (pattern < segments.size() && segment(segments.get(pattern), path, position, end)) {
        pattern++;
        position = slash < 0 ? end : end + 1;
        if (pattern == segments.size() && position == path.length()) {
          return true;
        }
        continue;
      }
      if (retryPattern < 0) {
        return false;
      }
      int next = path.indexOf('/', retryPosition);
      if (next < 0) {
        return false;
      }
      retryPosition = next + 1;
      position = retryPosition;
      pattern = retryPattern;
    }
    return false;
  }

  /** {@return a text with which each path begins that matches, which may be empty} */
  String beginning() {
    String first = segments.isEmpty() ? "" : segments.getFirst();
    int end = 0;
    while (end < first.length() && "*?[\\".indexOf(first.charAt(end)) < 0) {
      end++;
    }
    return first.substring(0, end);
  }

  /** {@return whether a name matches a pattern without slashes} */
  public static boolean name(String pattern, String name) {
    return segment(pattern, name, 0, name.length());
  }

  /** {@return whether text has a character that a glob reads as more than itself} */
  public static boolean isPattern(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '*' || c == '?' || c == '[') {
        return true;
      }
    }
    return false;
  }

  static boolean segment(String pattern, String text, int start, int end) {
    int p = 0;
    int t = start;
    int starPattern = -1;
    int starText = -1;
    while (true) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        while (p < pattern.length() && pattern.charAt(p) == '*') {
          p++;
        }
        if (p == pattern.length()) {
          return true;
        }
        starPattern = p;
        starText = t;
        continue;
      }
      if (t == end) {
        return p == pattern.length();
      }
      int after = p < pattern.length() ? one(pattern, p, text.charAt(t)) : -1;
      if (after >= 0) {
        p = after;
        t++;
      } else if (starPattern >= 0) {
        p = starPattern;
        t = ++starText;
      } else {
        return false;
      }
    }
  }

  /** The pattern offset after one character matched, or -1. */
  private static int one(String pattern, int at, char c) {
    char p = pattern.charAt(at);
    if (p == '?') {
      return at + 1;
    }
    if (p == '\\' && at + 1 < pattern.length()) {
      return pattern.charAt(at + 1) == c ? at + 2 : -1;
    }
    if (p != '[') {
      return p == c ? at + 1 : -1;
    }
    int i = at + 1;
    boolean negated =
        i < pattern.length() && (pattern.charAt(i) == '!' || pattern.charAt(i) == '^');
    if (negated) {
      i++;
    }
    boolean found = false;
    for (int first = i; i < pattern.length(); i++) {
      char low = pattern.charAt(i);
      if (low == ']' && i > first) {
        return found != negated ? i + 1 : -1;
      }
      if (low == '\\' && i + 1 < pattern.length()) {
        low = pattern.charAt(++i);
      }
      char high = low;
      if (i + 2 < pattern.length()
          && pattern.charAt(i + 1) == '-'
          && pattern.charAt(i + 2) != ']') {
        high = pattern.charAt(i + 2);
        i += 2;
      }
      found |= low <= c && c <= high;
    }
    return -1;
  }
}
