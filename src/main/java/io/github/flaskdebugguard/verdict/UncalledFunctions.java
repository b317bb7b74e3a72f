package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.flask.FlaskLibrary;
import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.Condition;
import io.github.flaskdebugguard.python.FunctionObj;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.python.syntax.Expression;
import io.github.flaskdebugguard.python.syntax.Parameter;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls the functions that may serve and that a script itself never calls. */
final class UncalledFunctions {
  private UncalledFunctions() {}

  static void run(Interpreter run) {
    ModuleObj main = run.modules().get("__main__");
    if (main == null) {
      return;
    }
    for (Value value : run.slotValues(main)) {
      if (value instanceof Instance object) {
        start(run, object);
      } else if (value instanceof FunctionObj function) {
        call(run, main, function, null);
      } else if (value instanceof ClassObj type) {
        for (Value member : run.slotValues(type)) {
          if (member instanceof FunctionObj method) {
            call(run, main, method, type);
          }
        }
      }
    }
  }

  private static void start(Interpreter run, Instance object) {
    Span span = object.origin().span();
    Value starts = run.attributeOrNull(object, FlaskLibrary.STARTED_ELSEWHERE, span);
    if (!(starts instanceof Value.Bound method)) {
      return;
    }
    Value.Unknown outside = Value.Unknown.of("nothing in the file runs it", span);
    run.suppose(
        new Condition(object.type().name() + " is run", span, true, outside),
        () -> run.call(method, Arguments.NONE, span));
  }

  private static void call(
      Interpreter run, ModuleObj main, FunctionObj function, @Nullable ClassObj type) {
    Span span = function.origin().span();
    if (run.wasCalled(function) || run.moduleOf(function) != main || !serves(main, span)) {
      return;
    }
    Value.Unknown outside = Value.Unknown.of("nothing in the file calls it", span);
    Condition condition = new Condition(function.name() + " is called", span, true, outside);
    run.suppose(
        condition,
        () -> {
          List<Value> arguments = new ArrayList<>();
          if (type != null) {
            arguments.add(run.make(type, outside, span));
          }
          for (Parameter parameter :
              function
                  .parameters()
                  .subList(
                      Math.min(arguments.size(), function.parameters().size()),
                      function.parameters().size())) {
            if (parameter.kind() == Parameter.Kind.POSITIONAL && parameter.defaultValue() == null) {
              arguments.add(argument(run, main, parameter, outside, span));
            }
          }
          run.call(function, Arguments.of(arguments.toArray(Value[]::new)), span);
        });
  }

  /** {@return an application where the annotation says so, else an unknown} */
  private static Value argument(
      Interpreter run, ModuleObj main, Parameter parameter, Value.Unknown outside, Span span) {
    if (parameter.annotation() instanceof Expression.Name name
        && run.slot(main, name.id()) instanceof ClassObj type
        && type.inherits("Flask")) {
      return run.make(type, outside, span);
    }
    return outside;
  }

  private static boolean serves(ModuleObj main, Span span) {
    SourceFile source = main.source();
    if (source == null || !source.path().equals(span.path())) {
      return false;
    }
    String text =
        source.text().substring(span.start(), Math.min(span.end(), source.text().length()));
    return text.contains(".run") || text.contains("run_simple") || text.contains("serve");
  }
}
