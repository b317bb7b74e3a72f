package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Value;

/**
 * Flask-AppBuilder (facts A6; read: api/__init__.py of 5.0): its API, part of which every
 * application gets, answers exceptions with {@code format_exc()} where the configuration says
 * FAB_API_SHOW_STACKTRACE at that moment, whatever debug mode is.
 */
final class AppBuilderModel {
  private static final String SETTING = "FAB_API_SHOW_STACKTRACE";

  private AppBuilderModel() {}

  static ModuleObj module(Interpreter run) {
    Models models = new Models(run, "flask_appbuilder");
    models
        .type("AppBuilder")
        .method("__init__", "self, app=None, *args, **kwargs", AppBuilderModel::start)
        .method("init_app", "self, app, *args, **kwargs", AppBuilderModel::start)
        .open()
        .define();
    return models.module();
  }

  private static Value start(Call call) {
    if (call.get("app") instanceof Instance app) {
      Value.Str setting = new Value.Str(SETTING, call.origin());
      call.interpreter().setSlot(app, AppState.TRACEBACKS_SETTING, setting);
    }
    return call.none();
  }
}
