package io.github.flaskdebugguard.python;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All changeable state of a run. Writes are journaled, so that both sides of an undecided condition
 * run on the same state and cost only what they change.
 */
final class Heap {
  private final List<Journal> journals = new ArrayList<>();
  private long copied;
  private int journaled;

  /** What a stretch of evaluation changed, by slots and key; null for a removed slot. */
  static final class Delta {
    /** Most stretches change a few objects, many none. */
    private static final int FEW = 4;

    private Map<Slots, Map<Object, @Nullable Value>> changes = Map.of();

    @Nullable Value get(Slots slots, Object key, @Nullable Value otherwise) {
      Map<Object, @Nullable Value> of = changes.get(slots);
      return of != null && of.containsKey(key) ? of.get(key) : otherwise;
    }

    void put(Slots slots, Object key, @Nullable Value value) {
      of(slots).put(key, value);
    }

    void putIfAbsent(Slots slots, Object key, @Nullable Value value) {
      Map<Object, @Nullable Value> of = of(slots);
      if (!of.containsKey(key)) {
        of.put(key, value);
      }
    }

    private Map<Object, @Nullable Value> of(Slots slots) {
      if (changes.isEmpty()) {
        changes = new IdentityHashMap<>(FEW);
      }
      Map<Object, @Nullable Value> of = changes.get(slots);
      if (of == null) {
        of = new LinkedHashMap<>();
        changes.put(slots, of);
      }
      return of;
    }

    /** {@return this delta with a later one on top} */
    Delta then(Delta later) {
      if (changes.isEmpty()) {
        return later;
      }
      if (later.changes.isEmpty()) {
        return this;
      }
      Delta result = new Delta();
      changes.forEach((slots, map) -> map.forEach((key, value) -> result.put(slots, key, value)));
      later.changes.forEach((slots, map) -> map.forEach((key, v) -> result.put(slots, key, v)));
      return result;
    }

    int size() {
      int size = 0;
      for (Map<Object, @Nullable Value> of : changes.values()) {
        size += of.size();
      }
      return size;
    }

    void forEach(Visitor visitor) {
      if (!changes.isEmpty()) {
        changes.forEach((slots, map) -> map.forEach((key, v) -> visitor.visit(slots, key, v)));
      }
    }

    /** Sees each changed slot. */
    interface Visitor {
      void visit(Slots slots, Object key, @Nullable Value value);
    }
  }

  /** Old values since a point, and the paths that left there. */
  private static final class Journal {
    final Delta old = new Delta();
    final int begun;
    final List<Outcome> pending;

    Journal(int begun, List<Outcome> pending) {
      this.begun = begun;
      this.pending = pending;
    }
  }

  @Nullable Value get(Slots slots, Object key) {
    return slots.values.get(key);
  }

  void put(Slots slots, Object key, @Nullable Value value) {
    if (!journals.isEmpty() && slots.made < journals.getLast().begun) {
      journals.getLast().old.putIfAbsent(slots, key, slots.values.get(key));
    }
    set(slots, key, value);
  }

  private static void set(Slots slots, Object key, @Nullable Value value) {
    if (value == null) {
      slots.values.remove(key);
    } else {
      slots.values.put(key, value);
    }
  }

  /** {@return how many changes of slots were copied, which is what paths that part cost} */
  long copied() {
    return copied;
  }

  void copied(Delta delta) {
    copied += delta.size();
  }

  /**
   * {@return an object that was just made} Only the path that made it can reach it, so what this
   * path does to it needs no journal until the path parts again.
   */
  <T extends Value.Obj> T made(T object) {
    made(object.slots);
    return object;
  }

  /** {@return slots that were just made, as for an object} */
  Slots made(Slots slots) {
    slots.made = journaled;
    return slots;
  }

  int height() {
    return journals.size();
  }

  void begin(List<Outcome> pending) {
    journals.add(new Journal(++journaled, pending));
  }

  void apply(Delta delta) {
    delta.forEach(this::put);
  }

  /**
   * Ends all journals above a height: the state is as it was when the first of them began, and each
   * path that left since, and the present one, is an outcome relative to that state.
   */
  List<Outcome> collapse(int height, Outcome present) {
    List<Journal> ended = new ArrayList<>();
    List<Delta> changes = new ArrayList<>();
    while (journals.size() > height) {
      Journal journal = journals.removeLast();
      Delta changed = new Delta();
      journal.old.forEach((slots, key, old) -> changed.put(slots, key, slots.values.get(key)));
      journal.old.forEach(Heap::set);
      ended.addFirst(journal);
      changes.addFirst(changed);
    }
    List<Outcome> outcomes = new ArrayList<>();
    Delta before = new Delta();
    for (int i = 0; i < ended.size(); i++) {
      for (Outcome outcome : ended.get(i).pending.reversed()) {
        Outcome whole = outcome.after(before);
        copied(whole.delta());
        outcomes.add(whole);
      }
      before = before.then(changes.get(i));
    }
    outcomes.add(present.after(before));
    return new ArrayList<>(outcomes.reversed());
  }
}
