package io.github.flaskdebugguard.deployment;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sed commands that start scripts use on env files: {@code s/old/new/g} and {@code /pattern/d}.
 */
final class SedScript {
  private SedScript() {}

  /** {@return the changed text, or null when a command is none of these} */
  static @Nullable String apply(List<String> scripts, String text, boolean extended) {
    String result = text;
    for (String script : scripts) {
      String changed = apply(script.strip(), result, extended);
      if (changed == null) {
        return null;
      }
      result = changed;
    }
    return result;
  }

  private static @Nullable String apply(String script, String text, boolean extended) {
    if (script.length() < 4) {
      return null;
    }
    boolean replaces = script.charAt(0) == 's';
    char separator = replaces ? script.charAt(1) : '/';
    List<String> parts = parts(script.substring(replaces ? 2 : 1), separator);
    if (replaces
        ? parts.size() != 3
        : parts.size() != 2 || !parts.get(1).strip().equals("d") || script.charAt(0) != '/') {
      return null;
    }
    LinePattern pattern = LinePattern.of(parts.getFirst(), extended);
    if (pattern == null
        || (replaces && (parts.get(1).indexOf('\\') >= 0 || parts.get(1).indexOf('&') >= 0))) {
      return null;
    }
    StringBuilder result = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int feed = text.indexOf('\n', at);
      int end = feed < 0 ? text.length() : feed;
      String line = text.substring(at, end);
      if (replaces) {
        result.append(replaced(line, pattern, parts.get(1), parts.get(2).indexOf('g') >= 0));
      }
      if (replaces || pattern.find(line) == null) {
        result.append(replaces ? "" : line).append(feed < 0 ? "" : "\n");
      }
      at = end + 1;
    }
    return result.toString();
  }

  private static List<String> parts(String text, char separator) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        if (text.charAt(i + 1) != separator) {
          part.append(c);
        }
        part.append(text.charAt(++i));
      } else if (c == separator) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  private static String replaced(String line, LinePattern pattern, String by, boolean all) {
    StringBuilder result = new StringBuilder();
    int at = 0;
    while (at <= line.length()) {
      LinePattern.Match match = pattern.find(line, at);
      if (match == null) {
        break;
      }
      result.append(line, at, match.start()).append(by);
      at = match.end();
      if (match.end() == match.start()) {
        if (at < line.length()) {
          result.append(line.charAt(at));
        }
        at++;
      }
      if (!all) {
        break;
      }
    }
    return at <= line.length() ? result.append(line.substring(at)).toString() : result.toString();
  }
}
