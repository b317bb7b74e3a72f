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
  private @Nullable LinkedHashMap<Object, Value> held;

  /**
   * @param expected how many values it is likely to hold; more cost time, not sense
   */
  Slots(int expected) {
    this.expected = expected;
  }

  @Nullable Value get(Object key) {
    return held == null ? null : held.get(key);
  }

  /** {@return the value of a key, or what stands for a missing one} */
  @Nullable Value get(Object key, @Nullable Value missing) {
    return held == null ? missing : held.getOrDefault(key, missing);
  }

  /** Sets the value of a key, or removes it. */
  void set(Object key, @Nullable Value value) {
    if (value == null) {
      if (held != null) {
        held.remove(key);
      }
      return;
    }
    LinkedHashMap<Object, Value> into = held;
    if (into == null) {
      into = new LinkedHashMap<>((4 * expected + 2) / 3);
      held = into;
    }
    into.put(key, value);
  }

  boolean isEmpty() {
    return held == null || held.isEmpty();
  }

  int size() {
    return held == null ? 0 : held.size();
  }

  /** {@return all of them in the order in which they came, to read} */
  Map<Object, Value> values() {
    return held == null ? Map.of() : held;
  }
}
