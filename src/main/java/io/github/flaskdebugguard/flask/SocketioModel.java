package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.deployment.Packages;
import io.github.flaskdebugguard.library.Releases;
import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.PathEnd;
import io.github.flaskdebugguard.python.Truth;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Flask-SocketIO's {@code run()} (facts A6, executed): it sets {@code app.debug}; in threading mode
 * it then calls {@code app.run()} without {@code debug}, so FLASK_DEBUG wins; with eventlet and
 * gevent it puts Werkzeug's debugger around the application.
 */
final class SocketioModel {
  private static final String MODE = "async_mode";

  private SocketioModel() {}

  static ModuleObj module(Interpreter run) {
    Models models = new Models(run, "flask_socketio");
    models
        .type("SocketIO")
        .method("__init__", "self, app=None, **kwargs", SocketioModel::make)
        .method("init_app", "self, app, **kwargs", SocketioModel::make)
        .method("run", "self, app=None, host=None, port=None, **kwargs", SocketioModel::run)
        .decorators("on", "event", "on_error", "on_error_default")
        .ignored("emit", "send", "stop", "on_namespace", "on_event", "sleep")
        .open()
        .define();
    return models.ignored("emit", "send", "join_room", "leave_room", "disconnect").module();
  }

  private static Value make(Call call) {
    if (call.get("self") instanceof Instance self) {
      if (!(call.get("app") instanceof Value.None)) {
        call.interpreter().setSlot(self, FlaskModel.INNER, call.get("app"));
      }
      Value mode = call.keywords().get(MODE);
      if (mode != null) {
        call.interpreter().setSlot(self, MODE, mode);
      }
    }
    return call.none();
  }

  /** {@return how events are served: as asked for, else the first library that is installed} */
  private static String mode(Call call) {
    Interpreter run = call.interpreter();
    if (call.get("self") instanceof Instance self
        && run.slot(self, MODE) instanceof Value.Str text) {
      return text.value();
    }
    Map<String, Packages.Requirement> installed = run.input().packages().requirements();
    for (String name : List.of("eventlet", "gevent")) {
      if (installed.containsKey(name)) {
        return name;
      }
    }
    return "threading";
  }

  private static Value run(Call call) {
    Interpreter run = call.interpreter();
    Span span = call.span();
    Value app = call.get("app") instanceof Value.None ? Serving.kept(call) : call.get("app");
    Value none = call.none();
    Value before = app instanceof Instance known ? run.attributeOrNull(known, "debug", span) : null;
    Value debug = call.keywords().getOrDefault("debug", before == null ? none : before);
    Value reloader = call.keywords().getOrDefault("use_reloader", debug);
    if (app instanceof Instance) {
      run.setAttribute(app, "debug", debug, span);
    }
    String mode = mode(call);
    if (mode.equals("threading")) {
      refuse(call);
      Map<String, Value> options = new LinkedHashMap<>(call.keywords());
      for (String own : List.of("debug", "log_output", "allow_unsafe_werkzeug")) {
        options.remove(own);
      }
      options.put("host", call.get("host"));
      options.put("use_reloader", reloader);
      run.call(run.attribute(app, "run", span), new Arguments(List.of(), options, null), span);
      return none;
    }
    AppState state = AppState.of(run, app, span);
    Value yes = new Value.Bool(true, Origin.at(span));
    run.effect(
        new Served(
            "socketio." + mode,
            false,
            state,
            state.flag(),
            yes,
            reloader,
            call.get("host"),
            Serving.bool(call, mode.equals("eventlet"))),
        span);
    throw new PathEnd();
  }

  /**
   * Since 5.3 Werkzeug's server is refused without a terminal unless the caller insists (executed:
   * 5.3.2); before it was no question (read: 5.2.0).
   */
  private static void refuse(Call call) {
    Interpreter run = call.interpreter();
    Value unsafe = call.keywords().get("allow_unsafe_werkzeug");
    boolean insists = unsafe != null && run.truth(unsafe) != Truth.FALSE;
    boolean asks = Releases.FLASK_SOCKETIO.atLeast(run, call.span(), 5, 3);
    if (!asks && unsafe != null) {
      // NOTE: it reaches run_simple, which does not know it.
      throw run.raise(
          "TypeError",
          "run_simple() got an unexpected keyword argument 'allow_unsafe_werkzeug'",
          call.span());
    }
    if (asks && !insists && !run.input().terminal()) {
      throw run.raise(
          "RuntimeError",
          "The Werkzeug web server is not designed to run in production",
          call.span());
    }
  }
}
