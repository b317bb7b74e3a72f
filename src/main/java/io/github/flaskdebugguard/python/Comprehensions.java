package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.python.syntax.ComprehensionClause;
import io.github.flaskdebugguard.python.syntax.Expression;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluates comprehensions and generator expressions. */
final class Comprehensions {
  private final Interpreter run;

  Comprehensions(Interpreter run) {
    this.run = run;
  }

  Value value(Expression.Comprehension e, Frame frame, Span span) {
    Frame inner = frame.comprehension();
    run.heap.made(inner.locals);
    boolean dict = e.kind() == Expression.Comprehension.Kind.DICT;
    List<Value> keys = new ArrayList<>();
    List<Value> values = new ArrayList<>();
    Value.Unknown open = collect(e, 0, inner, keys, values, span);
    if (dict) {
      DictObj made = run.heap.made(new DictObj(null, Origin.at(span)));
      for (int i = 0; i < keys.size(); i++) {
        run.setItem(made, keys.get(i), values.get(i), span);
      }
      if (open != null) {
        run.heap.put(made.slots, DictObj.OPEN, open);
      }
      return made;
    }
    if (open != null) {
      return open;
    }
    return switch (e.kind()) {
      case GENERATOR -> new Value.Tuple(keys, Origin.at(span));
      case LIST, SET, DICT -> {
        boolean set = e.kind() == Expression.Comprehension.Kind.SET;
        ListObj made = run.heap.made(new ListObj(set, Origin.at(span)));
        run.heap.put(made.slots, ListObj.ITEMS, new Value.Tuple(keys, Origin.at(span)));
        yield made;
      }
    };
  }

  private Value.@Nullable Unknown collect(
      Expression.Comprehension e,
      int index,
      Frame frame,
      List<Value> keys,
      List<Value> values,
      Span span) {
    if (index == e.clauses().size()) {
      keys.add(run.expressions.value(e.element(), frame));
      Expression second = e.value();
      if (second != null) {
        values.add(run.expressions.value(second, frame));
      }
      if (keys.size() > Limits.ELEMENTS) {
        throw new LimitReached("elements");
      }
      return null;
    }
    ComprehensionClause clause = e.clauses().get(index);
    Value iterable = run.expressions.value(clause.iterable(), frame);
    List<Value> items = run.items(iterable, span);
    if (items == null) {
      return Value.Unknown.of(run.cause(iterable, span).reason(), span, Origin.at(span));
    }
    Value.Unknown open = null;
    for (Value item : items) {
      run.statements.targets().assign(clause.target(), item, frame, null);
      Truth passes = Truth.TRUE;
      for (Expression condition : clause.conditions()) {
        Value test = run.expressions.value(condition, frame);
        Truth truth = run.truth(test);
        if (truth == Truth.DEPENDS) {
          open = Value.Unknown.of(run.cause(test, span).reason(), span);
        }
        passes = truth == Truth.TRUE ? passes : truth;
        if (truth == Truth.FALSE) {
          break;
        }
      }
      if (passes == Truth.TRUE) {
        Value.Unknown inner = collect(e, index + 1, frame, keys, values, span);
        open = inner == null ? open : inner;
      }
    }
    return open;
  }
}
