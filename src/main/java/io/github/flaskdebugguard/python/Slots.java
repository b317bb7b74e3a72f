package io.github.flaskdebugguard.python;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The changeable part of an object: named or keyed values. Only the {@link Heap} writes here. */
final class Slots {
  /** What most functions, instances and small dictionaries hold at most. */
  static final int FEW = 3;

  /** What classes and modules hold at least. */
  static final int SOME = 12;

  /** When the heap was told of it; 0 for one that counts as there from the start. */
  int made;

  private final int expected;

  /** The first one, as long as there are no more: lists and many other objects have one slot. */
  private @Nullable Object only;

  private @Nullable Value value;
  private @Nullable LinkedHashMap<Object, Value> held;

  /**
   * @param expected how many values it is likely to hold; more cost time, not sense
   */
  Slots(int expected) {
    this.expected = expected;
  }

  @Nullable Value get(Object key) {
    if (held != null) {
      return held.get(key);
    }
    return isOnly(key) ? value : null;
  }

  private boolean isOnly(Object key) {
    return only != null && (only == key || only.equals(key));
  }

  /** Sets the value of a key, or removes it. */
  void set(Object key, @Nullable Value to) {
    if (held != null) {
      if (to == null) {
        held.remove(key);
      } else {
        held.put(key, to);
      }
    } else if (to == null) {
      if (isOnly(key)) {
        only = null;
        value = null;
      }
    } else if (only == null || isOnly(key)) {
      only = only == null ? key : only;
      value = to;
    } else {
      held = new LinkedHashMap<>((4 * Math.max(expected, 2) + 2) / 3);
      held.put(only, value);
      held.put(key, to);
      only = null;
      value = null;
    }
  }

  boolean isEmpty() {
    return held == null ? only == null : held.isEmpty();
  }

  int size() {
    if (held != null) {
      return held.size();
    }
    return only == null ? 0 : 1;
  }

  /** {@return all of them in the order in which they came, to read} */
  Map<Object, Value> values() {
    if (held != null) {
      return held;
    }
    return only == null || value == null ? Map.of() : Map.of(only, value);
  }
}
