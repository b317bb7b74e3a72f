package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.DictObj;
import io.github.flaskdebugguard.python.FunctionObj;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Truth;
import io.github.flaskdebugguard.python.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Extensions and relatives of Flask that change how it debugs (facts A6). */
final class RelativeModels {
  private static final Set<String> FLASK_PARAMETERS =
      Set.of(
          "static_url_path",
          "static_folder",
          "static_host",
          "host_matching",
          "subdomain_matching",
          "template_folder",
          "instance_path",
          "instance_relative_config",
          "root_path");

  private RelativeModels() {}

  /** {@return the model of a module, or null} */
  static @Nullable ModuleObj module(Interpreter run, String name, Versions versions) {
    return switch (name) {
      case "flask_socketio" -> SocketioModel.module(run);
      case "dash" -> DashModel.module(run);
      case "dynaconf", "dynaconf.contrib", "dynaconf.contrib.flask_dynaconf" ->
          DynaconfModel.module(run, name);
      case "flask_appbuilder" -> AppBuilderModel.module(run);
      case "connexion" -> ConnexionModel.module(run);
      case "apiflask" -> subclass(run, name, "APIFlask");
      case "flask_openapi3" -> subclass(run, name, "OpenAPI");
      case "flask_api" -> subclass(run, name, "FlaskAPI");
      case "eve" -> subclass(run, name, "Eve");
      case "flask_lambda" -> subclass(run, name, "FlaskLambda");
      case "flask_script" -> ScriptModel.module(run);
      case "flask_debugtoolbar" -> toolbar(run);
      case "flask.cli" -> CliModel.module(run);
      case "quart" -> QuartModel.module(run, versions);
      case "functions_framework" -> functions(run);
      case "debugpy" -> listener(run, name, "listen", "configure_breakpoint");
      case "ptvsd" -> listener(run, name, "enable_attach", "listen");
      case "pydevd", "pydevd_pycharm" -> listener(run, name, "settrace", "start");
      case "rpdb", "remote_pdb" -> listener(run, name, "set_trace", "listen");
      default -> null;
    };
  }

  /** {@return the class Flask of this run} */
  static @Nullable ClassObj flask(Interpreter run) {
    Value module = run.importModule("flask", run.input().launch());
    return module instanceof ModuleObj known
            && run.slot(known, FlaskModel.FLASK) instanceof ClassObj type
        ? type
        : null;
  }

  /** {@return a Flask application made by a library for a module name} */
  static Value application(Call call, Value name, Map<String, Value> options) {
    Interpreter run = call.interpreter();
    ClassObj flask = flask(run);
    Map<String, Value> known = new LinkedHashMap<>(options);
    known.keySet().retainAll(FLASK_PARAMETERS);
    return flask == null
        ? call.unknown("a Flask application")
        : run.call(flask, new Arguments(List.of(name), known, null), call.span());
  }

  /** A subclass of Flask whose constructor takes more keywords. */
  private static ModuleObj subclass(Interpreter run, String name, String type) {
    Models models = new Models(run, name);
    ClassObj flask = flask(run);
    if (flask != null) {
      models
          .type(type, flask)
          .method(
              "__init__",
              "self, import_name='__main__', *args, **kwargs",
              call -> construct(call, flask))
          .define();
    }
    return models.module();
  }

  private static Value construct(Call call, ClassObj flask) {
    Interpreter run = call.interpreter();
    Map<String, Value> known = new LinkedHashMap<>(call.keywords());
    known.keySet().retainAll(FLASK_PARAMETERS);
    return run.call(
        run.attribute(flask, "__init__", call.span()),
        new Arguments(List.of(call.get("self"), call.get("import_name")), known, null),
        call.span());
  }

  /**
   * Flask-DebugToolbar (facts A6, executed with 0.16): on when DEBUG_TB_ENABLED, which is {@code
   * app.debug} at that moment where nothing sets it.
   *
   * <p>It then refuses to start without a SECRET_KEY. That is not followed: whoever meets it adds a
   * key, and what the app does with one is what must be told before.
   */
  private static ModuleObj toolbar(Interpreter run) {
    Models models = new Models(run, "flask_debugtoolbar");
    models
        .type("DebugToolbarExtension")
        .method("__init__", "self, app=None", RelativeModels::startToolbar)
        .method("init_app", "self, app", RelativeModels::startToolbar)
        .open()
        .define();
    return models.module();
  }

  private static Value startToolbar(Call call) {
    Interpreter run = call.interpreter();
    if (!(call.get("app") instanceof Instance app)) {
      return call.none();
    }
    Value config = run.slot(app, "config");
    Value set = config instanceof DictObj dict ? run.slot(dict, "DEBUG_TB_ENABLED") : null;
    Value enabled = set == null ? run.attributeOrNull(app, "debug", call.span()) : set;
    if (enabled != null && run.truth(enabled) != Truth.FALSE) {
      run.effect(new DebugTool("Flask-DebugToolbar", enabled), call.span());
    }
    return call.none();
  }

  private static ModuleObj listener(Interpreter run, String name, String... functions) {
    Models models = new Models(run, name);
    for (String function : functions) {
      models.function(
          function,
          "*args, **kwargs",
          call -> {
            Value on = new Value.Bool(true, call.origin());
            call.interpreter().effect(new DebugTool(name, on), call.span());
            return call.none();
          });
    }
    return models.ignored("wait_for_client", "wait_for_attach", "breakpoint").module();
  }

  /** functions-framework serves functions by a Flask application of its own. */
  private static ModuleObj functions(Interpreter run) {
    return new Models(run, "functions_framework")
        .function(
            "create_app",
            "target=None, source=None, signature_type=None",
            call ->
                application(call, new Value.Str("functions_framework", call.origin()), Map.of()))
        .function("http", "func", call -> call.get("func"))
        .function("cloud_event", "func", call -> call.get("func"))
        .module();
  }

  /** {@return whether a value can be called to make an application} */
  static boolean factory(Value value) {
    return value instanceof FunctionObj || value instanceof Value.Native;
  }
}
