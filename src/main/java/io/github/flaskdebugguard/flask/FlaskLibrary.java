package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.library.HelperModels;
import io.github.flaskdebugguard.library.StandardModels;
import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Library;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.PathEnd;
import io.github.flaskdebugguard.python.Truth;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All modelled modules, for one set of releases. */
public final class FlaskLibrary implements Library {
  /** A method of objects that serve once another file runs them. */
  public static final String STARTED_ELSEWHERE = " started elsewhere";

  private static final Set<String> RUN_ARGUMENTS =
      Set.of("debug", "use_reloader", "use_debugger", "host", "port", "threaded");

  /** Packages of which only some modules are modelled. */
  private static final Set<String> PARENTS =
      Set.of(
          ("werkzeug werkzeug.middleware werkzeug.contrib distutils setuptools"
                  + " setuptools._distutils starlette starlette.middleware gevent eventlet cheroot"
                  + " geventwebsocket wsgiref paste tornado hypercorn gunicorn gunicorn.app asgiref"
                  + " fastapi fastapi.middleware uvicorn.middleware")
              .split(" "));

  private final Versions versions;

  private static final String OLD_EXTENSIONS = "flask.ext.";

  /** Models the libraries of these releases. */
  public FlaskLibrary(Versions versions) {
    this.versions = versions;
  }

  /** {@return a Flask application that a library makes for itself} */
  public static Value application(Interpreter run, String name, Span span) {
    ClassObj flask = RelativeModels.flask(run);
    return flask == null
        ? Value.Unknown.of("a Flask application", span)
        : run.call(flask, Arguments.of(new Value.Str(name, Origin.at(span))), span);
  }

  /** Runs a command that an application registered with {@code app.cli}; false without one. */
  public static boolean runCommand(Interpreter run, Value app, List<Value> words, Span span) {
    Value group = app instanceof Instance known ? run.slot(known, "cli") : null;
    return group != null && CliModel.runOwn(run, group, words, span);
  }

  /** {@return whether the Connexion that is installed serves by Flask's own server} */
  public static boolean hasOldConnexion(Interpreter run) {
    return ConnexionModel.isOld(run);
  }

  /** {@return the releases} */
  public Versions versions() {
    return versions;
  }

  @Override
  public @Nullable ModuleObj module(Interpreter run, String name) {
    return switch (name) {
      case "flask" -> FlaskModel.flask(run, versions);
      case "flask.app", "flask.config" -> part(run, "flask");
      case "flask.helpers" ->
          new Models(run, name)
              .function(
                  "get_debug_flag",
                  "*default",
                  call -> DebugFlag.of(run, versions.flask(), call.span()))
              .module();
      case "werkzeug.serving" -> WerkzeugModel.serving(run, name, versions.werkzeug());
      case "werkzeug.debug" -> WerkzeugModel.debug(run, name, versions.werkzeug());
      case "werkzeug.middleware.proxy_fix",
          "werkzeug.middleware.dispatcher",
          "werkzeug.middleware.profiler",
          "werkzeug.middleware.shared_data",
          "werkzeug.contrib.fixers",
          "werkzeug.contrib.profiler",
          "werkzeug.wsgi" ->
          WerkzeugModel.middleware(run, name);
      case "werkzeug.utils" ->
          new Models(run, name)
              .function("cached_property", "function", StandardModels::keptProperty)
              .module();
      case "uwsgi" -> uwsgi(run);
      case "dotenv", "dotenv.main" -> Dotenv.installed(run) ? DotenvModule.module(run) : null;
      default -> library(run, name);
    };
  }

  private @Nullable ModuleObj library(Interpreter run, String name) {
    if (name.startsWith(OLD_EXTENSIONS)) {
      // NOTE: until Flask 1.0 an extension was importable by this name too (read: 0.12 exthook.py).
      return part(run, "flask_" + name.substring(OLD_EXTENSIONS.length()));
    }
    ModuleObj standard = StandardModels.module(run, name);
    if (standard != null) {
      return standard;
    }
    ModuleObj relative = RelativeModels.module(run, name, versions);
    if (relative == null) {
      relative = ServerModels.module(run, name);
    }
    if (relative != null) {
      return relative;
    }
    ModuleObj helper = HelperModels.module(run, name, Dotenv.loader());
    return helper != null || !PARENTS.contains(name) ? helper : new Models(run, name).module();
  }

