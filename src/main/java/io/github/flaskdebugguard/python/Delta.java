package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a stretch of evaluation changed, by slots and key; null for a removed slot. */
final class Delta {
  /** Most stretches change a few objects, many none; so many are found by looking at each. */
  private static final int FEW = 8;

  private static final int KEYS = 4;
  private static final Value MISSING =
      new Value.Unbound(Origin.at(new Span("", 0, 0), "not changed"));

  private final List<Changes> all = new ArrayList<>(0);
  private @Nullable Map<Slots, Changes> index;

  /** The changes of one object. */
  private record Changes(Slots slots, Map<Object, @Nullable Value> values) {}

  /** Gives what a slot is after two paths, of which at least one changed it. */
  interface Joining {
    @Nullable Value of(@Nullable Value left, @Nullable Value right);
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
    Map<Object, @Nullable Value> known = find(slots);
    return known == null ? add(slots, new LinkedHashMap<>(KEYS)) : known;
  }

  private @Nullable Map<Object, @Nullable Value> find(Slots slots) {
    if (index != null) {
      Changes found = index.get(slots);
      return found == null ? null : found.values();
    }
    // NOTE: from the end, since what was changed last is changed again.
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).slots() == slots) {
        return all.get(i).values();
      }
    }
    return null;
  }

  private Map<Object, @Nullable Value> add(Slots slots, Map<Object, @Nullable Value> values) {
    Changes made = new Changes(slots, values);
    all.add(made);
    if (index != null) {
      index.put(slots, made);
    } else if (all.size() > FEW) {
      index = new IdentityHashMap<>();
      for (Changes each : all) {
        index.put(each.slots(), each);
      }
    }
    return values;
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
      result.add(each.slots(), new LinkedHashMap<>(each.values()));
    }
    for (Changes each : later.all) {
      result.of(each.slots()).putAll(each.values());
    }
    return result;
  }

  int size() {
    int size = 0;
    for (int i = 0; i < all.size(); i++) {
      size += all.get(i).values().size();
    }
    return size;
  }

  /** Writes everything into a heap, whose journals note it. */
  void apply(Heap heap) {
    for (int i = 0; i < all.size(); i++) {
      Slots slots = all.get(i).slots();
      for (Map.Entry<Object, @Nullable Value> each : all.get(i).values().entrySet()) {
        heap.put(slots, each.getKey(), each.getValue());
      }
    }
  }

  /** Exchanges what this holds with what the slots hold. */
  void swap() {
    for (int i = 0; i < all.size(); i++) {
      Slots slots = all.get(i).slots();
      for (Map.Entry<Object, @Nullable Value> each : all.get(i).values().entrySet()) {
        Value now = slots.get(each.getKey());
        slots.set(each.getKey(), each.getValue());
        each.setValue(now);
      }
    }
  }

  /** {@return what this path and another make together of the state from which both began} */
  Delta join(Delta other, Joining joining) {
    Delta result = new Delta();
    for (int i = 0; i < all.size(); i++) {
      Slots slots = all.get(i).slots();
      Map<Object, @Nullable Value> theirs = other.find(slots);
      Map<Object, @Nullable Value> joined = new LinkedHashMap<>(KEYS);
      for (Map.Entry<Object, @Nullable Value> each : all.get(i).values().entrySet()) {
        Value right = theirs == null ? MISSING : theirs.getOrDefault(each.getKey(), MISSING);
        right = right == MISSING ? slots.get(each.getKey()) : right;
        joined.put(each.getKey(), joining.of(each.getValue(), right));
      }
      result.add(slots, joined);
    }
    for (int i = 0; i < other.all.size(); i++) {
      Slots slots = other.all.get(i).slots();
      Map<Object, @Nullable Value> ours = find(slots);
      Map<Object, @Nullable Value> joined = result.of(slots);
      for (Map.Entry<Object, @Nullable Value> each : other.all.get(i).values().entrySet()) {
        if (ours == null || !ours.containsKey(each.getKey())) {
          Value now = slots.get(each.getKey());
          joined.put(each.getKey(), joining.of(now, each.getValue()));
        }
      }
    }
    return result;
  }
}
