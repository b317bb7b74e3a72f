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
    if (bases.size() == 1) {
      List<ClassObj> inherited = bases.getFirst().order();
      if (inherited.size() >= MAX_BASES) {
        throw new LimitReached("base classes");
      }
      ClassObj[] order = new ClassObj[inherited.size() + 1];
      order[0] = type;
      for (int i = 1; i < order.length; i++) {
        order[i] = inherited.get(i - 1);
      }
      return List.of(order);
    }
    List<ClassObj> order = new ArrayList<>();
    order.add(type);
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
