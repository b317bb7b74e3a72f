package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.flask.AppState;
import io.github.flaskdebugguard.flask.Dotenv;
import io.github.flaskdebugguard.flask.Launch;
import io.github.flaskdebugguard.library.Releases;
import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.FunctionObj;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.Paths;
import io.github.flaskdebugguard.python.Raised;
import io.github.flaskdebugguard.python.Truth;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server that imports an application (facts, section 0 form 3): the flag is what the
 * configuration holds after the import.
 */
final class WsgiRun {
  private final Launch.Wsgi launch;
  private final String start;
  private @Nullable String missing;

  WsgiRun(Launch.Wsgi launch, String start) {
    this.launch = launch;
    this.start = start;
  }

  String folder(GunicornSettings settings) {
    String given = launch.folder();
    String configured = settings.folder();
    return given != null ? Paths.absolute(given, start) : configured == null ? start : configured;
  }

  List<String> searchPath(GunicornSettings settings) {
    List<String> path = new ArrayList<>();
    for (String each : launch.searchPath()) {
      path.add(Paths.absolute(each, start));
    }
    if (path.isEmpty()) {
      path.addAll(settings.searchPath());
    }
    path.add(folder(settings));
    return path;
  }

  @Nullable String entryPoint(GunicornSettings settings) {
    return launch.application() instanceof Text.Known known
        ? known.value()
        : settings.application();
  }

  /** {@return the module or file that is not there, or null} */
  @Nullable String missing() {
    return missing;
  }

  /** {@return how it serves, or null when the code itself serves during the import} */
  @Nullable Serving run(Interpreter run, GunicornSettings settings, Span span) {
    ModuleObj file = settings.apply(run);
    if (launch.envFile() instanceof Text.Known named) {
      Dotenv.load(run, Paths.absolute(named.value(), run.input().folder()), false, span);
    }
    variables(run, settings);
    Value app;
    try {
      app = loaded(run, settings, file, span);
    } catch (Raised raised) {
      boolean reloads = launch.reload() != null || settings.reloads(run) == Truth.TRUE;
      if (!launch.server().equals("gunicorn")
          || !reloads
          || !run.described(raised.exception()).startsWith("SyntaxError")) {
        throw raised;
      }
      return errorPage(raised.span(), span);
    }
    AppState state = AppState.of(run, app, span);
    Value debugger = Servers.debugger(state, new Value.Bool(false, Origin.at(span)));
    Span reload = launch.reload();
    Truth configured = settings.reloads(run);
    Launch.Unread unread = launch.unread();
    Value reloader =
        reload != null
            ? new Value.Bool(true, Origin.at(reload))
            : unread != null && configured == Truth.FALSE
                ? Value.Unknown.of(unread.reason(), unread.span())
                : configured == Truth.DEPENDS
                    ? Value.Unknown.of("the reload setting is not known", span)
                    : new Value.Bool(configured == Truth.TRUE, reloadOrigin(settings, span));
    Truth shows = Truth.of(launch.leaksExceptions() != null);
    return new Serving(
        launch.server(),
        false,
        state.flask(),
        state.flag(),
        debugger,
        reloader,
        Servers.leak(run, state, debugger, shows),
        Truth.TRUE,
        span,
        Servers.pinOff(run, state, span),
        Shown.of(run, state, launch.leaksExceptions()),
        Servers.propagation(run, state),
        run.path());
  }

  /**
   * With the reloader gunicorn serves the traceback of a syntax error at import to every client
   * (facts C1); nothing of the application runs.
   */
  private static Serving errorPage(Span error, Span span) {
    Value unknown = Value.Unknown.of("the application has a syntax error", error);
    Value no = new Value.Bool(false, Origin.at(span));
    Value yes = new Value.Bool(true, Origin.at(span));
    return new Serving(
        "gunicorn",
        false,
        true,
        unknown,
        no,
        yes,
        Truth.TRUE,
        Truth.TRUE,
        span,
        null,
        null,
        null,
        List.of());
  }

  private static Origin reloadOrigin(GunicornSettings settings, Span span) {
    Value reload = settings.reload();
    return reload == null ? Origin.at(span) : reload.origin();
  }

  /** {@return the application, after all that a configuration file does around its loading} */
  private Value loaded(
      Interpreter run, GunicornSettings settings, @Nullable ModuleObj file, Span span) {
    boolean preloads = launch.preload() || GunicornSettings.preloads(run, file);
    Value app = preloads ? application(run, settings, span) : null;
    GunicornSettings.beforeLoading(run, file, span);
    if (app == null) {
      app = application(run, settings, span);
    }
    GunicornSettings.afterLoading(run, file, app, span);
    return app;
  }

