package io.github.flaskdebugguard.document;

import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Span;
import org.jspecify.annotations.Nullable;

/**
 * Variable references as docker compose v2 expands them in env files: {@code $A}, {@code ${A}} and
 * the operators {@code :- - :+ + :? ?} with nested defaults; {@code $$} is a dollar sign and a
 * dollar sign that starts nothing stays.
 */
final class Interpolation {

  private final String text;
  private final Span span;
  private final EnvFile.Lookup lookup;
  private Text.@Nullable Unknown unknown;
  private @Nullable String error;

  Interpolation(String text, Span span, EnvFile.Lookup lookup) {
    this.text = text;
    this.span = span;
    this.lookup = lookup;
  }

  /** {@return the expanded text; unknown when a part of it is} */
  Text expand() {
    String result = expand(text, 0);
    Text.Unknown reason = unknown;
    return reason == null
        ? EnvEntries.known(result, span)
        : new Text.Unknown(reason.reason(), reason.variable(), span);
  }

  /** {@return why the expansion fails, after {@link #expand()}, or null} */
  @Nullable String error() {
    return error;
  }

  private String expand(String value, int depth) {
    if (depth > Limits.EXPANSION_LEVELS) {
      unknown = new Text.Unknown("is nested too deeply to be read", null, span);
      return "";
    }
    StringBuilder result = new StringBuilder();
    ReferenceEnds ends = new ReferenceEnds(value);
    int i = 0;
    while (i < value.length()) {
      if (result.length() > EnvEntries.LONGEST) {
        unknown = EnvEntries.tooLong(span);
        return "";
      }
      char c = value.charAt(i);
      if (c != '$' || i + 1 >= value.length()) {
        result.append(c);
        i++;
      } else if (value.charAt(i + 1) == '$') {
        result.append('$');
        i += 2;
      } else if (value.charAt(i + 1) == '{') {
        int close = ends.of(i);
        if (close < 0) {
          result.append(c);
          i++;
        } else {
          result.append(reference(value.substring(i + 2, close), depth));
          i = close + 1;
        }
      } else {
        int end = nameEnd(value, i + 1);
        result.append(end == i + 1 ? "$" : text(lookup.get(value.substring(i + 1, end))));
        i = end;
      }
    }
    return result.toString();
  }

  private static int nameEnd(String value, int from) {
    int i = from;
    while (i < value.length()
        && (value.charAt(i) == '_'
            || isLetter(value.charAt(i))
            || (i > from && value.charAt(i) >= '0' && value.charAt(i) <= '9'))) {
      i++;
    }
    return i;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private String reference(String inner, int depth) {
    int end = nameEnd(inner, 0);
    String name = inner.substring(0, end);
    String rest = inner.substring(end);
    Text found = lookup.get(name);
    if (rest.isEmpty()) {
      return text(found);
    }
    boolean emptyCounts = rest.startsWith(":");
    String operator = emptyCounts ? rest.substring(1) : rest;
    if (operator.isEmpty()) {
      return "${" + inner + "}";
    }
    if (found instanceof Text.Unknown) {
      return text(found);
    }
    boolean set = found instanceof Text.Known known && !(emptyCounts && known.value().isEmpty());
    String argument = operator.substring(1);
    return switch (operator.charAt(0)) {
      case '-' -> set ? text(found) : expand(argument, depth + 1);
      case '+' -> set ? expand(argument, depth + 1) : "";
      case '?' -> {
        if (!set) {
          error = "the required variable " + name + " is not set";
        }
        yield text(found);
      }
      default -> "${" + inner + "}";
    };
  }

  private String text(@Nullable Text found) {
    return switch (found) {
      case null -> "";
      case Text.Known known -> known.value();
      case Text.Unknown reason -> {
        unknown = unknown == null ? reason : unknown;
        yield "";
      }
    };
  }
}
