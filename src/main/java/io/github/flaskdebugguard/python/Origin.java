package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a value comes from: the place that made it and the origins of what it was made from. Trails
 * are read from origins, never reconstructed.
 *
 * @param span the place
 * @param note what the place does, for people; empty when the source text says it
 * @param from what it was made from, nearest first
 * @param variable the environment variable that was read here, or null
 * @param depth how many links the longest chain below has; bounded by {@link #MAX_DEPTH}
 */
public record Origin(
    Span span, String note, List<Origin> from, @Nullable String variable, int depth) {
  private static final int MAX_DEPTH = 12;
  private static final int MAX_PARENTS = 4;
  private static final int MAX_LOOKED = 64;
  private static final List<Origin> NOTHING = List.of();

  public Origin {
    from = from == NOTHING ? from : List.copyOf(from);
  }

  /** {@return an origin without a history} */
  public static Origin at(Span span) {
    return new Origin(span, "", NOTHING, null, 0);
  }

  /** {@return an origin without a history, with a note} */
  public static Origin at(Span span, String note) {
    return new Origin(span, note, NOTHING, null, 0);
  }

  /** {@return the origin of a value that an environment variable gave} */
  public static Origin variable(Span span, String variable, String note, List<Origin> from) {
    return new Origin(span, note, bounded(from), variable, depthOf(from));
  }

  /** {@return an origin that was made from others; links beyond the bound are cut} */
  public static Origin from(Span span, String note, List<Origin> parents) {
    List<Origin> kept = bounded(parents);
    return new Origin(span, note, kept, null, depthOf(kept));
  }

  /** {@return an origin that was made from one other, as {@link #from(Span, String, List)}} */
  public static Origin from(Span span, String note, Origin parent) {
    return parent.depth < MAX_DEPTH
        ? new Origin(span, note, List.of(parent), null, parent.depth + 1)
        : at(span, note);
  }

  /** {@return an origin that was made from two others, as {@link #from(Span, String, List)}} */
  public static Origin from(Span span, String note, Origin first, Origin second) {
    if (first == second || second.depth >= MAX_DEPTH) {
      return from(span, note, first);
    }
    return first.depth < MAX_DEPTH
        ? new Origin(
            span, note, List.of(first, second), null, Math.max(first.depth, second.depth) + 1)
        : from(span, note, second);
  }

  /** {@return this origin seen from a later place, for example the assignment that keeps it} */
  public Origin then(Span later, String note) {
    if (note.isEmpty() && isAt(later)) {
      return this;
    }
    return depth < MAX_DEPTH
        ? new Origin(later, note, List.of(this), null, depth + 1)
        : at(later, note);
  }

  /** {@return whether this is the place; the offsets tell most places apart} */
  boolean isAt(Span place) {
    return place.start() == span.start()
        && place.end() == span.end()
        && place.path().equals(span.path());
  }

  /**
   * {@return where the variable was read that a value is, through all that passed it on, or null}
   */
  public @Nullable Span readAt() {
    Origin at = this;
    while (at.variable == null && !at.from.isEmpty()) {
      at = at.from.getFirst();
    }
    return at.variable == null ? null : at.span;
  }

  /** {@return the environment variables that this value was made from} */
  public List<String> variables() {
    List<String> found = new ArrayList<>();
    collect(found);
    return found;
  }

  /** {@return whether an environment variable is among what this value was made from} */
  public boolean reads() {
    return variable != null || (!from.isEmpty() && reads(this, new int[] {MAX_LOOKED}));
  }

  /** Histories share parts, so the walk is bounded. */
  private static boolean reads(Origin origin, int[] left) {
    if (origin.variable != null) {
      return true;
    }
    for (int i = 0; i < origin.from.size(); i++) {
      if (left[0]-- > 0 && reads(origin.from.get(i), left)) {
        return true;
      }
    }
    return false;
  }

  /** {@return whether an environment variable decided by being absent} */
  public boolean fromAbsent(String name) {
    if (name.equals(variable) && note.startsWith(name + " is not set")) {
      return true;
    }
    for (Origin parent : from) {
      if (parent.fromAbsent(name)) {
        return true;
      }
    }
    return false;
  }

  /** {@return the environment variables that decided by being absent} */
  public List<String> absent() {
    List<String> found = new ArrayList<>();
    for (String name : variables()) {
      if (fromAbsent(name)) {
        found.add(name);
      }
    }
    return found;
  }

  private void collect(List<String> into) {
    if (variable != null && !into.contains(variable)) {
      into.add(variable);
    }
    for (int i = 0; i < from.size(); i++) {
      from.get(i).collect(into);
    }
  }

  private static List<Origin> bounded(List<Origin> parents) {
    if (parents.isEmpty()) {
      return NOTHING;
    }
    List<Origin> kept = new ArrayList<>(MAX_PARENTS);
    for (int i = 0; i < parents.size() && kept.size() < MAX_PARENTS; i++) {
      Origin parent = parents.get(i);
      if (parent.depth < MAX_DEPTH && !holds(kept, parent)) {
        kept.add(parent);
      }
    }
    return kept;
  }

  /** Compares by identity: equal origins are rare, and to compare whole histories is dear. */
  private static boolean holds(List<Origin> origins, Origin origin) {
    for (int i = 0; i < origins.size(); i++) {
      if (origins.get(i) == origin) {
        return true;
      }
    }
    return false;
  }

  private static int depthOf(List<Origin> parents) {
    int depth = 0;
    for (int i = 0; i < parents.size(); i++) {
      depth = Math.max(depth, parents.get(i).depth + 1);
    }
    return depth;
  }
}
