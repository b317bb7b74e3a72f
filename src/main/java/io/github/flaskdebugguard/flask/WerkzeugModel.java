package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.library.Version;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.PathEnd;
import io.github.flaskdebugguard.python.Value;

/** Werkzeug's server and debugger by version (facts B; signatures read from the tags). */
final class WerkzeugModel {
  /** Name of the debugger middleware's class. */
  static final String DEBUGGED = "DebuggedApplication";

  private WerkzeugModel() {}

  static ModuleObj serving(Interpreter run, String name, Version werkzeug) {
    String positions =
        werkzeug.atLeast(2, 0)
            ? "extra_files=None, exclude_patterns=None, reloader_interval=1"
            : "extra_files=None, reloader_interval=1";
    Models models = new Models(run, name);
    ClassObj server =
        models
            .type("BaseWSGIServer")
            .method("serve_forever", "self, *args, **kwargs", WerkzeugModel::serveForever)
            .ignored("shutdown", "server_close")
            .open()
            .define();
    return models
        .function(
            "make_server",
            "host, port, app=None, *args, **kwargs",
            call -> {
              Instance made = Models.object(server, call.origin());
              run.setSlot(made, FlaskModel.INNER, call.get("app"));
              return made;
            })
        .function(
            "run_simple",
            "hostname, port, application, use_reloader=False, use_debugger=False,"
                + " use_evalex=True, "
                + positions
                + ", *rest, **options",
            WerkzeugModel::runSimple)
        .function("is_running_from_reloader", "", call -> new Value.Bool(false, call.origin()))
        .module();
  }

  private static Value serveForever(Call call) {
    Interpreter run = call.interpreter();
    Value no = Serving.bool(call, false);
    AppState state = AppState.of(run, Serving.kept(call), call.span());
    run.effect(new Served("make_server", true, state, no, no, no, null, no), call.span());
    throw new PathEnd();
  }

  private static Value runSimple(Call call) {
    Interpreter run = call.interpreter();
    run.effect(
        new Served(
            "run_simple",
            true,
            AppState.of(run, call.get("application"), call.span()),
            call.get("use_debugger"),
            call.get("use_evalex"),
            call.get("use_reloader"),
            call.get("hostname"),
            new Value.Bool(false, Origin.at(call.span()))),
        call.span());
    throw new PathEnd();
  }

  static ModuleObj debug(Interpreter run, String name, Version werkzeug) {
    Models models = new Models(run, name);
    String lodgeit = werkzeug.atLeast(1, 0) ? "" : "lodgeit_url=None, ";
    models
        .type(DEBUGGED)
        .method(
            "__init__",
            "self, app, evalex=False, request_key='werkzeug.request', console_path='/console',"
                + " console_init_func=None, show_hidden_frames=False, "
                + lodgeit
                + "pin_security=True, pin_logging=True",
            WerkzeugModel::wrap)
        .open()
        .define();
    return models.module();
  }

  private static Value wrap(Call call) {
    if (call.get("self") instanceof Instance self) {
      Interpreter run = call.interpreter();
      run.setSlot(self, "app", call.get("app"));
      run.setSlot(self, "evalex", call.get("evalex"));
      run.setSlot(self, "pin_security", call.get("pin_security"));
    }
    return call.none();
  }

  /** Middleware that keeps the application in an attribute. */
  static ModuleObj middleware(Interpreter run, String name) {
    Models models = new Models(run, name);
    for (String type :
        new String[] {
          "ProxyFix", "DispatcherMiddleware", "SharedDataMiddleware", "LintMiddleware"
        }) {
      models
          .type(type)
          .method(
              "__init__",
              "self, app, *args, **kwargs",
              call -> {
                if (call.get("self") instanceof Instance self) {
                  call.interpreter().setSlot(self, "app", call.get("app"));
                  if (!call.rest().isEmpty()) {
                    call.interpreter().setSlot(self, "mounts", call.rest().getFirst());
                  }
                }
                return call.none();
              })
          .open()
          .define();
    }
    models
        .type("ProfilerMiddleware")
        .method(
            "__init__",
            "self, app, *args, **kwargs",
            call -> {
              if (call.get("self") instanceof Instance self) {
                call.interpreter().setSlot(self, "app", call.get("app"));
              }
              call.interpreter()
                  .effect(
                      new DebugTool("ProfilerMiddleware", new Value.Bool(true, call.origin())),
                      call.span());
              return call.none();
            })
        .open()
        .define();
    return models.module();
  }
}
