package io.github.flaskdebugguard.python.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Walks over statements and expressions. */
public final class Walk {
  private Walk() {}

  /**
   * Gives all statements of a body in order, also those in blocks, not those of inner functions.
   */
  public static void statements(List<Statement> body, Consumer<Statement> consumer) {
    for (Statement statement : body) {
      consumer.accept(statement);
      switch (statement) {
        case Statement.If s -> {
          for (var branch : s.branches()) {
            statements(branch.body(), consumer);
          }
          statements(s.otherwise(), consumer);
        }
        case Statement.For s -> {
          statements(s.body(), consumer);
          statements(s.otherwise(), consumer);
        }
        case Statement.While s -> {
          statements(s.body(), consumer);
          statements(s.otherwise(), consumer);
        }
        case Statement.With s -> statements(s.body(), consumer);
        case Statement.Try s -> {
          statements(s.body(), consumer);
          for (var handler : s.handlers()) {
            statements(handler.body(), consumer);
          }
          statements(s.otherwise(), consumer);
          statements(s.finallyBody(), consumer);
        }
        case Statement.Match s -> {
          for (var each : s.cases()) {
            statements(each.body(), consumer);
          }
        }
        default -> {}
      }
    }
  }

  /** {@return an expression and all expressions in it, outermost first, without lambdas' bodies} */
  public static List<Expression> within(Expression expression) {
    List<Expression> found = new ArrayList<>();
    collect(expression, found);
    return found;
  }

  private static void all(List<Expression> expressions, List<Expression> into) {
    expressions.forEach(each -> collect(each, into));
  }

  private static void collect(@Nullable Expression expression, List<Expression> into) {
    if (expression == null) {
      return;
    }
    into.add(expression);
    switch (expression) {
      case Expression.Attribute e -> collect(e.value(), into);
      case Expression.Call e -> {
        collect(e.function(), into);
        e.arguments().forEach(argument -> collect(argument.value(), into));
      }
      case Expression.Subscript e -> {
        collect(e.value(), into);
        collect(e.index(), into);
      }
      case Expression.FormattedText e -> all(e.parts(), into);
      case Expression.FormattedValue e -> collect(e.value(), into);
      case Expression.TupleDisplay e -> all(e.items(), into);
      case Expression.ListDisplay e -> all(e.items(), into);
      case Expression.SetDisplay e -> all(e.items(), into);
      case Expression.DictDisplay e -> e.items().forEach(item -> collect(item.value(), into));
      case Expression.BooleanOperation e -> all(e.operands(), into);
      case Expression.BinaryOperation e -> all(e.operands(), into);
      case Expression.Comparison e -> {
        collect(e.left(), into);
        all(e.operands(), into);
      }
      case Expression.UnaryOperation e -> collect(e.operand(), into);
      case Expression.Conditional e -> {
        collect(e.test(), into);
        collect(e.body(), into);
        collect(e.otherwise(), into);
      }
      case Expression.Comprehension e -> {
        collect(e.element(), into);
        collect(e.value(), into);
      }
      case Expression.NamedExpression e -> collect(e.value(), into);
      case Expression.Await e -> collect(e.value(), into);
      case Expression.Starred e -> collect(e.value(), into);
      default -> {}
    }
  }
}
