package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Limits;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Integer arithmetic of shells over known values: {@code + - * / %}, comparisons, {@code && || !}
 * and brackets.
 */
final class ShellArithmetic {
  private static final List<List<String>> LEVELS =
      List.of(
          List.of("||"),
          List.of("&&"),
          List.of("==", "!="),
          List.of("<=", ">=", "<", ">"),
          List.of("+", "-"),
          List.of("*", "/", "%"));

  private final String text;
  private final Function<String, @Nullable Text> variables;
  private int at;
  private boolean failed;

  ShellArithmetic(String text, Function<String, @Nullable Text> variables) {
    this.text = text;
    this.variables = variables;
  }

  /** {@return the value, or null when it cannot be told} */
  @Nullable Long value() {
    if (text.isBlank()) {
      return 0L;
    }
    long result = level(0, 0);
    skip();
    return failed || at < text.length() ? null : result;
  }

  private void skip() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private long level(int level, int depth) {
    if (depth > Limits.LEVELS) {
      failed = true;
      return 0;
    }
    if (level == LEVELS.size()) {
      return unary(depth);
    }
    long left = level(level + 1, depth);
    while (!failed) {
      skip();
      String operator = null;
      for (String known : LEVELS.get(level)) {
        if (text.startsWith(known, at)) {
          operator = known;
          break;
        }
      }
      if (operator == null) {
        return left;
      }
      at += operator.length();
      left = apply(operator, left, level(level + 1, depth));
    }
    return left;
  }

  private long apply(String operator, long left, long right) {
    return switch (operator) {
      case "||" -> left != 0 || right != 0 ? 1 : 0;
      case "&&" -> left != 0 && right != 0 ? 1 : 0;
      case "==" -> left == right ? 1 : 0;
      case "!=" -> left != right ? 1 : 0;
      case "<=" -> left <= right ? 1 : 0;
      case ">=" -> left >= right ? 1 : 0;
      case "<" -> left < right ? 1 : 0;
      case ">" -> left > right ? 1 : 0;
      case "+" -> left + right;
      case "-" -> left - right;
      case "*" -> left * right;
      default -> {
        if (right == 0) {
          failed = true;
          yield 0;
        }
        yield operator.equals("/") ? left / right : left % right;
      }
    };
  }

  private long unary(int depth) {
    skip();
    if (at >= text.length() || depth > Limits.LEVELS) {
      failed = true;
      return 0;
    }
    char c = text.charAt(at);
    if (c == '!' || c == '-' || c == '+') {
      at++;
      long value = unary(depth + 1);
      return c == '!' ? (value == 0 ? 1 : 0) : c == '-' ? -value : value;
    }
    if (c == '(') {
      at++;
      long value = level(0, depth + 1);
      skip();
      if (at >= text.length() || text.charAt(at) != ')') {
        failed = true;
        return 0;
      }
      at++;
      return value;
    }
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    return operand(text.substring(start, at));
  }

  private long operand(String word) {
    if (word.isEmpty()) {
      failed = true;
      return 0;
    }
    if (!Character.isDigit(word.charAt(0))) {
      return switch (variables.apply(word)) {
        case null -> 0;
        case Text.Known known -> known.value().isBlank() ? 0 : number(known.value().strip());
        case Text.Unknown ignored -> {
          failed = true;
          yield 0;
        }
      };
    }
    return number(word);
  }

  private long number(String word) {
    try {
      return Long.decode(word);
    } catch (NumberFormatException e) {
      failed = true;
      return 0;
    }
  }
}
