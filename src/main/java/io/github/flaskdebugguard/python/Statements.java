package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.python.syntax.Alias;
import io.github.flaskdebugguard.python.syntax.ExceptHandler;
import io.github.flaskdebugguard.python.syntax.Expression;
import io.github.flaskdebugguard.python.syntax.MatchCase;
import io.github.flaskdebugguard.python.syntax.Statement;
import io.github.flaskdebugguard.python.syntax.WithItem;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;

/** Executes statements. */
final class Statements {

  private final Interpreter run;
  private final Definitions definitions;
  private final Targets targets;
  private final Matching matching;
  private final Contexts contexts;
  private final Loops loops;

  Statements(Interpreter run) {
    this.run = run;
    this.definitions = new Definitions(run);
    this.targets = new Targets(run);
    this.matching = new Matching(run);
    this.contexts = new Contexts(run);
    this.loops = new Loops(run, this);
  }

  Definitions definitions() {
    return definitions;
  }

  Targets targets() {
    return targets;
  }

  Completion block(List<Statement> statements, Frame frame) {
    int size = statements.size();
    for (int i = 0; i < size; i++) {
      run.step();
      try {
        Completion completion = execute(statements.get(i), frame);
        if (completion != Completion.NORMAL && !completion.is(Completion.Kind.NORMAL)) {
          return completion;
        }
      } catch (Raised raised) {
        return Completion.raised(raised);
      } catch (PathEnd end) {
        return Completion.END;
      }
    }
    return Completion.NORMAL;
  }

  private Completion execute(Statement statement, Frame frame) {
    return switch (statement) {
      case Statement.ExpressionStatement s -> {
        run.expressions.value(s.value(), frame);
        yield Completion.NORMAL;
      }
      case Statement.Assign s -> {
        Value value = run.expressions.value(s.value(), frame);
        Span span = run.span(frame, s);
        for (int i = 0; i < s.targets().size(); i++) {
          targets.assign(s.targets().get(i), value, frame, span);
        }
        yield Completion.NORMAL;
      }
      case Statement.AugmentedAssign s -> {
        targets.augment(s, frame, run.span(frame, s));
        yield Completion.NORMAL;
      }
      case Statement.AnnotatedAssign s -> {
        targets.annotated(s, frame, run.span(frame, s));
        yield Completion.NORMAL;
      }
      case Statement.Return s -> {
        Expression result = s.value();
        yield Completion.returned(
            result == null
                ? new Value.None(Origin.at(run.span(frame, s)))
                : run.expressions.value(result, frame));
      }
      case Statement.Raise s -> raise(s, frame, run.span(frame, s));
      case Statement.ScopeDeclaration s -> {
        for (String name : s.names()) {
          frame.declare(name, s.global());
        }
        yield Completion.NORMAL;
      }
      case Statement.Delete s -> {
        for (Expression target : s.targets()) {
          targets.delete(target, frame);
        }
        yield Completion.NORMAL;
      }
      case Statement.Assert s -> assertion(s, frame, run.span(frame, s));
      case Statement.Pass s -> Completion.NORMAL;
      case Statement.Break s -> Completion.BREAK;
      case Statement.Continue s -> Completion.CONTINUE;
      case Statement.Import s -> {
        for (int i = 0; i < s.names().size(); i++) {
          Alias alias = s.names().get(i);
          run.imports.statement(alias, frame, run.span(frame, alias));
        }
        yield Completion.NORMAL;
      }
      case Statement.ImportFrom s -> {
        run.imports.fromStatement(s, frame, run.span(frame, s));
        yield Completion.NORMAL;
      }
      case Statement.If s -> branch(s, 0, frame);
      case Statement.While s -> loops.run(s, frame, run.span(frame, s));
      case Statement.For s -> loops.run(s, frame, run.span(frame, s));
      case Statement.Try s -> attempt(s, frame, run.span(frame, s));
      case Statement.With s -> with(s, frame);
      case Statement.FunctionDefinition s -> {
        definitions.function(s, frame);
        yield Completion.NORMAL;
      }
      case Statement.ClassDefinition s -> {
        definitions.classDefinition(s, frame);
        yield Completion.NORMAL;
      }
      case Statement.Match s -> match(s, frame, run.span(frame, s));
      case Statement.TypeAlias s -> {
        targets.assign(
            s.name(),
            Value.Unknown.of("a type alias", run.span(frame, s)),
            frame,
            run.span(frame, s));
        yield Completion.NORMAL;
      }
      case Statement.Legacy s -> {
        for (Expression value : s.values()) {
          run.expressions.value(value, frame);
        }
        yield Completion.NORMAL;
      }
      case Statement.Broken s -> {
        frame.module.open(Value.Unknown.of("a statement could not be parsed", run.span(frame, s)));
        yield Completion.NORMAL;
      }
    };
  }

