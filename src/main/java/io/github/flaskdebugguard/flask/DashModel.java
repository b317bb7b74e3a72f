package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.library.Releases;
import io.github.flaskdebugguard.library.Version;
import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Truth;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Dash (facts A6; read: dash.py of 0.43 to 4.3): {@code run(debug=None)} takes DASH_DEBUG, else
 * False, and passes it to Flask's run; {@code enable_dev_tools()} without an argument is on by
 * default. While the tools are on, a handler answers each exception with its traceback.
 */
final class DashModel {
  private static final Version THREE = new Version(3, 0, 0);

  private DashModel() {}

  static ModuleObj module(Interpreter run) {
    Models models = new Models(run, "dash");
    String parameters = "self, " + parameters(run) + ", *args, **kwargs";
    models
        .type("Dash")
        .method("__init__", "self, name=None, server=True, *args, **kwargs", DashModel::make)
        .method("run", parameters, DashModel::run)
        .method("run_server", parameters, DashModel::runServer)
        .method("enable_dev_tools", "self, debug=None, *args, **kwargs", DashModel::devTools)
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

  /** {@return a variable: {@code true} and {@code false} in any case, else the text} */
  private static Value fromEnvironment(Call call, String variable, Value otherwise) {
    Interpreter run = call.interpreter();
    Span span = call.span();
    Value set = run.environment().consult(variable, span);
    if (set == null) {
      return run.environment().defaulted(variable, otherwise, span);
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
        span);
  }

  /** {@return the parameters of {@code run} that count, in the order of a release} */
  private static String parameters(Interpreter run) {
    Span span = run.input().launch();
    if (Releases.DASH.atLeast(run, span, 1, 14)) {
      return "host=None, port=None, proxy=None, debug=None";
    }
    return Releases.DASH.atLeast(run, span, 1, 10)
        ? "host=None, port=None, debug=None"
        : "port=None, debug=None";
  }

  /** {@code run_server}, the only name up to 2.3, is an obsolete attribute from 3.0 on. */
  private static Value runServer(Call call) {
    Interpreter run = call.interpreter();
    if (Releases.DASH.atLeast(run, call.span(), 3, 0) && !Releases.DASH.mayBeBefore(run, THREE)) {
      throw run.raise(
          "ObsoleteAttributeException", "app.run_server has been replaced by app.run", call.span());
    }
    return run(call);
  }

  private static Value run(Call call) {
    Interpreter run = call.interpreter();
    Value app = Serving.kept(call);
    Value debug = call.get("debug");
    if (debug instanceof Value.None) {
      debug =
          Releases.DASH.atLeast(run, call.span(), 2, 5)
              ? fromEnvironment(call, "DASH_DEBUG", Serving.bool(call, false))
              : Serving.bool(call, false);
    }
    answers(call, debug);
    Map<String, Value> options = new LinkedHashMap<>();
    for (String each : new String[] {"use_reloader", "use_debugger", "use_evalex", "load_dotenv"}) {
      Value given = call.keywords().get(each);
      if (given != null) {
        options.put(each, given);
      }
    }
    if (call.given("host")) {
      options.put("host", call.get("host"));
    }
    options.put("debug", debug);
    return run.call(
        run.attribute(app, "run", call.span()),
        new Arguments(List.of(), options, null),
        call.span());
  }

  private static Value devTools(Call call) {
    Value debug =
        call.get("debug") instanceof Value.None
            ? fromEnvironment(call, "DASH_DEBUG", Serving.bool(call, true))
            : call.get("debug");
    if (call.interpreter().truth(debug) != Truth.FALSE) {
      call.interpreter().effect(new DebugTool("Dash developer tools", debug), call.span());
    }
    answers(call, debug);
    return debug;
  }

  /** Notes whether a handler answers with tracebacks: {@code prune_errors}, by default as debug. */
  private static void answers(Call call, Value debug) {
    Interpreter run = call.interpreter();
    Value prune = call.keywords().get("dev_tools_prune_errors");
    Value shown =
        prune == null || prune instanceof Value.None
            ? fromEnvironment(call, "DASH_PRUNE_ERRORS", debug)
            : prune;
    boolean off = run.truth(debug) == Truth.FALSE;
    if (Serving.kept(call) instanceof Instance app) {
      run.setSlot(app, AppState.TRACEBACKS, off ? debug : shown);
    }
  }
}
