package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.python.syntax.Expression;
import io.github.flaskdebugguard.python.syntax.Statement;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Executes loops. */
final class Loops {
  /** The round from which on a loop is taken to have its state, if ever it has one. */
  private static final int SETTLED = 16;

  private final Interpreter run;
  private final Statements statements;

  Loops(Interpreter run, Statements statements) {
    this.run = run;
    this.statements = statements;
  }

  Completion run(Statement.While s, Frame frame, Span span) {
    Branches.Mark mark = run.branches.mark();
    Completion completion = Completion.NORMAL;
    boolean left = false;
    for (int round = 0; !left; round++) {
      long begun = run.steps();
      Value test = run.expressions.value(s.test(), frame);
      Truth truth = run.truth(test);
      if (truth == Truth.FALSE) {
        break;
      }
      if (round >= Limits.ROUNDS) {
        if (s.test() instanceof Expression.Constant) {
          // NOTE: nothing that is evaluated leaves the loop: what follows it never runs.
          run.loopsOn();
          throw new PathEnd();
        }
        throw new LimitReached("rounds of a loop");
      }
      if (truth == Truth.DEPENDS) {
        Condition condition = statements.condition(s.test(), test, frame);
        completion = perhaps(condition, () -> round(s.body(), frame), span);
        break;
      }
      Heap.Watch watch = round < SETTLED || !isConstant(s.test()) ? null : run.heap.watch();
      Branches.Mark before = watch == null ? mark : run.branches.mark();
      try {
        completion = round(s.body(), frame);
      } finally {
        if (watch != null) {
          run.heap.leave(watch);
        }
      }
      left = !completion.is(Completion.Kind.NORMAL);
      if (!left && watch != null && !watch.changed() && run.branches.mark().equals(before)) {
        // NOTE: all rounds that follow do the same; they count as if they were run.
        long rounds = Limits.ROUNDS - 1L - round;
        run.charge((int) Math.min(rounds * (run.steps() - begun), Limits.STEPS + 1L));
        round = Limits.ROUNDS - 1;
      }
      if (!left && run.branches.partings(mark) >= Limits.UNDECIDED_ROUNDS) {
        run.loopsOn();
        completion = Completion.END;
        left = true;
      }
    }
    return leave(mark, completion, s.otherwise(), frame, span);
  }

  private static boolean isConstant(Expression test) {
    return test instanceof Expression.Constant || test instanceof Expression.Number;
  }

  Completion run(Statement.For s, Frame frame, Span span) {
    Value iterable = run.expressions.value(s.iterable(), frame);
    List<Value> items = run.items(iterable, span);
    Branches.Mark mark = run.branches.mark();
    Completion completion = Completion.NORMAL;
    if (items == null || items.size() > Limits.ROUNDS) {
      Value.Unknown cause = run.cause(iterable, span);
      String text = "the loop over " + run.expressions.source(s.iterable(), frame) + " runs";
      completion =
          perhaps(
              new Condition(text, run.span(frame, s.iterable()), true, cause),
              () -> {
                Value item = Value.Unknown.of(cause.reason(), span);
                statements.targets().assign(s.target(), item, frame, span);
                return round(s.body(), frame);
              },
              span);
    } else {
      for (Value item : items) {
        statements.targets().assign(s.target(), item, frame, null);
        completion = round(s.body(), frame);
        if (!completion.is(Completion.Kind.NORMAL)) {
          break;
        }
      }
    }
    return leave(mark, completion, s.otherwise(), frame, span);
  }

  /** Runs a round that only some paths come to; one round stands for all. */
  private Completion perhaps(Condition condition, Supplier<Completion> round, Span span) {
    List<Outcome> outcomes = new ArrayList<>();
    outcomes.addAll(run.branches.region(condition, round));
    outcomes.addAll(run.branches.region(condition.negated(), () -> Completion.NORMAL));
    return run.branches.commit(outcomes, span);
  }

  /** Runs a loop's body once; paths that went on to the next round join. */
  private Completion round(List<Statement> body, Frame frame) {
    run.step();
    Branches.Mark mark = run.branches.mark();
    Completion completion = statements.block(body, frame);
    if (run.branches.parted(mark)) {
      List<Outcome> outcomes = run.branches.outcomes(mark, completion);
      outcomes.replaceAll(
          o -> o.completion().is(Completion.Kind.CONTINUE) ? o.with(Completion.NORMAL) : o);
      return run.branches.commit(outcomes, new Span(frame.file(), 0, 0));
    }
    return completion.is(Completion.Kind.CONTINUE) ? Completion.NORMAL : completion;
  }

  private Completion leave(
      Branches.Mark mark,
      Completion completion,
      List<Statement> otherwise,
      Frame frame,
      Span span) {
    if (!run.branches.parted(mark)) {
      return switch (completion.kind()) {
        case BREAK, CONTINUE -> Completion.NORMAL;
        case NORMAL -> statements.block(otherwise, frame);
        case RETURN, RAISE, END -> completion;
      };
    }
    List<Outcome> after = new ArrayList<>();
    for (Outcome outcome : run.branches.outcomes(mark, completion)) {
      if (outcome.completion().is(Completion.Kind.BREAK)) {
        after.add(outcome.with(Completion.NORMAL));
      } else if (outcome.completion().is(Completion.Kind.NORMAL) && !otherwise.isEmpty()) {
        after.addAll(run.branches.after(outcome, () -> statements.block(otherwise, frame)));
      } else {
        after.add(outcome);
      }
    }
    return run.branches.commit(after, span);
  }
}
