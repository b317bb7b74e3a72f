package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.flask.AppState;
import io.github.flaskdebugguard.flask.CommandOptions;
import io.github.flaskdebugguard.flask.DebugFlag;
import io.github.flaskdebugguard.flask.Dotenv;
import io.github.flaskdebugguard.flask.Ignored;
import io.github.flaskdebugguard.flask.Served;
import io.github.flaskdebugguard.flask.Version;
import io.github.flaskdebugguard.flask.Versions;
import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.ClassObj;
import io.github.flaskdebugguard.python.FunctionObj;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.PathEnd;
import io.github.flaskdebugguard.python.Paths;
import io.github.flaskdebugguard.python.Truth;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code flask run} command (facts, section 0 form 2 and A3; executed with 0.12.5 to 3.1.3):
 * the environment and the options decide, what the code sets is overwritten.
 */
final class FlaskCommandRun {
  private static final Set<String> YES = Set.of("1", "true", "t", "yes", "y", "on");
  private static final Set<String> NO = Set.of("0", "false", "f", "no", "n", "off");

  private final Interpreter run;
  private final Version flask;
  private final Versions versions;
  private final FlaskCommandLine line;
  private final @Nullable Value factory;
  private @Nullable String entryPoint;

  /**
   * @param factory what makes the application, null to look for it as the flask command does
   */
  FlaskCommandRun(
      Interpreter run, Versions versions, FlaskCommandLine line, @Nullable Value factory) {
    this.run = run;
    this.factory = factory;
    this.versions = versions;
    this.flask = versions.flask();
    this.line = line;
  }

  @Nullable String entryPoint() {
    return entryPoint;
  }

  /** {@return how it serves, or null when the command does not} */
  @Nullable Serving run(Span span) {
    if (!line.serves()) {
      return null;
    }
    loadFiles(span);
    Value outer = group(span);
    if (outer != null) {
      setFlag(outer, span);
    }
    boolean own = flask.atLeast(2, 2, 3);
    Value inner = option(line.own(), "--debug", "--no-debug", own ? "FLASK_RUN_DEBUG" : null, span);
    if (inner != null && !own) {
      throw run.raise("UsageError", "No such option: --debug", span);
    }
    if (inner != null) {
      setFlag(inner, span);
    }
    Value yes = new Value.Str("true", Origin.at(span));
    run.environment().set("FLASK_RUN_FROM_CLI", yes, span);
    Value debugger = option(line.own(), "--debugger", "--no-debugger", "FLASK_RUN_DEBUGGER", span);
    Value reloader = option(line.own(), "--reload", "--no-reload", "FLASK_RUN_RELOAD", span);
    Value app = load(span);
    // NOTE: Flask asks again after the import, so what the code puts into os.environ counts.
    boolean decided = flask.atLeast(1, 0) || run.environment().consult("FLASK_DEBUG", span) != null;
    Value flag = DebugFlag.of(run, flask, span);
    AppState state = AppState.of(run, app, span);
    Value seen = decided ? flag : state.flag();
    if (decided) {
      overwritten(state, flag, span);
    }
    AppState served =
        new AppState(
            true,
            seen,
            state.propagate(),
            state.testing(),
            state.debugger(),
            state.errorPage(),
            state.quart());
    Value wraps = Servers.debugger(served, debugger == null ? flag : debugger);
    return new Serving(
        "flask run",
        true,
        true,
        seen,
        wraps,
        reloader == null ? flag : reloader,
        Servers.leak(run, served, wraps, Truth.FALSE),
        Truth.TRUE,
        span,
        Servers.pinOff(run, served, span),
        null,
        Servers.propagation(run, served),
        run.path());
  }

  private void overwritten(AppState state, Value flag, Span span) {
    Truth code = run.truth(state.flag());
    Truth environment = run.truth(flag);
    Span place = state.flag().origin().span();
    if (code == Truth.TRUE && environment == Truth.FALSE && !place.equals(span)) {
      run.effect(new Ignored("flask run overwrites what the code sets for app.debug"), place);
    }
  }

