package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.DictObj;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Value;
import java.util.List;

/**
 * dynaconf: its settings come from files of several formats, layers and variables and are not
 * evaluated. {@code FlaskDynaconf} puts them over the whole configuration of an application (read:
 * contrib/flask_dynaconf.py of 3.2), so that nothing that was in it before is certain.
 */
final class DynaconfModel {
  private static final String REASON = "dynaconf reads settings outside the code";

  private DynaconfModel() {}

  static ModuleObj module(Interpreter run, String name) {
    Models models = new Models(run, name);
    Value unknown = Value.Unknown.of(REASON, run.input().launch());
    for (String known : new String[] {"Dynaconf", "LazySettings", "settings"}) {
      models.value(known, unknown);
    }
    models
        .type("FlaskDynaconf")
        .method("__init__", "self, app=None, *args, **kwargs", DynaconfModel::cover)
        .method("init_app", "self, app, *args, **kwargs", DynaconfModel::cover)
        .open()
        .define();
    return models.module();
  }

  private static Value cover(Call call) {
    Interpreter run = call.interpreter();
    if (call.get("app") instanceof Instance app && run.slot(app, "config") instanceof DictObj all) {
      for (String key : List.of("DEBUG", "TESTING", "PROPAGATE_EXCEPTIONS", "ENV")) {
        run.setSlot(all, key, call.unknown(REASON));
      }
    }
    return call.none();
  }
}
