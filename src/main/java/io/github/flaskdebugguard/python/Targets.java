package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.python.syntax.Expression;
import io.github.flaskdebugguard.python.syntax.Statement;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binds, changes and deletes names, attributes and items. */
final class Targets {
  /**
   * Names of annotated class attributes in order, as dataclasses and settings classes need them.
   */
  static final String ANNOTATIONS = "__annotations__";

  private final Interpreter run;

  Targets(Interpreter run) {
    this.run = run;
  }

  /**
   * Assigns a value.
   *
   * @param statement the assignment to remember as the value's origin, or null to keep the origin
   */
  void assign(Expression target, Value value, Frame frame, @Nullable Span statement) {
    switch (target) {
      case Expression.Name name -> bind(name.id(), kept(value, frame, statement), frame);
      case Expression.Attribute attribute ->
          run.setAttribute(
              run.expressions.value(attribute.value(), frame),
              attribute.name(),
              kept(value, frame, statement),
              statement == null ? run.span(frame, target) : statement);
      case Expression.Subscript subscript ->
          run.setItem(
              run.expressions.value(subscript.value(), frame),
              run.expressions.value(subscript.index(), frame),
              kept(value, frame, statement),
              statement == null ? run.span(frame, target) : statement);
      case Expression.TupleDisplay tuple -> unpack(tuple.items(), value, frame, statement);
      case Expression.ListDisplay list -> unpack(list.items(), value, frame, statement);
      case Expression.Starred starred -> assign(starred.value(), value, frame, statement);
      default -> run.expressions.value(target, frame);
    }
  }

  private static Value kept(Value value, Frame frame, @Nullable Span statement) {
    if (statement == null || value.origin().isAt(statement)) {
      return value;
    }
    Origin decidedBy = frame.decidedBy;
    if (decidedBy != null) {
      return value.from(Origin.from(statement, "", value.origin(), decidedBy));
    }
    return value.from(value.origin().then(statement, ""));
  }

  private void unpack(
      List<Expression> targets, Value value, Frame frame, @Nullable Span statement) {
    List<Value> items = run.items(value, run.span(frame, targets.getFirst()));
    int star = -1;
    for (int i = 0; i < targets.size(); i++) {
      if (targets.get(i) instanceof Expression.Starred) {
        star = i;
      }
    }
    boolean fits =
        items != null
            && (star < 0 ? items.size() == targets.size() : items.size() >= targets.size() - 1);
    if (items == null || !fits) {
      Span span = run.span(frame, targets.getFirst());
      for (Expression target : targets) {
        assign(target, Value.Unknown.of(run.cause(value, span).reason(), span), frame, statement);
      }
      return;
    }
    int surplus = items.size() - targets.size();
    for (int i = 0; i < targets.size(); i++) {
      if (star < 0 || i < star) {
        assign(targets.get(i), items.get(i), frame, statement);
      } else if (i == star) {
        List<Value> middle = items.subList(i, i + surplus + 1);
        assign(targets.get(i), run.list(middle, run.span(frame, targets.get(i))), frame, statement);
      } else {
        assign(targets.get(i), items.get(i + surplus), frame, statement);
      }
    }
  }

  /** Binds a name in the scope that its declaration says. */
  void bind(String name, Value value, Frame frame) {
    run.heap.put(scope(name, frame), name, value);
  }

  private Slots scope(String name, Frame frame) {
    Boolean global = frame.declaration(name);
    if (global == null) {
      return frame.locals;
    }
    if (global) {
      return frame.module.slots;
    }
    for (Frame outer = frame.enclosing; outer != null; outer = outer.enclosing) {
      if (run.heap.get(outer.locals, name) != null) {
        return outer.locals;
      }
    }
    return frame.module.slots;
  }

  void augment(Statement.AugmentedAssign s, Frame frame, Span span) {
    Value old = run.expressions.value(s.target(), frame);
    Value operand = run.expressions.value(s.value(), frame);
    Value result = run.operators.inPlace(s.operator(), old, operand, span);
    assign(s.target(), result, frame, span);
  }

  void annotated(Statement.AnnotatedAssign s, Frame frame, Span span) {
    Expression value = s.value();
    if (frame.classBody && s.target() instanceof Expression.Name name) {
      List<Value> before =
          run.heap.get(frame.locals, ANNOTATIONS) instanceof Value.Tuple known
              ? known.items()
              : List.of();
      Origin origin = Origin.at(span, run.expressions.source(s.annotation(), frame));
      Value added = new Value.Str(name.id(), origin);
      run.heap.put(frame.locals, ANNOTATIONS, run.joined(before, List.of(added), origin));
    }
    if (value != null) {
      assign(s.target(), run.expressions.value(value, frame), frame, span);
    }
  }

  void delete(Expression target, Frame frame) {
    switch (target) {
      case Expression.Name name -> run.heap.put(scope(name.id(), frame), name.id(), null);
      case Expression.Attribute attribute ->
          run.attributes.delete(run.expressions.value(attribute.value(), frame), attribute.name());
      case Expression.Subscript subscript ->
          run.operators.deleteItem(
              run.expressions.value(subscript.value(), frame),
              run.expressions.value(subscript.index(), frame));
      case Expression.TupleDisplay tuple -> tuple.items().forEach(item -> delete(item, frame));
      default -> {}
    }
  }
}