  private Completion raise(Statement.Raise s, Frame frame, Span span) {
    Expression exception = s.exception();
    if (exception == null) {
      Raised handling = frame.handling;
      throw handling == null ? run.raise("RuntimeError", "No active exception", span) : handling;
    }
    Value value = run.expressions.value(exception, frame);
    if (value instanceof ClassObj type) {
      value = run.call(type, Arguments.NONE, span);
    }
    throw new Raised(value, span);
  }

  private Completion assertion(Statement.Assert s, Frame frame, Span span) {
    Value test = run.expressions.value(s.test(), frame);
    if (run.truth(test) == Truth.FALSE) {
      throw run.raise("AssertionError", "assertion fails", span);
    }
    return Completion.NORMAL;
  }

  Condition condition(Expression test, Value value, Frame frame) {
    Span span = run.span(frame, test);
    return new Condition(run.expressions.source(test, frame), span, true, run.cause(value, span));
  }

  private Completion branch(Statement.If s, int index, Frame frame) {
    Value last = null;
    for (int i = index; i < s.branches().size(); i++) {
      Statement.If.Branch branch = s.branches().get(i);
      Value test = run.expressions.value(branch.test(), frame);
      Truth truth = run.truth(test);
      last = test;
      if (truth == Truth.TRUE) {
        return decided(test, branch.body(), frame);
      }
      if (truth == Truth.DEPENDS) {
        int next = i + 1;
        Condition condition = condition(branch.test(), test, frame);
        List<Outcome> outcomes = new ArrayList<>();
        outcomes.addAll(
            run.branches.region(
                condition,
                () -> {
                  run.expressions.narrow(branch.test(), true, frame);
                  return block(branch.body(), frame);
                }));
        outcomes.addAll(
            run.branches.region(
                condition.negated(),
                () -> {
                  run.expressions.narrow(branch.test(), false, frame);
                  return branch(s, next, frame);
                }));
        return run.branches.commit(outcomes, run.span(frame, branch.test()));
      }
    }
    return last == null ? block(s.otherwise(), frame) : decided(last, s.otherwise(), frame);
  }

  /**
   * Runs a block that is taken because of what a variable holds, which its assignments remember.
   */
  private Completion decided(Value test, List<Statement> body, Frame frame) {
    Origin before = frame.decidedBy;
    try {
      frame.decidedBy = test.origin().reads() ? test.origin() : before;
      return block(body, frame);
    } finally {
      frame.decidedBy = before;
    }
  }

