package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The paths of a run: where a condition is not known they part, and where they can they join. */
final class Branches {
  private static final List<Completion.Kind> KINDS = List.of(Completion.Kind.values());

  private final Heap heap;
  private final List<Condition> path = new ArrayList<>();

  Branches(Heap heap) {
    this.heap = heap;
  }

  /** A point of a run, to which all paths that part after it lead back. */
  record Mark(int height, int conditions) {}

  /** {@return the undecided conditions of the present path, outermost first, as they are now} */
  List<Condition> conditions() {
    return Collections.unmodifiableList(path);
  }

  Mark mark() {
    return new Mark(heap.height(), path.size());
  }

  /** {@return whether paths have parted since and not joined again} */
  boolean parted(Mark mark) {
    return heap.height() > mark.height();
  }

  /** {@return how often paths have parted since without joining again} */
  int partings(Mark mark) {
    return heap.height() - mark.height();
  }

  /** Goes on under more conditions. */
  void follow(List<Condition> conditions) {
    path.addAll(conditions);
  }

  /** Takes back the conditions since. */
  void leave(Mark mark) {
    while (path.size() > mark.conditions()) {
      path.removeLast();
    }
  }

  /**
   * {@return the present path and those that left since, relative to the state and the conditions
   * of the mark, which hold again}
   */
  List<Outcome> outcomes(Mark mark, Completion present) {
    List<Outcome> outcomes = heap.collapse(mark.height(), present, since(mark));
    leave(mark);
    return outcomes;
  }

  private List<Condition> since(Mark mark) {
    int more = path.size() - mark.conditions();
    if (more <= 0) {
      return List.of();
    }
    return more == 1
        ? List.of(path.getLast())
        : List.copyOf(path.subList(mark.conditions(), path.size()));
  }

  /** Runs a stretch under a condition; the state afterwards is as before. */
  List<Outcome> region(@Nullable Condition condition, Supplier<Completion> body) {
    Mark mark = mark();
    heap.begin(List.of());
    if (condition != null) {
      path.add(condition);
    }
    return outcomes(mark, complete(body));
  }

  /** {@return how a path ends that goes on with more code} */
  List<Outcome> after(Outcome outcome, Supplier<Completion> rest) {
    return region(
        null,
        () -> {
          follow(outcome.conditions());
          heap.apply(outcome.delta());
          return rest.get();
        });
  }

  static Completion complete(Supplier<Completion> body) {
    try {
      return body.get();
    } catch (Raised raised) {
      return Completion.raised(raised);
    } catch (PathEnd end) {
      return Completion.END;
    }
  }

  /**
   * Goes on after several paths: those that end alike join, the others wait until the stretch that
   * encloses them ends.
   *
   * @return how the path ends on which evaluation goes on
   */
  Completion commit(List<Outcome> outcomes, Span span) {
    List<Outcome> joined = new ArrayList<>(2);
    for (int kind = 0; kind < KINDS.size(); kind++) {
      Outcome alike = joined(outcomes, KINDS.get(kind), span);
      if (alike != null) {
        joined.add(alike);
      }
    }
    if (joined.size() > 1) {
      joined.removeIf(outcome -> outcome.completion().is(Completion.Kind.END));
    }
    Outcome main = joined.removeFirst();
    if (!joined.isEmpty()) {
      heap.begin(joined);
      path.addAll(main.conditions());
    }
    heap.apply(main.delta());
    return main.completion();
  }

  /** {@return all outcomes of a kind as one, or null when there is none} */
  private @Nullable Outcome joined(List<Outcome> outcomes, Completion.Kind kind, Span span) {
    Outcome result = null;
    boolean several = false;
    for (int i = 0; i < outcomes.size(); i++) {
      Outcome next = outcomes.get(i);
      if (next.completion().is(kind)) {
        several = result != null;
        result = result == null ? next : join(result, next, span);
      }
    }
    return result == null || !several
        ? result
        : new Outcome(result.completion(), result.delta(), List.of());
  }

  private Outcome join(Outcome a, Outcome b, Span span) {
    Condition first = condition(a, b);
    Condition second = first.negated();
    Delta delta =
        a.delta().join(b.delta(), (left, right) -> joined(left, first, right, second, span));
    heap.copied(delta);
    heap.bound();
    Value left = a.completion().value();
    Value right = b.completion().value();
    Value value = left == null && right == null ? null : joined(left, first, right, second, span);
    Completion completion = new Completion(a.completion().kind(), value, a.completion().span());
    return new Outcome(completion, delta, a.conditions());
  }

  private static Condition condition(Outcome a, Outcome b) {
    if (!a.conditions().isEmpty()) {
      return a.conditions().getFirst();
    }
    if (!b.conditions().isEmpty()) {
      return b.conditions().getFirst().negated();
    }
    Value.Unknown unknown = Value.Unknown.of("several paths", Span.NOWHERE);
    return new Condition("", Span.NOWHERE, true, unknown);
  }

  private @Nullable Value joined(
      @Nullable Value left, Condition first, @Nullable Value right, Condition second, Span span) {
    if (left == right || (left != null && right != null && Value.same(left, right))) {
      return left;
    }
    Origin origin = Origin.at(span);
    Value a = left == null ? new Value.Unbound(origin) : left;
    Value b = right == null ? new Value.Unbound(origin) : right;
    return Value.choice(
        List.of(new Value.Choice.Alternative(first, a), new Value.Choice.Alternative(second, b)),
        span);
  }

  /** {@return the value of one of two computations, when a condition that chooses is not known} */
  Value fork(Condition condition, Supplier<Value> yes, Supplier<Value> no, Span span) {
    List<Outcome> outcomes = new ArrayList<>();
    outcomes.addAll(region(condition, () -> Completion.result(yes.get())));
    outcomes.addAll(region(condition.negated(), () -> Completion.result(no.get())));
    return value(commit(outcomes, span), span);
  }

  /** {@return the value of a completion of an expression; exceptions go on} */
  Value value(Completion completion, Span span) {
    return switch (completion.kind()) {
      case NORMAL, RETURN -> {
        Value value = completion.value();
        yield value == null ? new Value.None(Origin.at(span)) : value;
      }
      case RAISE -> {
        Value exception = completion.value();
        Span at = completion.span();
        throw new Raised(
            exception == null ? Value.Unknown.of("an exception", span) : exception,
            at == null ? span : at);
      }
      case END -> throw new PathEnd();
      case BREAK, CONTINUE -> throw new IllegalStateException("loop exit inside an expression");
    };
  }
}
