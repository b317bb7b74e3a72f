package io.github.flaskdebugguard.python;

import java.util.LinkedHashMap;
import java.util.Map;

/** The changeable part of an object: named or keyed values. Only the {@link Heap} writes here. */
final class Slots {
  /** When the heap was told of it; 0 for one that counts as there from the start. */
  int made;

  final Map<Object, Value> values = new LinkedHashMap<>();
}
