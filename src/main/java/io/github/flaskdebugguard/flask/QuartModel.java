package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.library.Releases;
import io.github.flaskdebugguard.library.Version;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.DictObj;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.PathEnd;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.Span;

/**
 * Quart (facts A6; executed: 0.18.3, read: 0.20): QUART_DEBUG, and QUART_ENV up to 0.19, never
 * FLASK_DEBUG. Its own server is hypercorn; a debugging application shows its traceback page.
 */
public final class QuartModel {
  private QuartModel() {}

  static ModuleObj module(Interpreter run, Versions versions) {
    Models models = new Models(run, "quart");
    ClassObj config = ConfigModel.type(models, versions.flask(), "QUART");
    models
        .type(FlaskModel.QUART)
        .method("__init__", "self, import_name, *args, **kwargs", c -> make(c, config))
        .method(
            "run",
            "self, host=None, port=None, debug=None, use_reloader=True, *args, **kwargs",
            QuartModel::serve)
        .property("debug", QuartModel::debug, QuartModel::setDebug)
        .method("route", "self, *args, **kwargs", FlaskModel::view)
        .method("get", "self, *args, **kwargs", FlaskModel::view)
        .method("post", "self, *args, **kwargs", FlaskModel::view)
        .method("errorhandler", "self, code_or_exception", FlaskModel::handler)
        .decorators(
            "websocket", "before_request", "after_request", "before_serving", "after_serving")
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

  private static Value make(Call call, ClassObj type) {
    Interpreter run = call.interpreter();
    if (call.get("self") instanceof Instance self
        && Models.instance(call, type) instanceof DictObj config) {
      run.setSlot(config, "DEBUG", flag(run, call.span()));
      run.setSlot(config, "TESTING", Serving.bool(call, false));
      run.setSlot(config, "PROPAGATE_EXCEPTIONS", call.none());
      run.setSlot(self, "config", config);
      run.setSlot(self, "name", call.get("import_name"));
    }
    return call.none();
  }

  /**
   * {@return what the environment says about debug mode} An empty text is on (executed: 0.18.3).
   */
  public static Value flag(Interpreter run, Span span) {
    Value value = run.environment().consult("QUART_DEBUG", span);
    if (value != null) {
      return run.each(
          value,
          v -> {
            Origin origin = Origin.from(span, "", v.origin());
            return v instanceof Value.Str text
                ? new Value.Bool(DebugFlag.on(text.value(), new Version(3, 0, 0)), origin)
                : v;
          },
          span);
    }
    Value mode = hasMode(run, span) ? run.environment().consult("QUART_ENV", span) : null;
    if (mode == null) {
      Value off = new Value.Bool(false, Origin.at(span));
      return run.environment().defaulted("QUART_DEBUG", off, span);
    }
    return mode instanceof Value.Str text
        ? new Value.Bool(text.value().equals("development"), Origin.from(span, "", mode.origin()))
        : mode;
  }

  /** {@return whether QUART_ENV means anything, as it does up to 0.19} */
  private static boolean hasMode(Interpreter run, Span span) {
    return !Releases.QUART.atLeast(run, span, 0, 20);
  }

  /** {@return whether the quart command loads no dotenv files by itself} */
  public static boolean skipsFiles(Interpreter run, Span span) {
    return DebugFlag.isOn(run, "QUART_SKIP_DOTENV", new Version(3, 0, 0), span);
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
    Interpreter run = call.interpreter();
    // NOTE: the environment decides again when it serves, after what the code set.
    boolean asked =
        run.environment().consult("QUART_DEBUG", call.span()) != null
            || (hasMode(run, call.span())
                && run.environment().consult("QUART_ENV", call.span()) != null);
    if (asked) {
      run.setAttribute(call.get("self"), "debug", flag(run, call.span()), call.span());
    }
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
