package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.deployment.Packages;
import io.github.flaskdebugguard.library.Version;
import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Connexion: 2.x passes {@code debug} to Flask, 3.x serves with uvicorn, which knows no such
 * argument (read: 2.14.2, 3.x; facts A6). Code that only 2.x accepts is judged with 2.x unless a
 * file asks for 3.x.
 */
final class ConnexionModel {
  private static final Version TWO = new Version(2, 14, 2);
  private static final Version THREE = new Version(3, 2, 0);

  /** Arguments of 2.x that 3.x refuses with a TypeError. */
  private static final Set<String> REFUSED =
      Set.of(
          "debug",
          "server",
          "use_reloader",
          "use_debugger",
          "use_evalex",
          "load_dotenv",
          "threaded",
          "processes");

  private static final String OLD = " old";

  private final Version version;
  private final boolean old;

  private ConnexionModel(Packages.@Nullable Requirement requirement) {
    this.version = Version.newest(requirement, List.of(THREE, TWO));
    this.old =
        requirement == null
            || !version.atLeast(3, 0)
            || (requirement.exact() == null && Version.allowed(TWO, requirement.specifier()));
  }

  /** {@return whether 2.x is installed, or may be where code needs it} */
  static boolean isOld(Interpreter run) {
    return new ConnexionModel(run.input().packages().requirements().get("connexion")).old;
  }

  static ModuleObj module(Interpreter run) {
    ConnexionModel model =
        new ConnexionModel(run.input().packages().requirements().get("connexion"));
    Models models = new Models(run, "connexion");
    ClassObj app =
        models
            .type("FlaskApp")
            .method("__init__", "self, import_name, *args, **kwargs", model::wrap)
            .method("run", "self, *args, **kwargs", model::run)
            .method("add_api", "self, *args, **kwargs", call -> call.unknown("an API"))
            .decorators("route")
            .open()
            .define();
    return models.value("App", app).value("FlaskApp", app).module();
  }

  private Value wrap(Call call) {
    if (call.get("self") instanceof Instance self) {
      Interpreter run = call.interpreter();
      Value app = RelativeModels.application(call, call.get("import_name"), call.keywords());
      run.setSlot(self, "app", app);
      run.setSlot(self, FlaskModel.INNER, app);
      for (String kept : new String[] {"debug", "server", "host"}) {
        run.setSlot(self, kept, call.keywords().get(kept));
      }
      if (isOld(call)) {
        run.setSlot(self, OLD, call.none());
      }
    }
    return call.none();
  }

  /** {@return whether a call is one of 2.x} Raises where 3.x is installed and refuses it. */
  private boolean isOld(Call call) {
    if (!version.atLeast(3, 0)) {
      return true;
    }
    for (String name : call.keywords().keySet()) {
      if (REFUSED.contains(name)) {
        if (old) {
          return true;
        }
        throw call.interpreter()
            .raise("TypeError", "got an unexpected keyword argument '" + name + "'", call.span());
      }
    }
    return false;
  }

  private Value run(Call call) {
    Interpreter run = call.interpreter();
    Value app = Serving.kept(call);
    boolean made = call.get("self") instanceof Instance self && run.slot(self, OLD) != null;
    if (!isOld(call) && !made) {
      return Serving.serve(call, "uvicorn", app, Serving.bool(call, false));
    }
    Value server = option(call, 1, "server");
    if (server instanceof Value.Str text && !text.value().equals("flask")) {
      return Serving.serve(call, text.value(), app, Serving.bool(call, false));
    }
    Value host = option(call, 3, "host");
    Map<String, Value> options = new LinkedHashMap<>();
    options.put("debug", option(call, 2, "debug"));
    options.put(
        "host", host instanceof Value.None ? new Value.Str("0.0.0.0", call.origin()) : host);
    for (String each : new String[] {"use_reloader", "use_debugger", "use_evalex", "load_dotenv"}) {
      Value given = call.keywords().get(each);
      if (given != null) {
        options.put(each, given);
      }
    }
    return run.call(
        run.attribute(app, "run", call.span()),
        new Arguments(List.of(), options, null),
        call.span());
  }

  /** {@return an argument of run, else what the constructor was given} */
  private static Value option(Call call, int position, String name) {
    List<Value> positional = call.rest();
    Value given =
        positional.size() > position ? positional.get(position) : call.keywords().get(name);
    if (given != null && !(given instanceof Value.None)) {
      return given;
    }
    Value kept =
        call.get("self") instanceof Instance self ? call.interpreter().slot(self, name) : null;
    return kept == null ? call.none() : kept;
  }
}