  private Completion attempt(Statement.Try s, Frame frame, Span span) {
    Branches.Mark mark = run.branches.mark();
    if (!s.handlers().isEmpty()) {
      run.handlers.enter(s.handlers());
    }
    Completion body;
    try {
      body = block(s.body(), frame);
    } finally {
      if (!s.handlers().isEmpty()) {
        run.handlers.leave();
      }
    }
    Completion completion;
    if (!run.branches.parted(mark) && !body.is(Completion.Kind.RAISE)) {
      completion = body.is(Completion.Kind.NORMAL) ? block(s.otherwise(), frame) : body;
    } else {
      List<Outcome> after = new ArrayList<>();
      for (Outcome outcome : run.branches.outcomes(mark, body)) {
        if (outcome.completion().is(Completion.Kind.RAISE)) {
          after.addAll(handled(s, outcome, frame));
        } else if (outcome.completion().is(Completion.Kind.NORMAL) && !s.otherwise().isEmpty()) {
          after.addAll(run.branches.after(outcome, () -> block(s.otherwise(), frame)));
        } else {
          after.add(outcome);
        }
      }
      completion = run.branches.commit(after, span);
    }
    Completion last = block(s.finallyBody(), frame);
    return last.is(Completion.Kind.NORMAL) ? completion : last;
  }

  private List<Outcome> handled(Statement.Try s, Outcome outcome, Frame frame) {
    Value exception = outcome.completion().value();
    Span at = outcome.completion().span();
    if (exception == null || at == null) {
      return List.of(outcome);
    }
    List<Outcome> after = new ArrayList<>();
    for (ExceptHandler handler : s.handlers()) {
      Truth matches = matches(handler, exception, frame);
      if (matches == Truth.FALSE) {
        continue;
      }
      after.addAll(
          run.branches.after(
              outcome,
              () -> {
                String name = handler.name();
                if (name != null) {
                  targets.bind(name, exception, frame);
                }
                Raised before = frame.handling;
                frame.handling = new Raised(exception, at);
                try {
                  return block(handler.body(), frame);
                } finally {
                  frame.handling = before;
                }
              }));
      if (matches == Truth.TRUE) {
        return after;
      }
    }
    after.add(outcome);
    return after;
  }

  private Truth matches(ExceptHandler handler, Value exception, Frame frame) {
    Expression type = handler.type();
    if (type == null) {
      return Truth.TRUE;
    }
    return run.builtins.isInstance(exception, run.expressions.value(type, frame));
  }

  private Completion with(Statement.With s, Frame frame) {
    List<Value> contexts = new ArrayList<>();
    for (WithItem item : s.items()) {
      Span span = run.span(frame, item);
      Value context = run.expressions.value(item.context(), frame);
      contexts.add(context);
      Value entered = this.contexts.enter(context, span);
      Expression target = item.target();
      if (target != null) {
        targets.assign(target, entered, frame, null);
      }
    }
    Completion completion = block(s.body(), frame);
    return this.contexts.leave(contexts, completion, run.span(frame, s.items().getFirst()));
  }

  private Completion match(Statement.Match s, Frame frame, Span span) {
    return cases(s.cases(), run.expressions.value(s.subject(), frame), frame, span);
  }

  private Completion cases(List<MatchCase> cases, Value subject, Frame frame, Span span) {
    for (int i = 0; i < cases.size(); i++) {
      MatchCase each = cases.get(i);
      Truth truth = matching.matches(each.pattern(), subject, frame);
      Expression guard = each.guard();
      if (truth != Truth.FALSE && guard != null) {
        Truth held = run.truth(run.expressions.value(guard, frame));
        truth = held == Truth.TRUE ? truth : held;
      }
      if (truth == Truth.TRUE) {
        return block(each.body(), frame);
      }
      if (truth == Truth.DEPENDS) {
        List<MatchCase> rest = cases.subList(i + 1, cases.size());
        Condition condition =
            new Condition(
                "case " + run.expressions.source(each.pattern(), frame),
                run.span(frame, each.pattern()),
                true,
                run.cause(subject, span));
        List<Outcome> outcomes = new ArrayList<>();
        outcomes.addAll(run.branches.region(condition, () -> block(each.body(), frame)));
        outcomes.addAll(
            run.branches.region(condition.negated(), () -> cases(rest, subject, frame, span)));
        return run.branches.commit(outcomes, span);
      }
    }
    return Completion.NORMAL;
  }
}
