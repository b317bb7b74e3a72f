package io.github.flaskdebugguard.python;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code sorted}: texts among themselves, numbers and truth values among themselves. */
final class Sorting {
  private Sorting() {}

  /** One item and what it is sorted by: a text or a number, the other being null. */
  private record Keyed(Value item, @Nullable String text, double number) {
    private int order(Keyed other) {
      return text != null && other.text != null
          ? text.compareTo(other.text)
          : Double.compare(number, other.number);
    }
  }

  /** {@return the sorted items, or null where their order is not known} */
  static @Nullable List<Value> sorted(Interpreter run, List<Value> items, Call call) {
    Value key = call.arguments().keywords().get("key");
    Value reverse = call.arguments().keywords().get("reverse");
    Truth backwards = reverse == null ? Truth.FALSE : run.truth(reverse);
    List<Keyed> keyed = new ArrayList<>();
    for (Value item : items) {
      Value by =
          key == null || key instanceof Value.None
              ? item
              : run.call(key, Arguments.of(item), call.span());
      Keyed one = keyed(item, by);
      boolean alike =
          one != null
              && (keyed.isEmpty() || (keyed.getFirst().text() == null) == (one.text() == null));
      if (!alike) {
        return null;
      }
      keyed.add(one);
    }
    if (backwards == Truth.DEPENDS) {
      return null;
    }
    Comparator<Keyed> order = Keyed::order;
    keyed.sort(backwards == Truth.TRUE ? order.reversed() : order);
    return keyed.stream().map(Keyed::item).toList();
  }

  private static @Nullable Keyed keyed(Value item, Value by) {
    return switch (by) {
      case Value.Str text -> new Keyed(item, text.value(), 0);
      case Value.Int number -> new Keyed(item, null, number.value());
      case Value.Real number -> new Keyed(item, null, number.value());
      case Value.Bool truth -> new Keyed(item, null, truth.value() ? 1 : 0);
      default -> null;
    };
  }
}