  private void variables(Interpreter run, GunicornSettings settings) {
    // NOTE: gunicorn replaces lists: -e on the command line drops the file's raw_env.
    if (launch.settings().isEmpty()) {
      settings.setVariables(run);
    }
    Launch.Unread unread = launch.unread();
    if (unread != null && unread.setsVariables()) {
      run.environment().doubt(unread.reason(), unread.span());
    }
    for (Launch.Setting setting : launch.settings()) {
      switch (setting.value()) {
        case Text.Known known ->
            run.environment()
                .set(
                    setting.name(),
                    new Value.Str(known.value(), Origin.at(known.span())),
                    known.span());
        case Text.Unknown unknown ->
            run.environment()
                .set(
                    setting.name(),
                    Value.Unknown.of(unknown.reason(), unknown.span()),
                    unknown.span());
      }
    }
  }

  private Value application(Interpreter run, GunicornSettings settings, Span span) {
    Text given = launch.application();
    if (given instanceof Text.Unknown unknown) {
      return Value.Unknown.of(unknown.reason(), unknown.span());
    }
    if (given == null
        && settings.application() != null
        && launch.server().equals("gunicorn")
        && !Releases.GUNICORN.atLeast(run, span, 20, 1)) {
      throw run.raise("SystemExit", "gunicorn reads wsgi_app since 20.1", span);
    }
    Launch.Unread unread = launch.unread();
    if (given == null && unread != null) {
      return Value.Unknown.of(unread.reason(), unread.span());
    }
    String reference = entryPoint(settings);
    if (reference == null) {
      return Value.Unknown.of("the command names no application", span);
    }
    int colon = colon(reference);
    String name = colon < 0 ? reference : reference.substring(0, colon);
    String attribute = colon < 0 ? launch.attribute() : reference.substring(colon + 1);
    Value module = module(run, name, span);
    if (module instanceof Value.Unknown unknown) {
      return unknown;
    }
    Value found = attribute(run, module, attribute, span);
    return launch.callsFactory() && found instanceof FunctionObj
        ? run.call(found, Arguments.NONE, span)
        : found;
  }

  /** {@return where the attribute begins: the first colon outside parentheses} */
  private static int colon(String reference) {
    int parenthesis = reference.indexOf('(');
    int colon = reference.indexOf(':');
    return parenthesis >= 0 && colon > parenthesis ? -1 : colon;
  }

  private Value module(Interpreter run, String name, Span span) {
    boolean file = name.contains("/") || name.endsWith(".py") || launch.server().equals("mod_wsgi");
    if (!file) {
      Value found = run.importModule(name, span);
      if (found != null) {
        return found;
      }
      missing = name;
      return Value.Unknown.of("the module " + name + " is not in the repository", span);
    }
    String path = Paths.absolute(name, run.input().folder());
    SourceFile source =
        run.input().files().presence(path) == FileView.Presence.FILE
            ? run.input().files().read(path)
            : null;
    if (source == null) {
      missing = Paths.name(path);
    }
    return source == null
        ? Value.Unknown.of(path + " is not in the repository", span)
        : run.executeFile(
            launch.mainModule() ? "__main__" : "_wsgi_" + Paths.name(path), source, path);
  }

  private Value attribute(Interpreter run, Value module, String expression, Span span) {
    boolean gunicorn = launch.server().equals("gunicorn");
    int parenthesis = expression.indexOf('(');
    boolean plain = !expression.contains(".") && parenthesis < 0;
    boolean evaluates = gunicorn && !plain && !Releases.GUNICORN.atLeast(run, span, 20, 0);
    if ((parenthesis >= 0 || evaluates) && module instanceof ModuleObj known) {
      return run.evaluate(new SourceFile("", expression), known);
    }
    Value value = module;
    if (gunicorn && expression.contains(".")) {
      throw run.raise("AppImportError", "gunicorn takes a plain name: " + expression, span);
    }
    for (String name : expression.split("\\.")) {
      Value found = run.attributeOrNull(value, name.strip(), span);
      if (found == null) {
        throw run.raise("AttributeError", "the module has no attribute '" + name + "'", span);
      }
      value = found;
    }
    return value;
  }
}
