package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.python.syntax.Expression;
import io.github.flaskdebugguard.python.syntax.ModuleTree;
import io.github.flaskdebugguard.python.syntax.PythonParser;
import io.github.flaskdebugguard.python.syntax.Statement;
import io.github.flaskdebugguard.python.syntax.Walk;
import io.github.flaskdebugguard.repository.SourceFile;

/**
 * {@code eval}: the value of a text that is made of literals alone. Text that names anything is
 * code, which is not run.
 */
final class Evaluated {
  private static final int MAX_LENGTH = 1_000;

  private Evaluated() {}

  static Value value(Interpreter run, Call call, Value argument) {
    return run.each(argument, each -> one(run, call, each), call.span());
  }

  private static Value one(Interpreter run, Call call, Value argument) {
    return switch (argument) {
      case Value.Str text when text.value().length() < MAX_LENGTH -> text(run, call, text);
      case Value.Unknown unknown -> unknown.from(call.origin(unknown));
      case Value.Bool v -> throw noText(run, call);
      case Value.None v -> throw noText(run, call);
      case Value.Int v -> throw noText(run, call);
      case Value.Real v -> throw noText(run, call);
      default -> call.unknown("evaluated text");
    };
  }

  private static Raised noText(Interpreter run, Call call) {
    return run.raise("TypeError", "eval() arg 1 must be a string, bytes or code", call.span());
  }

  private static Value text(Interpreter run, Call call, Value.Str text) {
    String code = text.value().strip();
    ModuleTree tree = PythonParser.parse(code);
    boolean expression =
        tree.broken().isEmpty()
            && tree.body().size() == 1
            && tree.body().getFirst() instanceof Statement.ExpressionStatement;
    if (!expression) {
      throw run.raise("SyntaxError", "eval() of no expression", call.span());
    }
    Expression value = ((Statement.ExpressionStatement) tree.body().getFirst()).value();
    for (Expression part : Walk.within(value)) {
      if (part instanceof Expression.Name
          || part instanceof Expression.Call
          || part instanceof Expression.Attribute) {
        return call.unknown("eval runs the text " + Formatting.shown(text));
      }
    }
    SourceFile file = new SourceFile("", code);
    ModuleObj scope = new ModuleObj("eval", null, file, call.origin());
    return run.evaluate(file, scope).from(call.origin(text));
  }
}
