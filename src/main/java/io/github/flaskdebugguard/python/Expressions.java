package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.python.syntax.Expression;
import io.github.flaskdebugguard.python.syntax.Node;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Evaluates expressions. */
final class Expressions {
  private static final int MAX_SOURCE = 200;

  private final Interpreter run;
  private final Comprehensions comprehensions;

  Expressions(Interpreter run) {
    this.run = run;
    this.comprehensions = new Comprehensions(run);
  }

  Value value(Expression expression, Frame frame) {
    run.step();
    if (expression instanceof Expression.Name name) {
      return name(name, frame);
    }
    if (expression instanceof Expression.Text text) {
      Origin origin = Origin.at(new Span(frame.file(), text.start(), text.end()));
      return text.bytes()
          ? new Value.Bytes(text.value(), origin)
          : new Value.Str(text.value(), origin);
    }
    Span span = run.span(frame, expression);
    if (expression instanceof Expression.Call call) {
      return run.calls.expression(call, frame, span);
    }
    return other(expression, frame, span);
  }

  private Value other(Expression expression, Frame frame, Span span) {
    return switch (expression) {
      case Expression.Name e -> name(e, frame);
      case Expression.Text e -> value(e, frame);
      case Expression.Number e -> Literals.number(e.literal(), span);
      case Expression.Constant e -> Literals.constant(e.kind(), span);
      case Expression.FormattedText e -> formatted(e, frame, span);
      case Expression.FormattedValue e -> run.operators.text(value(e.value(), frame), span);
      case Expression.Attribute e -> run.attribute(value(e.value(), frame), e.name(), span);
      case Expression.Call e -> run.calls.expression(e, frame, span);
      case Expression.Subscript e ->
          run.item(value(e.value(), frame), value(e.index(), frame), span);
      case Expression.Slice e -> slice(e, frame, span);
      case Expression.TupleDisplay e -> new Value.Tuple(items(e.items(), frame), Origin.at(span));
      case Expression.ListDisplay e -> display(false, e.items(), frame, span);
      case Expression.SetDisplay e -> display(true, e.items(), frame, span);
      case Expression.DictDisplay e -> dict(e, frame, span);
      case Expression.Comprehension e -> comprehensions.value(e, frame, span);
      case Expression.BooleanOperation e -> bool(e, 0, frame, span);
      case Expression.Comparison e -> comparison(e, frame, span);
      case Expression.BinaryOperation e -> {
        Value left = value(e.operands().getFirst(), frame);
        for (int i = 0; i < e.operators().size(); i++) {
          Value right = value(e.operands().get(i + 1), frame);
          left = run.operators.binary(e.operators().get(i), left, right, span);
        }
        yield left;
      }
      case Expression.UnaryOperation e -> {
        Value operand = value(e.operand(), frame);
        for (int i = e.operators().size() - 1; i >= 0; i--) {
          operand = run.operators.unary(e.operators().get(i), operand, span);
        }
        yield operand;
      }
      case Expression.Conditional e -> conditional(e, frame, span);
      case Expression.Lambda e ->
          run.heap.made(
              new FunctionObj(
                  "<lambda>",
                  e.parameters(),
                  run.statements.definitions().defaults(e.parameters(), frame),
                  List.of(),
                  e.body(),
                  frame,
                  null,
                  false,
                  Origin.at(span)));
      case Expression.NamedExpression e -> {
        Value value = value(e.value(), frame);
        run.statements.targets().bind(e.target().id(), value, frame);
        yield value;
      }
      case Expression.Await e -> value(e.value(), frame);
      case Expression.Yield e -> yielded(e, frame, span);
      case Expression.Starred e -> value(e.value(), frame);
    };
  }

