package io.github.flaskdebugguard.deployment;

import java.util.ArrayList;
import java.util.List;

/**
 * A shell pattern: {@code *}, {@code ?}, {@code [...]}; matched in time that is bounded by both
 * lengths.
 */
final class ShellPattern {
  private static final char ANY = '\uE000';
  private static final char ONE = '\uE001';

  private final List<Object> items;
  private final ShellEffort effort;

  private ShellPattern(List<Object> items, ShellEffort effort) {
    this.items = items;
    this.effort = effort;
  }

  /** A bracket expression. */
  private record Class(String members, boolean negated) {
    boolean matches(char c) {
      int last = members.lastIndexOf(":]");
      for (int i = 0; i < members.length(); i++) {
        if (members.startsWith("[:", i)) {
          int close = i < last ? members.indexOf(":]", i + 2) : -1;
          if (close > 0) {
            if (named(members.substring(i + 2, close), c)) {
              return !negated;
            }
            i = close + 1;
            continue;
          }
        }
        char from = members.charAt(i);
        if (i + 2 < members.length() && members.charAt(i + 1) == '-') {
          if (from <= c && c <= members.charAt(i + 2)) {
            return !negated;
          }
          i += 2;
        } else if (from == c) {
          return !negated;
        }
      }
      return negated;
    }

    private static boolean named(String name, char c) {
      return switch (name) {
        case "alpha" -> Character.isLetter(c);
        case "digit" -> c >= '0' && c <= '9';
        case "alnum" -> Character.isLetterOrDigit(c);
        case "space", "blank" -> Character.isWhitespace(c);
        case "upper" -> Character.isUpperCase(c);
        case "lower" -> Character.isLowerCase(c);
        default -> false;
      };
    }
  }

  /** {@return the pattern; a backslash makes the next character literal} */
  static ShellPattern of(String text) {
    return of(text, new ShellEffort());
  }

  /**
   * {@return a pattern that matches nothing once the effort is spent}
   *
   * @param effort what it may cost to match
   */
  static ShellPattern of(String text, ShellEffort effort) {
    List<Object> items = new ArrayList<>();
    int last = text.lastIndexOf(']');
    int named = text.lastIndexOf(":]");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        items.add(text.charAt(++i));
      } else if (c == '*') {
        if (items.isEmpty() || !items.getLast().equals(ANY)) {
          items.add(ANY);
        }
      } else if (c == '?') {
        items.add(ONE);
      } else if (c == '[') {
        int start = i + 1;
        boolean negated =
            start < text.length() && (text.charAt(start) == '!' || text.charAt(start) == '^');
        start += negated ? 1 : 0;
        int close = start < last ? text.indexOf(']', start + 1) : -1;
        if (start < last && text.startsWith("[:", start)) {
          int end = start < named ? text.indexOf(":]", start) : -1;
          close = end < 0 ? -1 : text.indexOf(']', end + 2);
        }
        if (close < 0) {
          items.add(c);
        } else {
          items.add(new Class(text.substring(start, close), negated));
          i = close;
        }
      } else {
        items.add(c);
      }
    }
    return new ShellPattern(items, effort);
  }

  /** {@return text in which nothing is special in a pattern} */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if ("*?[\\".indexOf(text.charAt(i)) >= 0) {
        quoted.append('\\');
      }
      quoted.append(text.charAt(i));
    }
    return quoted.toString();
  }

  boolean matches(String text) {
    return matches(text, 0, text.length());
  }

  private boolean matches(String text, int from, int to) {
    int at = from;
    int item = 0;
    int star = -1;
    int resume = from;
    while (at < to) {
      if (!effort.spend(cost(item))) {
        return false;
      }
      if (item < items.size() && items.get(item).equals(ANY)) {
        star = item++;
        resume = at;
      } else if (item < items.size() && one(items.get(item), text.charAt(at))) {
        item++;
        at++;
      } else if (star >= 0) {
        item = star + 1;
        at = ++resume;
      } else {
        return false;
      }
    }
    while (item < items.size() && items.get(item).equals(ANY)) {
      item++;
    }
    return item == items.size();
  }

  private int cost(int item) {
    return item < items.size() && items.get(item) instanceof Class some
        ? 1 + some.members().length()
        : 1;
  }

  private static boolean one(Object item, char c) {
    return switch (item) {
      case Class members -> members.matches(c);
      case Character literal -> literal == ONE || literal == c;
      default -> false;
    };
  }

  /** {@return the text without the shortest or longest part at its start that matches} */
  String withoutStart(String text, boolean longest) {
    for (int i = 0; i <= text.length(); i++) {
      int end = longest ? text.length() - i : i;
      if (matches(text, 0, end)) {
        return text.substring(end);
      }
    }
    return text;
  }

  /** {@return the text without the shortest or longest part at its end that matches} */
  String withoutEnd(String text, boolean longest) {
    for (int i = 0; i <= text.length(); i++) {
      int start = longest ? i : text.length() - i;
      if (matches(text, start, text.length())) {
        return text.substring(0, start);
      }
    }
    return text;
  }

  /** {@return the text with the longest matches replaced, the first or all} */
  String replace(String text, String replacement, boolean all) {
    StringBuilder result = new StringBuilder();
    boolean fixed = !items.contains(ANY);
    int at = 0;
    while (at < text.length()) {
      int end = fixed ? Math.min(text.length(), at + items.size()) : text.length();
      while (end > at && !matches(text, at, end) && effort.spend(1)) {
        end = fixed ? at : end - 1;
      }
      if (effort.isSpent()) {
        return text;
      }
      if (end == at) {
        result.append(text.charAt(at++));
        continue;
      }
      result.append(replacement);
      at = end;
      if (!all) {
        break;
      }
    }
    return result.append(text.substring(at)).toString();
  }
}
