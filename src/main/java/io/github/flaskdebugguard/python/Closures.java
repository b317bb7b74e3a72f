package io.github.flaskdebugguard.python;

import java.util.ArrayList;
import java.util.List;

/** What functions see beside their own names and those of their module. */
public final class Closures {
  private Closures() {}

  /** {@return what the functions around a function hold, innermost first: it may use them} */
  public static List<Value> captured(Interpreter run, FunctionObj function) {
    List<Value> values = new ArrayList<>();
    for (Frame scope = function.closure; scope.enclosing != null; scope = scope.enclosing) {
      for (Object name : scope.locals.values().keySet()) {
        Value value = run.heap.get(scope.locals, name);
        if (value != null && value != function) {
          values.add(value);
        }
      }
    }
    return values;
  }
}
