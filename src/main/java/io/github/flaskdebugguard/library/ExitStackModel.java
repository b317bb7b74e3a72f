package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.Value;
import java.util.List;

/** {@code contextlib.ExitStack} (CPython library reference): what it was given runs at its end. */
final class ExitStackModel {
  private static final String WAITING = " waiting";

  private ExitStackModel() {}

  static void define(Models models) {
    models
        .type("ExitStack")
        .method("__enter__", "self", call -> call.get("self"))
        .method("callback", "self, callback, *args, **kwargs", ExitStackModel::add)
        .method("close", "self", ExitStackModel::run)
        .method("__exit__", "self, *error", ExitStackModel::run)
        .open()
        .define();
  }

  private static Value add(Call call) {
    Interpreter run = call.interpreter();
    Value callback = call.get("callback");
    if (call.get("self") instanceof Instance self) {
      Arguments arguments = new Arguments(call.rest(), call.keywords(), null);
      Value later = Models.decorator(call, inner -> run.call(callback, arguments, inner.span()));
      run.setSlot(self, WAITING, run.joined(waiting(run, self), List.of(later), call.origin()));
    }
    return callback;
  }

  private static List<Value> waiting(Interpreter run, Instance self) {
    return run.slot(self, WAITING) instanceof Value.Tuple tuple ? tuple.items() : List.of();
  }

  private static Value run(Call call) {
    Interpreter run = call.interpreter();
    if (call.get("self") instanceof Instance self) {
      List<Value> all = waiting(run, self);
      run.setSlot(self, WAITING, new Value.Tuple(List.of(), call.origin()));
      for (Value each : all.reversed()) {
        run.call(each, Arguments.of(call.none()), call.span());
      }
    }
    return new Value.Bool(false, call.origin());
  }
}
