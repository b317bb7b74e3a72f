package io.github.flaskdebugguard.python;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Python's method resolution order (C3); where the bases contradict each other, plain depth first.
 */
final class MethodOrder {
  private static final int MAX_BASES = 500;

  private MethodOrder() {}

  static List<ClassObj> of(ClassObj type, List<ClassObj> bases) {
    List<ClassObj> order = new ArrayList<>();
    order.add(type);
    if (bases.size() == 1) {
      order.addAll(bases.getFirst().order());
      if (order.size() > MAX_BASES) {
        throw new LimitReached("base classes");
      }
      return List.copyOf(order);
    }
    List<List<ClassObj>> sequences = new ArrayList<>();
    for (ClassObj base : bases) {
      sequences.add(new ArrayList<>(base.order()));
    }
    sequences.add(new ArrayList<>(bases));
    while (true) {
      sequences.removeIf(List::isEmpty);
      if (sequences.isEmpty()) {
        return List.copyOf(order);
      }
      ClassObj next = head(sequences);
      if (next == null) {
        next = sequences.getFirst().getFirst();
      }
      order.add(next);
      for (List<ClassObj> sequence : sequences) {
        sequence.remove(next);
      }
    }
  }

  private static @Nullable ClassObj head(List<List<ClassObj>> sequences) {
    for (List<ClassObj> sequence : sequences) {
      ClassObj candidate = sequence.getFirst();
      boolean free = true;
      for (List<ClassObj> other : sequences) {
        free &= other.lastIndexOf(candidate) <= 0;
      }
      if (free) {
        return candidate;
      }
    }
    return null;
  }
}