  /** {@code uwsgi.opt}: the options of the server as bytes (executed: 2.0.21). */
  private static @Nullable ModuleObj uwsgi(Interpreter run) {
    if (run.input().serverOptions().isEmpty()) {
      return null;
    }
    Span span = run.input().launch();
    Map<String, Value> options = new TreeMap<>();
    run.input()
        .serverOptions()
        .forEach((name, text) -> options.put(name, new Value.Bytes(text, Origin.at(span))));
    return new Models(run, "uwsgi").value("opt", run.dict(options, span)).module();
  }

  @Override
  public boolean isAbsent(Interpreter run, String name) {
    return (name.equals("dotenv") || name.startsWith("dotenv.")) && !Dotenv.installed(run);
  }

  private static @Nullable ModuleObj part(Interpreter run, String name) {
    return run.importModule(name, run.input().launch()) instanceof ModuleObj module ? module : null;
  }

  @Override
  public @Nullable Value callUnknown(
      Interpreter run, Value.Unknown receiver, String method, Arguments arguments, Span span) {
    if (!method.equals("run") || !looksLikeRun(arguments)) {
      return null;
    }
    // NOTE: an object that nothing is known about and that is run like a Flask application.
    Boolean flask = looksLikeApp(run, receiver) ? Boolean.TRUE : null;
    if (flask == null && isMadeFromClass(run, receiver)) {
      return null;
    }
    Map<String, Value> given = arguments.keywords();
    Value none = new Value.None(Origin.at(span));
    Value debug = given.getOrDefault("debug", none);
    Truth truth = run.truth(debug);
    Value flag =
        debug instanceof Value.None
            ? Value.Unknown.of(receiver.reason(), span, receiver.origin())
            : truth == Truth.DEPENDS ? debug : new Value.Bool(truth == Truth.TRUE, debug.origin());
    AppState state = AppState.of(flask, flag);
    run.effect(
        new Served(
            "app.run",
            true,
            state,
            given.getOrDefault("use_debugger", flag),
            new Value.Bool(true, Origin.at(span)),
            given.getOrDefault("use_reloader", flag),
            given.get("host"),
            new Value.Bool(false, Origin.at(span))),
        span);
    throw new PathEnd();
  }

  /** {@return whether the expression that gave the object names an application} */
  private static boolean looksLikeApp(Interpreter run, Value.Unknown receiver) {
    String name = name(run, receiver);
    return name.equals("app")
        || name.equals("application")
        || name.endsWith("_app")
        || name.startsWith("create_app")
        || name.startsWith("make_app")
        || name.endsWith("Flask");
  }

  /** {@return whether the object was made by calling a class, as its name tells} */
  private static boolean isMadeFromClass(Interpreter run, Value.Unknown receiver) {
    String name = name(run, receiver);
    return !name.isEmpty() && Character.isUpperCase(name.charAt(0));
  }

  /** {@return the last name before the parentheses of the expression that gave an object} */
  private static String name(Interpreter run, Value.Unknown receiver) {
    Origin origin = receiver.origin();
    while (!origin.from().isEmpty()) {
      origin = origin.from().getFirst();
    }
    String path = run.input().files().pathOf(origin.span().path());
    SourceFile file = path == null ? null : run.input().files().read(path);
    if (file == null || origin.span().end() > file.text().length()) {
      return "";
    }
    String text = file.text().substring(origin.span().start(), origin.span().end());
    int end = text.indexOf('(');
    String callee = (end < 0 ? text : text.substring(0, end)).strip();
    int start = callee.length();
    while (start > 0 && Character.isJavaIdentifierPart(callee.charAt(start - 1))) {
      start--;
    }
    return callee.substring(start);
  }

  private static boolean looksLikeRun(Arguments arguments) {
    return arguments.keywords().keySet().stream().anyMatch(RUN_ARGUMENTS::contains);
  }
}
