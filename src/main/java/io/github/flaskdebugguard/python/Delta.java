package io.github.flaskdebugguard.python;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a stretch of evaluation changed, by slots and key; null for a removed slot. */
final class Delta {
  /** Most stretches change a few objects, many none; so many are found by looking at each. */
  private static final int FEW = 8;

  private static final int KEYS = 4;
  private final List<Changes> all = new ArrayList<>(0);
  private @Nullable Map<Slots, Changes> index;

  /** The changes of one object, in order. */
  private static final class Changes {
    private final Slots slots;
    private @Nullable Object[] keys = new Object[KEYS];
    private @Nullable Value[] values = new Value[KEYS];
    private int size;
    private @Nullable Map<Object, Integer> places;

    Changes(Slots slots) {
      this.slots = slots;
    }

    Changes(Changes other) {
      this.slots = other.slots;
      this.keys = other.keys.clone();
      this.values = other.values.clone();
      this.size = other.size;
      this.places = other.places == null ? null : new HashMap<>(other.places);
    }

    Object key(int place) {
      return Objects.requireNonNull(keys[place]);
    }

    /** {@return the place of a key, below 0 when it is not changed} */
    int find(Object key) {
      if (places != null) {
        Integer place = places.get(key);
        return place == null ? -1 : place;
      }
      for (int i = 0; i < size; i++) {
        if (keys[i] == key) {
          return i;
        }
      }
      for (int i = 0; i < size; i++) {
        if (key.equals(keys[i])) {
          return i;
        }
      }
      return -1;
    }

    void put(Object key, @Nullable Value value) {
      int place = find(key);
      if (place < 0) {
        add(key, value);
      } else {
        values[place] = value;
      }
    }

    void add(Object key, @Nullable Value value) {
      if (size == keys.length) {
        keys = Arrays.copyOf(keys, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
      }
      keys[size] = key;
      values[size] = value;
      if (places != null) {
        places.put(key, size);
      } else if (size >= FEW) {
        places = new HashMap<>();
        for (int i = 0; i <= size; i++) {
          places.put(key(i), i);
        }
      }
      size++;
    }
  }

  /** Gives what a slot is after two paths, of which at least one changed it. */
  interface Joining {
    @Nullable Value of(@Nullable Value left, @Nullable Value right);
  }

  void putIfAbsent(Slots slots, Object key, @Nullable Value value) {
    Changes of = of(slots);
    if (of.find(key) < 0) {
      of.add(key, value);
    }
  }

  private Changes of(Slots slots) {
    Changes known = find(slots);
    return known == null ? add(new Changes(slots)) : known;
  }

  private @Nullable Changes find(Slots slots) {
    if (index != null) {
      return index.get(slots);
    }
    // NOTE: from the end, since what was changed last is changed again.
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).slots == slots) {
        return all.get(i);
      }
    }
    return null;
  }

  private Changes add(Changes made) {
    all.add(made);
    if (index != null) {
      index.put(made.slots, made);
    } else if (all.size() > FEW) {
      index = new IdentityHashMap<>();
      for (Changes each : all) {
        index.put(each.slots, each);
      }
    }
    return made;
  }

  /** {@return this delta with a later one on top} */
  Delta then(Delta later) {
    if (all.isEmpty()) {
      return later;
    }
    if (later.all.isEmpty()) {
      return this;
    }
    Delta result = new Delta();
    for (Changes each : all) {
      result.add(new Changes(each));
    }
    for (Changes each : later.all) {
      Changes into = result.of(each.slots);
      for (int i = 0; i < each.size; i++) {
        into.put(each.key(i), each.values[i]);
      }
    }
    return result;
  }

  int size() {
    int size = 0;
    for (int i = 0; i < all.size(); i++) {
      size += all.get(i).size;
    }
    return size;
  }

  /** Writes everything into a heap, whose journals note it. */
  void apply(Heap heap) {
    for (int i = 0; i < all.size(); i++) {
      Changes changes = all.get(i);
      for (int j = 0; j < changes.size; j++) {
        heap.put(changes.slots, changes.key(j), changes.values[j]);
      }
    }
  }

  /** Exchanges what this holds with what the slots hold. */
  void swap() {
    for (int i = 0; i < all.size(); i++) {
      Changes changes = all.get(i);
      for (int j = 0; j < changes.size; j++) {
        Value now = changes.slots.get(changes.key(j));
        changes.slots.set(changes.key(j), changes.values[j]);
        changes.values[j] = now;
      }
    }
  }

  /** {@return what this path and another make together of the state from which both began} */
  Delta join(Delta other, Joining joining) {
    Delta result = new Delta();
    for (int i = 0; i < all.size(); i++) {
      Changes ours = all.get(i);
      Changes theirs = other.find(ours.slots);
      Changes joined = result.add(new Changes(ours.slots));
      for (int j = 0; j < ours.size; j++) {
        Object key = ours.key(j);
        int place = theirs == null ? -1 : theirs.find(key);
        Value right = theirs == null || place < 0 ? ours.slots.get(key) : theirs.values[place];
        joined.add(key, joining.of(ours.values[j], right));
      }
    }
    for (int i = 0; i < other.all.size(); i++) {
      Changes theirs = other.all.get(i);
      Changes ours = find(theirs.slots);
      Changes joined = result.of(theirs.slots);
      for (int j = 0; j < theirs.size; j++) {
        Object key = theirs.key(j);
        if (ours == null || ours.find(key) < 0) {
          joined.add(key, joining.of(theirs.slots.get(key), theirs.values[j]));
        }
      }
    }
    return result;
  }
}
