package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.document.EnvFile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.DictObj;
import io.github.flaskdebugguard.python.FileModel;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.Map;

/**
 * {@code starlette.config} (facts F, executed): the environment, then the file, then the default.
 */
final class StarletteModel {
  private static final String VALUES = " values";

  private StarletteModel() {}

  static ModuleObj config(Interpreter run) {
    Models models = new Models(run, "starlette.config");
    String parameters = "self, key, cast=None, default=<absent>";
    models
        .type("Config")
        .method("__init__", "self, env_file=None, *args, **kwargs", StarletteModel::make)
        .method("__call__", parameters, StarletteModel::get)
        .method("get", parameters, StarletteModel::get)
        .define();
    return models.value("environ", run.environment()).module();
  }

  static ModuleObj structures(Interpreter run) {
    Models models = new Models(run, "starlette.datastructures");
    return models
        .function("Secret", "value", call -> call.get("value"))
        .function("CommaSeparatedStrings", "value", call -> Casts.list(call, call.get("value")))
        .module();
  }

  private static Value make(Call call) {
    Interpreter run = call.interpreter();
    if (call.get("self") instanceof Instance self) {
      DictObj values = run.dict(Map.of(), call.span());
      String path = FileModel.path(run, call.get("env_file"), call.span());
      SourceFile file = path == null ? null : run.input().files().read(path);
      if (file != null) {
        run.chargeParsing(file.text().length());
        for (EnvFile.Entry entry :
            EnvFile.parse(file, EnvFile.Reader.PYTHON_DOTENV, EnvFile.Lookup.NOTHING).entries()) {
          if (entry.value() instanceof Text.Known known) {
            run.setSlot(
                values, entry.name(), new Value.Str(known.value(), Origin.at(entry.span())));
          }
        }
      }
      run.setSlot(self, VALUES, values);
    }
    return call.none();
  }

  private static Value get(Call call) {
    Interpreter run = call.interpreter();
    String name = call.text("key");
    if (name == null) {
      return call.unknown("a setting whose name is not known");
    }
    Value value = run.environment().get(name, call.span());
    if (value == null
        && call.get("self") instanceof Instance self
        && run.slot(self, VALUES) instanceof DictObj values) {
      value = run.slot(values, name);
    }
    if (value == null) {
      Value fallback = call.get("default");
      value =
          Casts.absent(fallback)
              ? run.environment().require(name, call.span())
              : run.environment().defaulted(name, fallback, call.span());
    }
    return Casts.cast(call, value, call.get("cast"), Booleans.STARLETTE);
  }
}
