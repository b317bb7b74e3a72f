package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Truth;
import io.github.flaskdebugguard.python.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Dash (facts A6; read: dash.py): {@code run(debug=None)} takes DASH_DEBUG, else False, and passes
 * it to Flask's run; {@code enable_dev_tools()} without an argument is on by default.
 */
final class DashModel {
  private DashModel() {}

  static ModuleObj module(Interpreter run) {
    Models models = new Models(run, "dash");
    models
        .type("Dash")
        .method("__init__", "self, name=None, server=True, *args, **kwargs", DashModel::make)
        .method("run", "self, *args, **kwargs", DashModel::run)
        .method("run_server", "self, *args, **kwargs", DashModel::run)
        .method("enable_dev_tools", "self, debug=None, **kwargs", DashModel::devTools)
        .method("init_app", "self, app=None, **kwargs", c -> keep(c, c.get("app")))
        .decorators("callback", "clientside_callback")
        .open()
        .define();
    return models.module();
  }

  private static Value make(Call call) {
    Value server = call.get("server");
    if (server instanceof Value.Bool own) {
      if (!own.value()) {
        return call.none();
      }
      Value name = call.get("name");
      server =
          RelativeModels.application(
              call,
              name instanceof Value.None ? new Value.Str("__main__", call.origin()) : name,
              Map.of());
    }
    return keep(call, server);
  }

  private static Value keep(Call call, Value server) {
    if (call.get("self") instanceof Instance self) {
      call.interpreter().setSlot(self, "server", server);
      call.interpreter().setSlot(self, FlaskModel.INNER, server);
    }
    return call.none();
  }

  /** {@return a flag from DASH_DEBUG: {@code true} and {@code false} in any case, else the text} */
  private static Value fromEnvironment(Call call, boolean otherwise) {
    Interpreter run = call.interpreter();
    Value set = run.environment().consult("DASH_DEBUG", call.span());
    if (set == null) {
      return run.environment()
          .defaulted("DASH_DEBUG", new Value.Bool(otherwise, call.origin()), call.span());
    }
    return run.each(
        set,
        v -> {
          if (v instanceof Value.Str text) {
            String lower = text.value().toLowerCase(Locale.ROOT);
            if (lower.equals("true") || lower.equals("false")) {
              return new Value.Bool(lower.equals("true"), call.origin(v));
            }
          }
          return v;
        },
        call.span());
  }

  private static Value run(Call call) {
    Interpreter run = call.interpreter();
    Value app = Serving.kept(call);
    Value debug = call.keywords().getOrDefault("debug", call.none());
    Map<String, Value> options = new LinkedHashMap<>();
    for (String each :
        new String[] {
          "host", "port", "use_reloader", "use_debugger", "use_evalex", "load_dotenv"
        }) {
      Value given = call.keywords().get(each);
      if (given != null) {
        options.put(each, given);
      }
    }
    options.put("debug", debug instanceof Value.None ? fromEnvironment(call, false) : debug);
    return run.call(
        run.attribute(app, "run", call.span()),
        new Arguments(List.of(), options, null),
        call.span());
  }

  private static Value devTools(Call call) {
    Value debug =
        call.get("debug") instanceof Value.None ? fromEnvironment(call, true) : call.get("debug");
    if (call.interpreter().truth(debug) != Truth.FALSE) {
      call.interpreter().effect(new DebugTool("Dash developer tools", debug), call.span());
    }
    return debug;
  }
}