  private void loadFiles(Span span) {
    if (!flask.atLeast(1, 0)) {
      return;
    }
    Value skip = run.environment().consult("FLASK_SKIP_DOTENV", span);
    boolean skipped =
        skip instanceof Value.Str text
            && !text.value().isEmpty()
            && DebugFlag.on(text.value(), flask);
    Text named = line.group().value("-e", "--env-file");
    String file = named instanceof Text.Known known ? known.value() : null;
    if (file == null
        && flask.atLeast(2, 2)
        && run.environment().consult("FLASK_ENV_FILE", span) instanceof Value.Str text) {
      file = text.value();
    }
    boolean namedFirst = flask.atLeast(3, 1);
    String path = file == null ? null : Paths.absolute(file, run.input().folder());
    if (path != null && namedFirst) {
      Dotenv.load(run, path, false, span);
    }
    if (!skipped) {
      Dotenv.loadDefaults(run, span);
    }
    if (path != null && !namedFirst && !skipped) {
      Dotenv.load(run, path, false, span);
    }
  }

  /** {@return what the group says about debug mode, null when it says nothing} */
  private @Nullable Value group(Span span) {
    if (!flask.atLeast(2, 2)) {
      CommandOptions.Option option = line.group().last("--debug", "--no-debug");
      if (option != null) {
        throw run.raise("UsageError", "No such option: " + option.name(), span);
      }
      return null;
    }
    Value given = option(line.group(), "--debug", "--no-debug", "FLASK_DEBUG", span);
    boolean broken = flask.atLeast(2, 2, 3) && versions.click().equals(new Version(8, 4, 0));
    if (broken) {
      // NOTE: click 8.4.0 loses the source of the parameter, so Flask writes 0 (facts A3).
      Origin origin =
          given == null ? Origin.at(span) : Origin.from(span, "", List.of(given.origin()));
      return new Value.Bool(
          false, Origin.from(span, "click 8.4.0 drops FLASK_DEBUG", List.of(origin)));
    }
    return given;
  }

  /** {@return a click boolean from an option or its variable, null when neither is given} */
  private @Nullable Value option(
      CommandOptions options, String yes, String no, @Nullable String variable, Span span) {
    CommandOptions.Option given = options.last(yes, no);
    if (given != null) {
      return new Value.Bool(given.name().equals(yes), Origin.at(given.word().span()));
    }
    Value value = variable == null ? null : run.environment().consult(variable, span);
    if (value == null || (value instanceof Value.Str text && text.value().isEmpty())) {
      return null;
    }
    return run.each(value, v -> converted(v, variable, span), span);
  }

  private Value converted(Value value, @Nullable String variable, Span span) {
    Origin origin = Origin.from(span, "", List.of(value.origin()));
    if (!(value instanceof Value.Str text)) {
      return value.from(origin);
    }
    String word = text.value().strip().toLowerCase(Locale.ROOT);
    if (YES.contains(word) || NO.contains(word)) {
      return new Value.Bool(YES.contains(word), origin);
    }
    throw run.raise("UsageError", variable + "=" + text.value() + " is not a valid boolean", span);
  }

  private void setFlag(Value flag, Span span) {
    Value text =
        run.each(
            flag,
            v -> {
              Truth truth = run.truth(v);
              return truth == Truth.DEPENDS
                  ? v
                  : new Value.Str(truth == Truth.TRUE ? "1" : "0", v.origin());
            },
            span);
    run.environment().set("FLASK_DEBUG", text, flag.origin().span());
  }

