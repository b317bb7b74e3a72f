package io.github.flaskdebugguard.deployment;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Environment markers (PEP 508), for Linux and CPython. What cannot be told counts as true. */
final class Marker {
  private Marker() {}

  /**
   * {@return whether a requirement with this marker is installed}
   *
   * @param python Python version such as {@code 3.11}, null when not known
   */
  static boolean holds(String marker, @Nullable String python) {
    if (marker.isEmpty() || marker.length() > 2_000) {
      return true;
    }
    // "and" binds tighter than "or"; brackets are rare in requirement files and are read past.
    String plain = marker.replace("(", " ").replace(")", " ");
    for (String either : plain.split(" or ", -1)) {
      boolean all = true;
      for (String term : either.split(" and ", -1)) {
        all &= term(term.strip(), python);
      }
      if (all) {
        return true;
      }
    }
    return false;
  }

  private static boolean term(String term, @Nullable String python) {
    String[] parts = term.replace("\"", "'").split("'", -1);
    if (parts.length < 3) {
      return true;
    }
    String left = parts[0].strip();
    String value = parts[1];
    int cut = left.indexOf(' ');
    for (String operator : List.of("<=", ">=", "==", "!=", "~=", "<", ">")) {
      int at = left.indexOf(operator);
      if (at > 0) {
        cut = at;
        break;
      }
    }
    if (cut < 0) {
      return true;
    }
    String name = left.substring(0, cut).strip();
    String operator = left.substring(cut).strip();
    return switch (name) {
      case "python_version", "python_full_version" ->
          version(python == null ? "3.12" : python, operator, value);
      case "sys_platform", "os_name", "platform_system" -> system(operator, value);
      case "platform_python_implementation", "implementation_name" ->
          !operator.equals("==") || value.equalsIgnoreCase("cpython");
      case "extra" -> false;
      default -> true;
    };
  }

  private static boolean system(String operator, String value) {
    boolean linux = Set.of("linux", "linux2", "Linux", "posix").contains(value);
    return switch (operator) {
      case "==", "in" -> linux;
      case "!=", "not in" -> !linux;
      default -> true;
    };
  }

  private static boolean version(String python, String operator, String value) {
    int order =
        compare(python, value.endsWith(".*") ? value.substring(0, value.length() - 2) : value);
    return switch (operator) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      case ">=", "~=" -> order >= 0;
      case "==" -> order == 0;
      case "!=" -> order != 0;
      case "in" -> value.contains(python);
      default -> true;
    };
  }

  /** Compares as many numbers as both have. */
  private static int compare(String left, String right) {
    String[] a = left.split("\\.", -1);
    String[] b = right.split("\\.", -1);
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      int order = Integer.compare(number(a[i]), number(b[i]));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int number(String text) {
    int value = 0;
    for (int i = 0; i < Math.min(text.length(), 6) && Character.isDigit(text.charAt(i)); i++) {
      value = value * 10 + text.charAt(i) - '0';
    }
    return value;
  }
}
