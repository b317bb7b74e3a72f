package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Value;

/**
 * Paste's middleware for exceptions (facts A6; executed: 3.5.2): {@code ErrorMiddleware} shows
 * tracebacks where it is told {@code debug}, {@code EvalException} always, and runs code in their
 * frames.
 */
final class PasteModel {
  private PasteModel() {}

  static ModuleObj module(Interpreter run, String name) {
    Models models = new Models(run, name);
    models
        .type(AppState.ERROR_PAGE)
        .method(
            "__init__",
            "self, application, global_conf=None, debug=None, *args, **kwargs",
            call -> keep(call, call.get("debug")))
        .open()
        .define();
    models
        .type("EvalException", models.type(AppState.ERROR_PAGE).make())
        .method("__init__", "self, application, *args, **kwargs", PasteModel::evaluates)
        .open()
        .define();
    return models.module();
  }

  private static Value evaluates(Call call) {
    Value on = Serving.bool(call, true);
    call.interpreter().effect(new DebugTool("Paste's EvalException", on), call.span());
    return keep(call, on);
  }

  private static Value keep(Call call, Value shows) {
    if (call.get("self") instanceof Instance self) {
      call.interpreter().setSlot(self, AppState.SHOWS, shows);
    }
    return Serving.keep(call, call.get("application"));
  }
}