  private Value load(Span span) {
    Value maker = factory;
    if (maker != null && !(maker instanceof Value.None)) {
      return run.call(maker, Arguments.NONE, span);
    }
    String reference = line.group().text("--app", "-A");
    if (reference == null
        && run.environment().consult("FLASK_APP", span) instanceof Value.Str text
        && !text.value().isEmpty()) {
      reference = text.value();
    }
    if (reference == null) {
      for (String file : List.of("wsgi.py", "app.py")) {
        String path = Paths.absolute(file, run.input().folder());
        boolean found = run.input().files().presence(path) == FileView.Presence.FILE;
        reference = reference == null && found ? file : reference;
      }
    }
    entryPoint = reference;
    if (reference == null) {
      return Value.Unknown.of("flask run finds no application in the repository", span);
    }
    return located(reference, span);
  }

  private Value located(String reference, Span span) {
    int colon = reference.indexOf(':');
    String name = colon < 0 ? reference : reference.substring(0, colon);
    String module = prepared(name.strip());
    Value found;
    try {
      found = run.importModule(module, span);
    } catch (PathEnd end) {
      if (run.effects().stream().noneMatch(each -> each.payload() instanceof Served)) {
        throw run.raise("SystemExit", "the code ends the process", span);
      }
      return Value.Unknown.of("the application serves by itself", span);
    }
    if (!(found instanceof ModuleObj known)) {
      return Value.Unknown.of("the module " + module + " is not in the repository", span);
    }
    return colon < 0 ? best(known, span) : named(known, reference.substring(colon + 1), span);
  }

  /** {@return the module that a path or dotted name means; packages are found upwards} */
  private String prepared(String name) {
    if (!name.contains("/") && !name.endsWith(".py")) {
      return name;
    }
    String path = Paths.absolute(name, run.input().folder());
    if (path.endsWith(".py")) {
      path = path.substring(0, path.length() - 3);
    }
    if (path.endsWith("/__init__")) {
      path = Paths.parent(path);
    }
    List<String> parts = new ArrayList<>(List.of(Paths.name(path)));
    String folder = Paths.parent(path);
    while (!folder.equals("/")
        && run.input().files().presence(folder + "/__init__.py") == FileView.Presence.FILE) {
      parts.addFirst(Paths.name(folder));
      folder = Paths.parent(folder);
    }
    if (!folder.equals(run.input().folder())) {
      Value first = new Value.Str(folder, Origin.at(run.input().launch()));
      Value insert = run.attribute(run.searchPath(), "insert", run.input().launch());
      Value zero = new Value.Int(0, Origin.at(run.input().launch()));
      run.call(insert, Arguments.of(zero, first), run.input().launch());
    }
    return String.join(".", parts);
  }

  /** {@return the application of a module as Flask looks for it (flask.cli.find_best_app)} */
  private Value best(ModuleObj module, Span span) {
    for (String name : List.of("app", "application")) {
      if (run.slot(module, name) instanceof Instance instance && isFlask(instance)) {
        return instance;
      }
    }
    List<Value> apps = new ArrayList<>();
    for (Value value : run.slotValues(module)) {
      if (value instanceof Instance instance && isFlask(instance) && !apps.contains(instance)) {
        apps.add(instance);
      }
    }
    if (apps.size() == 1) {
      return apps.getFirst();
    }
    for (String name : List.of("create_app", "make_app")) {
      if (run.slot(module, name) instanceof FunctionObj factory) {
        return run.call(factory, Arguments.NONE, span);
      }
    }
    return Value.Unknown.of(module.name() + " holds no single application", span);
  }

  private static boolean isFlask(Instance instance) {
    ClassObj type = instance.type();
    return type.inherits("Flask") || type.inherits("Quart");
  }

  private Value named(ModuleObj module, String expression, Span span) {
    if (expression.contains("(")) {
      return run.evaluate(new SourceFile("", expression), module);
    }
    Value found = run.attributeOrNull(module, expression.strip(), span);
    if (found == null) {
      throw run.raise(
          "NoAppException", "no attribute '" + expression + "' in " + module.name(), span);
    }
    return found instanceof FunctionObj factory ? run.call(factory, Arguments.NONE, span) : found;
  }
}
