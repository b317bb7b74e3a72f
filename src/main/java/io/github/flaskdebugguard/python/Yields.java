package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.python.syntax.ExceptHandler;
import io.github.flaskdebugguard.python.syntax.Expression;
import io.github.flaskdebugguard.python.syntax.MatchCase;
import io.github.flaskdebugguard.python.syntax.Statement;
import java.util.List;

/** Tells whether a function's body makes it a generator. */
final class Yields {
  private Yields() {}

  static boolean in(List<Statement> body) {
    for (Statement statement : body) {
      if (in(statement)) {
        return true;
      }
    }
    return false;
  }

  private static boolean in(Statement statement) {
    return switch (statement) {
      case Statement.ExpressionStatement s -> yields(s.value());
      case Statement.Assign s -> yields(s.value());
      case Statement.If s -> {
        boolean found = in(s.otherwise());
        for (Statement.If.Branch branch : s.branches()) {
          found |= in(branch.body());
        }
        yield found;
      }
      case Statement.While s -> in(s.body()) || in(s.otherwise());
      case Statement.For s -> in(s.body()) || in(s.otherwise());
      case Statement.With s -> in(s.body());
      case Statement.Try s -> {
        boolean found = in(s.body()) || in(s.otherwise()) || in(s.finallyBody());
        for (ExceptHandler handler : s.handlers()) {
          found |= in(handler.body());
        }
        yield found;
      }
      case Statement.Match s -> {
        boolean found = false;
        for (MatchCase each : s.cases()) {
          found |= in(each.body());
        }
        yield found;
      }
      default -> false;
    };
  }

  private static boolean yields(Expression value) {
    return switch (value) {
      case Expression.Yield y -> true;
      case Expression.Await a -> yields(a.value());
      default -> false;
    };
  }
}
