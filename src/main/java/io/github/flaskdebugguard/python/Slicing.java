package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Subscripts of sequences. */
final class Slicing {
  private Slicing() {}

  static Value item(
      Interpreter run, Items items, Value container, Value key, Span span, Origin origin) {
    if (container instanceof Value.Str text && key instanceof Value.Slice slice) {
      String cut = cut(text.value(), slice);
      run.charge(text.value().length() / TextMethods.CHARS_A_STEP);
      return cut == null
          ? Value.Unknown.of("a part of a text", span, origin)
          : new Value.Str(cut, origin);
    }
    if (container instanceof Value.Str text && key instanceof Value.Int index) {
      long at = index.value() < 0 ? index.value() + text.value().length() : index.value();
      if (at < 0 || at >= text.value().length()) {
        throw run.raise("IndexError", "string index out of range", span);
      }
      return new Value.Str(String.valueOf(text.value().charAt((int) at)), origin);
    }
    List<Value> list =
        container instanceof Value.Tuple || container instanceof ListObj
            ? items.list(container, span)
            : null;
    if (list == null) {
      if (container instanceof Value.None
          || container instanceof Value.Int
          || container instanceof Value.Bool) {
        throw run.raise("TypeError", "object is not subscriptable", span);
      }
      return Value.Unknown.of("an item of an object", span, origin);
    }
    if (key instanceof Value.Slice slice) {
      List<Value> cut = cut(list, slice);
      run.charge(list.size() / 8);
      if (cut == null) {
        return Value.Unknown.of("a part of a sequence", span, origin);
      }
      return container instanceof ListObj ? run.list(cut, span) : new Value.Tuple(cut, origin);
    }
    Long index = Arithmetic.integer(key);
    if (index == null) {
      throw run.raise("TypeError", "indices must be integers", span);
    }
    long at = index < 0 ? index + list.size() : index;
    if (at < 0 || at >= list.size()) {
      throw run.raise("IndexError", "index out of range", span);
    }
    return list.get((int) at);
  }

  private static @Nullable String cut(String text, Value.Slice slice) {
    int[] bounds = bounds(text.length(), slice);
    if (bounds == null) {
      return null;
    }
    if (bounds[2] == 1) {
      return bounds[0] < bounds[1] ? text.substring(bounds[0], bounds[1]) : "";
    }
    StringBuilder result = new StringBuilder();
    for (int i = bounds[0]; bounds[2] > 0 ? i < bounds[1] : i > bounds[1]; i += bounds[2]) {
      result.append(text.charAt(i));
    }
    return result.toString();
  }

  private static @Nullable List<Value> cut(List<Value> list, Value.Slice slice) {
    int[] bounds = bounds(list.size(), slice);
    if (bounds == null) {
      return null;
    }
    List<Value> result = new ArrayList<>();
    for (int i = bounds[0]; bounds[2] > 0 ? i < bounds[1] : i > bounds[1]; i += bounds[2]) {
      result.add(list.get(i));
    }
    return result;
  }

  /** {@return start, end and step, or null when one is not known} */
  private static int @Nullable [] bounds(int length, Value.Slice slice) {
    Long step = slice.step() instanceof Value.None ? Long.valueOf(1) : number(slice.step());
    if (step == null || step == 0 || Math.abs(step) > Integer.MAX_VALUE / 2) {
      return null;
    }
    boolean forward = step > 0;
    Integer start = bound(slice.lower(), length, forward ? 0 : length - 1, forward);
    Integer end = bound(slice.upper(), length, forward ? length : -1, forward);
    return start == null || end == null ? null : new int[] {start, end, (int) step.longValue()};
  }

  private static @Nullable Integer bound(Value value, int length, int absent, boolean forward) {
    if (value instanceof Value.None) {
      return absent;
    }
    Long number = number(value);
    if (number == null) {
      return null;
    }
    long at = number < 0 ? number + length : number;
    int lowest = forward ? 0 : -1;
    int highest = forward ? length : length - 1;
    return (int) Math.max(lowest, Math.min(highest, at));
  }

  private static @Nullable Long number(Value value) {
    return Arithmetic.integer(value);
  }
}
