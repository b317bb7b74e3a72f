package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.python.syntax.ExceptHandler;
import io.github.flaskdebugguard.python.syntax.Expression;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The exception handlers around what is evaluated, also those of callers. */
final class Handlers {
  private final List<List<ExceptHandler>> tries = new ArrayList<>();

  void enter(List<ExceptHandler> handlers) {
    tries.add(handlers);
  }

  void leave() {
    tries.removeLast();
  }

  boolean any() {
    return !tries.isEmpty();
  }

  /** {@return whether one names one of these exceptions or takes all} */
  boolean handle(String... exceptions) {
    for (List<ExceptHandler> handlers : tries) {
      for (ExceptHandler handler : handlers) {
        if (handler.type() == null || names(handler.type(), exceptions)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean names(@Nullable Expression type, String... exceptions) {
    return switch (type) {
      case Expression.Name name -> List.of(exceptions).contains(name.id());
      case Expression.TupleDisplay several ->
          several.items().stream().anyMatch(each -> names(each, exceptions));
      case null, default -> false;
    };
  }
}
