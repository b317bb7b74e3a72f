package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.repository.Limits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All changeable state of a run. Writes are journaled, so that both sides of an undecided condition
 * run on the same state and cost only what they change.
 */
final class Heap {
  private final List<Journal> journals = new ArrayList<>();
  private long copied;
  private int journaled;
  private @Nullable Watch watch;

  /** A stretch of which it matters whether it leaves everything as it found it. */
  static final class Watch {
    private final int begun;
    private final @Nullable Watch outer;
    private boolean changed;

    private Watch(int begun, @Nullable Watch outer) {
      this.begun = begun;
      this.outer = outer;
    }

    /** {@return whether something may be other than when it began} */
    boolean changed() {
      return changed;
    }
  }

  /** Old values since a point, in the end what they became, and the paths that left there. */
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
    return slots.get(key);
  }

  void put(Slots slots, Object key, @Nullable Value value) {
    if (!journals.isEmpty()) {
      Journal last = journals.getLast();
      if (slots.made < last.begun) {
        last.old.putIfAbsent(slots, key, slots.get(key));
      }
    }
    if (watch != null) {
      note(slots, key, value);
    }
    slots.set(key, value);
  }

  private void note(Slots slots, Object key, @Nullable Value value) {
    Value old = slots.get(key);
    if (old == value || (old != null && value != null && Value.same(old, value))) {
      return;
    }
    for (Watch each = watch; each != null; each = each.outer) {
      each.changed |= slots.made < each.begun;
    }
  }

  /** Begins to look whether what was there before is changed. */
  Watch watch() {
    Watch begun = new Watch(++journaled, watch);
    watch = begun;
    return begun;
  }

  /** Ends it. */
  void leave(Watch ended) {
    watch = ended.outer;
  }

  /** Something changed that is not in the heap. */
  void changed() {
    for (Watch each = watch; each != null; each = each.outer) {
      each.changed = true;
    }
  }

  /** {@return how many changes of slots were copied, which is what paths that part cost} */
  long copied() {
    return copied;
  }

  void copied(Delta delta) {
    copied += delta.size();
  }

  /** Ends chains of paths that join one after another, with no step between. */
  void bound() {
    if (copied > Limits.STEPS) {
      throw new LimitReached("evaluation steps");
    }
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
    delta.apply(this);
  }

  /**
   * Ends all journals above a height: the state is as it was when the first of them began, and each
   * path that left since, and the present one, is an outcome relative to that state.
   *
   * @param present how the present path ends, under which conditions
   */
  List<Outcome> collapse(int height, Completion present, List<Condition> conditions) {
    if (journals.size() == height + 1 && journals.getLast().pending.isEmpty()) {
      Delta only = journals.removeLast().old;
      only.swap();
      List<Outcome> outcomes = new ArrayList<>(2);
      outcomes.add(new Outcome(present, only, conditions));
      return outcomes;
    }
    List<Journal> ended = new ArrayList<>();
    while (journals.size() > height) {
      Journal journal = journals.removeLast();
      journal.old.swap();
      ended.addFirst(journal);
    }
    List<Outcome> outcomes = new ArrayList<>();
    Delta before = new Delta();
    for (Journal journal : ended) {
      for (Outcome outcome : journal.pending.reversed()) {
        Outcome whole = outcome.after(before);
        copied(whole.delta());
        bound();
        outcomes.add(whole);
      }
      before = before.then(journal.old);
    }
    outcomes.add(new Outcome(present, before, conditions));
    return new ArrayList<>(outcomes.reversed());
  }
}
