package io.github.flaskdebugguard.python;

import java.util.LinkedHashMap;
import java.util.Map;

/** The changeable part of an object: named or keyed values. Only the {@link Heap} writes here. */
final class Slots {
  final Map<Object, Value> values = new LinkedHashMap<>();
}
