package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.flask.ErrorHandler;
import io.github.flaskdebugguard.python.Effect;
import io.github.flaskdebugguard.python.FunctionObj;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.syntax.Expression;
import io.github.flaskdebugguard.python.syntax.Statement;
import io.github.flaskdebugguard.python.syntax.Walk;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds views and error handlers that answer with a traceback (facts A5): such an answer leaks in
 * every state of debug mode.
 */
final class HandlerLeaks {
  private static final Set<String> TRACEBACKS =
      Set.of(
          "format_exc",
          "format_exception",
          "format_tb",
          "format_stack",
          "render_traceback_html",
          "render_traceback_text",
          "render_debugger_html",
          "render_full",
          "render_summary");

  private HandlerLeaks() {}

  /** {@return the answer that holds a traceback, or null} */
  static @Nullable Span find(List<Effect> effects) {
    for (Effect effect : effects) {
      if (effect.payload() instanceof ErrorHandler handler
          && handler.function() instanceof FunctionObj function) {
        Span found = inBody(function);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /** {@return whether a handler takes every exception, so that none leaves the application} */
  static boolean catchAll(Interpreter run) {
    for (Effect effect : run.effects()) {
      if (effect.payload() instanceof ErrorHandler handler && handler.catchesAll()) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Span inBody(FunctionObj function) {
    Set<String> tainted = new HashSet<>();
    List<Statement> leaking = new ArrayList<>();
    Walk.statements(
        function.body(),
        statement -> {
          switch (statement) {
            case Statement.Assign assign -> {
              if (holdsTraceback(assign.value(), tainted)
                  && assign.targets().getFirst() instanceof Expression.Name name) {
                tainted.add(name.id());
              }
            }
            case Statement.Return returned -> {
              Expression value = returned.value();
              if (value != null && holdsTraceback(value, tainted)) {
                leaking.add(returned);
              }
            }
            default -> {}
          }
        });
    if (leaking.isEmpty()) {
      return null;
    }
    Statement first = leaking.getFirst();
    return new Span(function.origin().span().path(), first.start(), first.end());
  }

  private static boolean holdsTraceback(Expression expression, Set<String> tainted) {
    for (Expression part : Walk.within(expression)) {
      boolean call =
          part instanceof Expression.Call made && TRACEBACKS.contains(name(made.function()));
      boolean variable = part instanceof Expression.Name name && tainted.contains(name.id());
      if (call || variable) {
        return true;
      }
    }
    return false;
  }

  private static String name(Expression function) {
    return switch (function) {
      case Expression.Attribute attribute -> attribute.name();
      case Expression.Name name -> name.id();
      default -> "";
    };
  }
}