  /** {@return the source text of a node on one line, cut where it is long} */
  String source(Node node, Frame frame) {
    SourceFile file = frame.module.source();
    if (file == null) {
      return "";
    }
    int end = Math.min(Math.min(node.end(), file.text().length()), node.start() + MAX_SOURCE);
    String text = file.text().substring(Math.min(node.start(), end), end);
    if (isLine(text)) {
      return text;
    }
    StringBuilder line = new StringBuilder();
    boolean blank = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c)) {
        blank = true;
      } else {
        if (blank && !line.isEmpty()) {
          line.append(' ');
        }
        blank = false;
        line.append(c);
      }
    }
    return line.toString();
  }

  /** {@return whether a text has no other blanks than single spaces inside, as most have} */
  private static boolean isLine(String text) {
    boolean blank = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > ' ' && c < 0x80) {
        blank = false;
      } else if (c != ' ' || blank) {
        return false;
      } else {
        blank = true;
      }
    }
    return !blank;
  }

  private Value name(Expression.Name e, Frame frame) {
    String id = e.id();
    boolean global = Boolean.TRUE.equals(frame.declaration(id));
    for (Frame scope = global ? null : frame; scope != null; scope = scope.enclosing) {
      Value found = run.heap.get(scope.locals, id);
      if (found != null) {
        return isBound(found) ? found : bound(found, run.span(frame, e));
      }
    }
    Value found = run.heap.get(frame.module.slots, id);
    if (found != null && isBound(found)) {
      return found;
    }
    Span span = run.span(frame, e);
    if (found instanceof Value.Choice) {
      return bound(found, span);
    }
    Value resumed = run.imports.resumed(frame.module, id);
    if (resumed != null) {
      return bound(resumed, span);
    }
    if (found != null) {
      return bound(found, span);
    }
    Value builtin = run.builtins.get(id);
    if (builtin != null) {
      return builtin;
    }
    Value.Unknown open = frame.module.open();
    if (open != null) {
      return Value.Unknown.of(open.reason(), span);
    }
    String message = "name '" + id + "' is not defined";
    if (run.handlers.handle("NameError", "Exception")) {
      throw run.raise("NameError", message, span);
    }
    // NOTE: code that is deployed finds its names; the evaluation may have missed how.
    return Value.Unknown.of(message, span);
  }

  private static boolean isBound(Value value) {
    return !(value instanceof Value.Choice) && !(value instanceof Value.Unbound);
  }

  /** {@return the value without the alternatives in which it is not bound} */
  Value bound(Value value, Span span) {
    if (value instanceof Value.Choice choice) {
      return mayBeUnbound(choice) ? Value.choice(boundOnes(choice), span) : value;
    }
    if (value instanceof Value.Unbound) {
      throw run.raise("NameError", "name is not bound", span);
    }
    return value;
  }

  private static boolean mayBeUnbound(Value.Choice choice) {
    for (int i = 0; i < choice.alternatives().size(); i++) {
      if (choice.alternatives().get(i).value() instanceof Value.Unbound) {
        return true;
      }
    }
    return false;
  }

  private static List<Value.Choice.Alternative> boundOnes(Value.Choice choice) {
    List<Value.Choice.Alternative> kept = new ArrayList<>();
    for (Value.Choice.Alternative alternative : choice.alternatives()) {
      if (!(alternative.value() instanceof Value.Unbound)) {
        kept.add(alternative);
      }
    }
    return kept;
  }

  private Value formatted(Expression.FormattedText e, Frame frame, Span span) {
    Value result = new Value.Str("", Origin.at(span));
    for (Expression part : e.parts()) {
      Value next =
          part instanceof Expression.FormattedValue formatted
              ? formattedValue(formatted, frame, span)
              : value(part, frame);
      result = run.operators.binary("+", result, next, span);
    }
    return result;
  }

  private Value formattedValue(Expression.FormattedValue e, Frame frame, Span span) {
    Value value = value(e.value(), frame);
    return e.format() == null && (e.conversion() == 0 || e.conversion() == 's')
        ? run.operators.text(value, span)
        : Value.Unknown.of("a formatted value", span, Origin.from(span, "", value.origin()));
  }

  private Value slice(Expression.Slice e, Frame frame, Span span) {
    List<Value> parts = new ArrayList<>();
    for (Expression part : new Expression[] {e.lower(), e.upper(), e.step()}) {
      parts.add(part == null ? new Value.None(Origin.at(span)) : value(part, frame));
    }
    return new Value.Slice(parts.get(0), parts.get(1), parts.get(2), Origin.at(span));
  }

  private List<Value> items(List<Expression> expressions, Frame frame) {
    List<Value> items = new ArrayList<>(expressions.size());
    for (int i = 0; i < expressions.size(); i++) {
      Expression each = expressions.get(i);
      if (each instanceof Expression.Starred starred) {
        Value value = value(starred.value(), frame);
        List<Value> inner = run.items(value, run.span(frame, starred));
        if (inner == null) {
          items.add(Value.Unknown.of("items that are not known", run.span(frame, starred)));
        } else {
          items.addAll(inner);
        }
      } else {
        items.add(value(each, frame));
      }
      if (items.size() > Limits.ELEMENTS) {
        throw new LimitReached("elements");
      }
    }
    return items;
  }

  private Value display(boolean set, List<Expression> items, Frame frame, Span span) {
    ListObj made = run.heap.made(new ListObj(set, Origin.at(span)));
    run.heap.put(made.slots, ListObj.ITEMS, new Value.Tuple(items(items, frame), Origin.at(span)));
    return made;
  }

  private Value dict(Expression.DictDisplay e, Frame frame, Span span) {
    DictObj made = run.heap.made(new DictObj(null, Origin.at(span), e.items().size()));
    for (int i = 0; i < e.items().size(); i++) {
      Expression.DictDisplay.Item item = e.items().get(i);
      Expression key = item.key();
      Value value = value(item.value(), frame);
      if (key == null) {
        run.operators.update(made, value, span);
      } else {
        Span at = new Span(frame.file(), key.start(), item.value().end());
        run.setItem(made, value(key, frame), value.from(value.origin().then(at, "")), at);
      }
    }
    return made;
  }

  private Value bool(Expression.BooleanOperation e, int from, Frame frame, Span span) {
    List<Value> passed = List.of();
    int index = from;
    Value result = value(e.operands().get(index), frame);
    Truth truth = run.truth(result);
    while (index < e.operands().size() - 1 && truth == (e.and() ? Truth.TRUE : Truth.FALSE)) {
      passed = passed.isEmpty() ? new ArrayList<>(2) : passed;
      passed.add(result);
      result = value(e.operands().get(++index), frame);
      truth = run.truth(result);
    }
    if (index < e.operands().size() - 1 && truth == Truth.DEPENDS) {
      result = either(e, index, result, frame, span);
    }
    for (int i = passed.size() - 1; i >= 0; i--) {
      result = decidedBy(passed.get(i), result, span);
    }
    return result;
  }

  /** Goes on with an operand that may or may not end the operation. */
  private Value either(
      Expression.BooleanOperation e, int index, Value left, Frame frame, Span span) {
    Condition condition = run.statements.condition(e.operands().get(index), left, frame);
    Truth keeps = e.and() ? Truth.FALSE : Truth.TRUE;
    return run.branches.fork(
        e.and() ? condition.negated() : condition,
        () -> run.operators.restricted(left, keeps, span),
        () -> nested(() -> bool(e, index + 1, frame, span), span),
        span);
  }

  /** {@return what follows an undecided condition, unless too many stand inside each other} */
  private Value nested(Supplier<Value> rest, Span span) {
    try {
      return run.enter() ? rest.get() : Value.Unknown.of("limit of nested conditions", span);
    } finally {
      run.leave();
    }
  }

  /** {@return a value that stands here because of what a variable, which was read first, holds} */
  private Value decidedBy(Value test, Value chosen, Span span) {
    if (!test.origin().reads()) {
      return chosen;
    }
    Origin origin = Origin.from(span, "", chosen.origin(), test.origin());
    run.selected(chosen, origin);
    return chosen.from(origin);
  }

  private Value comparison(Expression.Comparison e, Frame frame, Span span) {
    Value left = value(e.left(), frame);
    Value result = new Value.Bool(true, Origin.at(span));
    for (int i = 0; i < e.operators().size(); i++) {
      Value right = value(e.operands().get(i), frame);
      Value next = run.operators.compare(e.operators().get(i), left, right, span);
      Truth truth = run.truth(next);
      if (truth == Truth.FALSE) {
        return next;
      }
      result = i == 0 || truth == Truth.DEPENDS ? next : result;
      left = right;
    }
    return result;
  }

  private Value conditional(Expression.Conditional e, Frame frame, Span span) {
    Value test = value(e.test(), frame);
    Truth truth = run.truth(test);
    if (truth != Truth.DEPENDS) {
      Value chosen = value(truth == Truth.TRUE ? e.body() : e.otherwise(), frame);
      Origin origin = Origin.from(span, "", chosen.origin(), test.origin());
      run.selected(chosen, origin);
      return chosen.from(origin);
    }
    return run.branches.fork(
        run.statements.condition(e.test(), test, frame),
        () -> value(e.body(), frame),
        () -> nested(() -> value(e.otherwise(), frame), span),
        span);
  }

  private Value yielded(Expression.Yield e, Frame frame, Span span) {
    Expression inner = e.value();
    Value value = inner == null ? new Value.None(Origin.at(span)) : value(inner, frame);
    for (Frame scope = frame; scope != null; scope = scope.enclosing) {
      List<Value> yielded = scope.yielded;
      if (yielded != null) {
        run.heap.changed();
        List<Value> all = e.from() ? run.items(value, span) : null;
        yielded.addAll(all == null ? List.of(value) : all);
        break;
      }
    }
    return Value.Unknown.of("what is sent into a generator", span);
  }

  /** Uses what a condition tells about a plain name on one side of a branch. */
  void narrow(Expression test, boolean holds, Frame frame) {
    switch (test) {
      case Expression.Name name -> {
        Value known = run.heap.get(frame.locals, name.id());
        if (known instanceof Value.Unknown || known instanceof Value.Choice) {
          Value narrowed = run.operators.restricted(known, Truth.of(holds), run.span(frame, test));
          run.heap.put(frame.locals, name.id(), narrowed);
        }
      }
      case Expression.UnaryOperation not when not.operators().equals(List.of("not")) ->
          narrow(not.operand(), !holds, frame);
      default -> {}
    }
  }
}
