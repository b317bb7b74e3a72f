package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Texts of values: {@code str}, {@code repr}, {@code %} and {@code str.format}. */
final class Formatting {
  private Formatting() {}

  /** {@return {@code str(value)} of a plain value, or null} */
  static @Nullable String plain(Value value) {
    return switch (value) {
      case Value.Str v -> v.value();
      case Value.Int v -> Long.toString(v.value());
      case Value.Bool v -> v.value() ? "True" : "False";
      case Value.None v -> "None";
      case Value.Real v ->
          v.value() == Math.rint(v.value()) && Math.abs(v.value()) < 1e15
              ? (long) v.value() + ".0"
              : Double.toString(v.value());
      default -> null;
    };
  }

  /** {@return {@code repr(value)} of a plain value, of a text only when nothing is escaped} */
  static @Nullable String represented(Value value) {
    if (!(value instanceof Value.Str text)) {
      return plain(value);
    }
    boolean plain =
        text.value().chars().allMatch(c -> c >= ' ' && c < 0x7f && c != '\'' && c != '\\');
    return plain ? "'" + text.value() + "'" : null;
  }

  /** {@return a value for a message} */
  static String shown(Value value) {
    if (value instanceof Value.Str text) {
      String shortened =
          text.value().length() > 60 ? text.value().substring(0, 57) + "..." : text.value();
      return "\"" + shortened.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
    String text = plain(value);
    return text == null ? "an object" : text;
  }

  static Value percent(Interpreter run, Value.Str format, Value arguments, Span span) {
    Origin origin = Origin.from(span, "", format.origin(), arguments.origin());
    List<Value> values =
        arguments instanceof Value.Tuple tuple ? tuple.items() : List.of(arguments);
    StringBuilder result = new StringBuilder();
    String text = format.value();
    int next = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '%') {
        result.append(c);
        continue;
      }
      i++;
      char kind = i < text.length() ? text.charAt(i) : 0;
      if (kind == '%') {
        result.append('%');
        continue;
      }
      Value value = null;
      if (kind == '(' && arguments instanceof DictObj dict) {
        int close = text.indexOf(')', i);
        if (close > 0 && close + 1 < text.length()) {
          value = run.heap.get(dict.slots, text.substring(i + 1, close));
          i = close + 1;
          kind = text.charAt(i);
        }
      } else if (next < values.size()) {
        value = values.get(next++);
      }
      String shown = value == null || (kind != 's' && kind != 'd') ? null : plain(value);
      if (shown == null) {
        String reason =
            value instanceof Value.Unknown unknown ? unknown.reason() : "a formatted text";
        return Value.Unknown.of(reason, span, origin);
      }
      result.append(shown);
      if (result.length() > Limits.FILE_BYTES) {
        return Value.Unknown.of("limit of text length", span, origin).known(Truth.TRUE);
      }
    }
    run.charge(result.length() / TextMethods.CHARS_A_STEP);
    return new Value.Str(result.toString(), origin);
  }

  static Value braces(Interpreter run, Value.Str format, Arguments arguments, Span span) {
    List<Origin> origins = new ArrayList<>();
    origins.add(format.origin());
    StringBuilder result = new StringBuilder();
    String text = format.value();
    int next = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c == '{' || c == '}') && i + 1 < text.length() && text.charAt(i + 1) == c) {
        result.append(c);
        i++;
      } else if (c == '{') {
        int close = text.indexOf('}', i);
        String field = close < 0 ? "?" : text.substring(i + 1, close);
        Value value = null;
        if (field.isEmpty() && next < arguments.positional().size()) {
          value = arguments.positional().get(next++);
        } else if (arguments.keywords().containsKey(field)) {
          value = arguments.keywords().get(field);
        } else if (!field.isEmpty()
            && field.length() < 4
            && field.chars().allMatch(d -> d >= '0' && d <= '9')) {
          int index = Integer.parseInt(field);
          value = index < arguments.positional().size() ? arguments.positional().get(index) : null;
        }
        String shown = value == null ? null : plain(value);
        if (shown == null) {
          String reason =
              value instanceof Value.Unknown unknown ? unknown.reason() : "a formatted text";
          return Value.Unknown.of(reason, span, Origin.from(span, "", origins));
        }
        if (value != null) {
          origins.add(value.origin());
        }
        result.append(shown);
        i = close;
        if (result.length() > Limits.FILE_BYTES) {
          Origin origin = Origin.from(span, "", origins);
          return Value.Unknown.of("limit of text length", span, origin).known(Truth.TRUE);
        }
      } else {
        result.append(c);
      }
    }
    run.charge(result.length() / TextMethods.CHARS_A_STEP);
    return new Value.Str(result.toString(), Origin.from(span, "", origins));
  }
}
