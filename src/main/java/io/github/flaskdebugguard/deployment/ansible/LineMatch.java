package io.github.flaskdebugguard.deployment.ansible;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression of which only plain parts are read: literal characters, {@code ^}, {@code
 * $}, {@code .*}, {@code \s*}, and one optional character ({@code #?}). It is matched in time that
 * grows with the line only.
 */
final class LineMatch {
  /** Parts of a pattern that is read; the time for a line is their number times its length. */
  private static final int MOST_PARTS = 1_000;

  private enum Kind {
    CHAR,
    OPTIONAL,
    BLANKS,
    ANY
  }

  private record Part(Kind kind, char c) {}

  private final List<Part> parts;
  private final boolean start;
  private final boolean end;

  private LineMatch(List<Part> parts, boolean start, boolean end) {
    this.parts = parts;
    this.start = start;
    this.end = end;
  }

  /** {@return the pattern, or null when it has other parts} */
  static @Nullable LineMatch of(String pattern) {
    List<Part> parts = new ArrayList<>();
    boolean start = pattern.startsWith("^");
    boolean end = pattern.endsWith("$") && !pattern.endsWith("\\$");
    int last = pattern.length() - (end ? 1 : 0);
    for (int i = start ? 1 : 0; i < last; i++) {
      char c = pattern.charAt(i);
      if (pattern.startsWith(".*", i)) {
        parts.add(new Part(Kind.ANY, ' '));
        i++;
      } else if (pattern.startsWith("\\s*", i)) {
        parts.add(new Part(Kind.BLANKS, ' '));
        i += 2;
      } else if (c == '\\' && i + 1 < last && !Character.isLetterOrDigit(pattern.charAt(i + 1))) {
        parts.add(new Part(Kind.CHAR, pattern.charAt(++i)));
      } else if (".[](){}|+*?\\^$".indexOf(c) >= 0) {
        return null;
      } else if (i + 1 < last && pattern.charAt(i + 1) == '?') {
        parts.add(new Part(Kind.OPTIONAL, c));
        i++;
      } else {
        parts.add(new Part(Kind.CHAR, c));
      }
    }
    return parts.size() > MOST_PARTS ? null : new LineMatch(parts, start, end);
  }

  /** {@return whether the line holds the pattern} */
  boolean in(String line) {
    // The set of places that the parts so far can reach.
    boolean[] reached = new boolean[line.length() + 1];
    for (int i = 0; i <= line.length(); i++) {
      reached[i] = i == 0 || !start;
    }
    for (Part part : parts) {
      boolean[] next = new boolean[line.length() + 1];
      boolean any = false;
      for (int i = 0; i <= line.length(); i++) {
        boolean here = reached[i];
        any |= here;
        switch (part.kind()) {
          case CHAR -> {
            if (here && i < line.length() && line.charAt(i) == part.c()) {
              next[i + 1] = true;
            }
          }
          case OPTIONAL -> {
            next[i] |= here;
            if (here && i < line.length() && line.charAt(i) == part.c()) {
              next[i + 1] = true;
            }
          }
          case BLANKS -> {
            next[i] |= here;
            if (next[i] && i < line.length() && Character.isWhitespace(line.charAt(i))) {
              next[i + 1] = true;
            }
          }
          case ANY -> {
            next[i] |= here;
            if (next[i] && i < line.length()) {
              next[i + 1] = true;
            }
          }
        }
      }
      reached = next;
      if (!any) {
        return false;
      }
    }
    if (end) {
      return reached[line.length()];
    }
    for (boolean each : reached) {
      if (each) {
        return true;
      }
    }
    return false;
  }
}
