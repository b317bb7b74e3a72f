package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.python.syntax.Expression;
import io.github.flaskdebugguard.python.syntax.ModuleTree;
import io.github.flaskdebugguard.python.syntax.PythonParser;
import io.github.flaskdebugguard.python.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ast.literal_eval}: literals and containers of literals, {@code ValueError} otherwise. */
final class Literals {
  private Literals() {}

  static Value evaluate(Call call, String text) {
    return parse(call, text, call.get("node"));
  }

  /** {@return the literal that a text is; its origin names the value that the text came from} */
  static Value parse(Call call, String text, Value from) {
    ModuleTree tree = PythonParser.parse(text.strip());
    if (tree.body().size() == 1
        && tree.body().getFirst() instanceof Statement.ExpressionStatement statement) {
      Value value = literal(call, statement.value());
      if (value != null) {
        return value.from(call.origin(from));
      }
    }
    boolean expression =
        tree.broken().isEmpty()
            && tree.body().size() == 1
            && tree.body().getFirst() instanceof Statement.ExpressionStatement;
    throw expression
        ? call.interpreter().raise("ValueError", "malformed node or string", call.span())
        : call.interpreter().raise("SyntaxError", "invalid syntax", call.span());
  }

  private static @Nullable Value literal(Call call, Expression expression) {
    return switch (expression) {
      case Expression.Constant constant ->
          switch (constant.kind()) {
            case TRUE -> new Value.Bool(true, call.origin());
            case FALSE -> new Value.Bool(false, call.origin());
            case NONE -> call.none();
            case ELLIPSIS -> call.unknown("...");
          };
      case Expression.Text text -> new Value.Str(text.value(), call.origin());
      case Expression.Number number -> number(call, number.literal());
      case Expression.UnaryOperation negative
          when negative.operators().equals(List.of("-"))
              && negative.operand() instanceof Expression.Number number ->
          number(call, "-" + number.literal());
      case Expression.ListDisplay list -> {
        List<Value> items = literals(call, list.items());
        yield items == null ? null : call.interpreter().list(items, call.span());
      }
      case Expression.TupleDisplay tuple -> {
        List<Value> items = literals(call, tuple.items());
        yield items == null ? null : new Value.Tuple(items, call.origin());
      }
      case Expression.DictDisplay dict -> dict(call, dict);
      default -> null;
    };
  }

  private static @Nullable Value dict(Call call, Expression.DictDisplay display) {
    Value made = call.interpreter().dict(java.util.Map.of(), call.span());
    for (Expression.DictDisplay.Item item : display.items()) {
      Expression key = item.key();
      Value name = key == null ? null : literal(call, key);
      Value value = literal(call, item.value());
      if (name == null || value == null) {
        return null;
      }
      call.interpreter().setItem(made, name, value, call.span());
    }
    return made;
  }

  private static @Nullable List<Value> literals(Call call, List<Expression> expressions) {
    List<Value> values = new ArrayList<>();
    for (Expression each : expressions) {
      Value value = literal(call, each);
      if (value == null) {
        return null;
      }
      values.add(value);
    }
    return values;
  }

  private static Value number(Call call, String literal) {
    try {
      return literal.contains(".") || literal.contains("e")
          ? new Value.Real(Double.parseDouble(literal), call.origin())
          : new Value.Int(Long.decode(literal), call.origin());
    } catch (NumberFormatException e) {
      return call.unknown("a number");
    }
  }
}
