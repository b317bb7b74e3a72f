package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.DictObj;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.PathEnd;
import io.github.flaskdebugguard.python.Value;
import java.util.List;

/**
 * Quart (facts A6; executed: 0.18.3, read: 0.20): QUART_DEBUG, and QUART_ENV up to 0.19, never
 * FLASK_DEBUG. Its own server is hypercorn; a debugging application shows its traceback page.
 */
final class QuartModel {
  private QuartModel() {}

  static ModuleObj module(Interpreter run, Versions versions) {
    Models models = new Models(run, "quart");
    ClassObj config = ConfigModel.type(models, versions.flask());
    Version quart =
        Version.newest(
            run.input().packages().requirements().get("quart"),
            List.of(new Version(0, 20, 0), new Version(0, 18, 3)));
    models
        .type(FlaskModel.QUART)
        .method("__init__", "self, import_name, *args, **kwargs", c -> make(c, config, quart))
        .method(
            "run",
            "self, host=None, port=None, debug=None, use_reloader=True, *args, **kwargs",
            QuartModel::serve)
        .property("debug", QuartModel::debug, QuartModel::setDebug)
        .decorators(
            "route",
            "get",
            "post",
            "websocket",
            "before_request",
            "after_request",
            "before_serving",
            "after_serving",
            "errorhandler")
        .ignored("register_blueprint", "add_url_rule")
        .open()
        .define();
    models
        .type("Blueprint")
        .method("__init__", "self, *args, **kwargs", Call::none)
        .open()
        .define();
    return models.module();
  }

  private static Value make(Call call, ClassObj type, Version quart) {
    Interpreter run = call.interpreter();
    if (call.get("self") instanceof Instance self
        && Models.instance(call, type) instanceof DictObj config) {
      run.setSlot(config, "DEBUG", flag(call, quart));
      run.setSlot(config, "TESTING", Serving.bool(call, false));
      run.setSlot(config, "PROPAGATE_EXCEPTIONS", call.none());
      run.setSlot(self, "config", config);
      run.setSlot(self, "name", call.get("import_name"));
    }
    return call.none();
  }

  private static Value flag(Call call, Version quart) {
    Interpreter run = call.interpreter();
    Value value = run.environment().consult("QUART_DEBUG", call.span());
    if (value != null && !(value instanceof Value.Str text && text.value().isEmpty())) {
      return run.each(
          value,
          v ->
              v instanceof Value.Str text
                  ? new Value.Bool(DebugFlag.on(text.value(), new Version(3, 0, 0)), call.origin(v))
                  : v,
          call.span());
    }
    Value mode = quart.atLeast(0, 20) ? null : run.environment().consult("QUART_ENV", call.span());
    return mode instanceof Value.Str text
        ? new Value.Bool(text.value().equals("development"), call.origin(mode))
        : mode == null
            ? run.environment().defaulted("QUART_DEBUG", Serving.bool(call, false), call.span())
            : mode;
  }

  private static Value debug(Call call) {
    Interpreter run = call.interpreter();
    Value flag =
        call.get("self") instanceof Instance self && run.slot(self, "config") instanceof DictObj all
            ? run.slot(all, "DEBUG")
            : null;
    return flag == null ? call.unknown("app.debug is not known") : flag;
  }

  private static Value setDebug(Call call) {
    Interpreter run = call.interpreter();
    if (call.get("self") instanceof Instance self
        && run.slot(self, "config") instanceof DictObj config) {
      run.setSlot(config, "DEBUG", call.get("value"));
    }
    return call.none();
  }

  private static Value serve(Call call) {
    if (!(call.get("debug") instanceof Value.None)) {
      call.interpreter().setAttribute(call.get("self"), "debug", call.get("debug"), call.span());
    }
    Serving.record(
        call,
        "quart",
        call.get("self"),
        Serving.bool(call, false),
        // NOTE: on by default, whatever debug says (executed: 0.18.3 restarts when a file changes).
        call.get("use_reloader"),
        call.given("host") ? call.get("host") : null);
    throw new PathEnd();
  }
}
