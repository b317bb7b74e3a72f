package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.flask.AppState;
import io.github.flaskdebugguard.flask.CommandOptions;
import io.github.flaskdebugguard.flask.DebugFlag;
import io.github.flaskdebugguard.flask.Dotenv;
import io.github.flaskdebugguard.flask.FlaskLibrary;
import io.github.flaskdebugguard.flask.Ignored;
import io.github.flaskdebugguard.flask.Versions;
import io.github.flaskdebugguard.library.Releases;
import io.github.flaskdebugguard.library.Version;
import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.Paths;
import io.github.flaskdebugguard.python.Reading;
import io.github.flaskdebugguard.python.Truth;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code flask run} command (facts, section 0 form 2 and A3; executed with 0.12.5 to 3.1.3):
 * the environment and the options decide, what the code sets is overwritten.
 */
final class FlaskCommandRun {
  private final Interpreter run;
  private final Switches switches;
  private final Version flask;
  private final FlaskCommandLine line;
  private final @Nullable Value factory;
  private @Nullable String entryPoint;

  /**
   * @param factory what makes the application, null to look for it as the flask command does
   */
  FlaskCommandRun(
      Interpreter run, Versions versions, FlaskCommandLine line, @Nullable Value factory) {
    this.run = run;
    this.switches = new Switches(run);
    this.factory = factory;
    this.flask = versions.flask();
    this.line = line;
  }

  @Nullable String entryPoint() {
    return entryPoint;
  }

  /** {@return how it serves, or null when the command does not} */
  @Nullable Serving run(Span span) {
    if (!line.serves() && !line.isOwn()) {
      return null;
    }
    loadFiles(span);
    Value outer = group(span);
    if (outer != null) {
      switches.set("FLASK_DEBUG", outer, span);
    }
    if (!line.serves()) {
      ownCommand(span);
      return null;
    }
    boolean own = flask.atLeast(2, 2, 3);
    Value inner =
        switches.option(line.own(), "--debug", "--no-debug", own ? "FLASK_RUN_DEBUG" : null, span);
    if (inner != null && !own) {
      throw run.raise("UsageError", "No such option: --debug", span);
    }
    if (inner != null) {
      switches.set("FLASK_DEBUG", inner, span);
    }
    Value yes = new Value.Str("true", Origin.at(span));
    run.environment().set("FLASK_RUN_FROM_CLI", yes, span);
    Value debugger =
        switches.option(line.own(), "--debugger", "--no-debugger", "FLASK_RUN_DEBUGGER", span);
    Value reloader =
        switches.option(line.own(), "--reload", "--no-reload", "FLASK_RUN_RELOAD", span);
    Value app = load(span);
    if (app instanceof Value.Unknown unknown && "FLASK_APP".equals(unknown.variable())) {
      // NOTE: whatever application it names may change the environment or wrap itself.
      return new Serving(
          "flask run",
          true,
          true,
          app,
          app,
          app,
          Truth.DEPENDS,
          Truth.TRUE,
          span,
          null,
          null,
          null,
          run.path());
    }
    // NOTE: Flask asks again after the import, so what the code puts into os.environ counts.
    boolean decided =
        flask.atLeast(1, 0)
            || run.environment().consult("FLASK_DEBUG", Reading.PRESENCE, span) != null;
    Value flag = DebugFlag.of(run, flask, span);
    AppState state = AppState.of(run, app, span);
    Value seen = decided ? flag : state.flag();
    if (decided) {
      overwritten(state, flag, span);
    }
    AppState served = state.withFlag(seen);
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
        Shown.of(run, served, null),
        Servers.propagation(run, served),
        run.path());
  }

  /** Runs a command of the application itself, which may serve in a way of its own. */
  private void ownCommand(Span span) {
    Value yes = new Value.Str("true", Origin.at(span));
    run.environment().set("FLASK_RUN_FROM_CLI", yes, span);
    Value app = load(span);
    List<Value> words = new ArrayList<>();
    for (Text word : line.words()) {
      words.add(
          word instanceof Text.Known known
              ? new Value.Str(known.value(), Origin.at(known.span()))
              : Value.Unknown.of("a word of the command is not known", span));
    }
    if (app instanceof Instance) {
      // NOTE: loading the application for any command sets its flag from the environment.
      run.setAttribute(app, "debug", DebugFlag.of(run, flask, span), span);
    }
    FlaskLibrary.runCommand(run, app, words, span);
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
    boolean skipped = DebugFlag.isOn(run, "FLASK_SKIP_DOTENV", flask, span);
    Text named = line.group().value("-e", "--env-file");
    String file = named instanceof Text.Known known ? known.value() : null;
    if (file == null
        && flask.atLeast(2, 2)
        && run.environment().consult("FLASK_ENV_FILE", span) instanceof Value.Str text) {
      file = text.value();
    }
    if (file != null && flask.atLeast(2, 2) && !Dotenv.installed(run)) {
      throw run.raise("UsageError", "python-dotenv must be installed to load an env file", span);
    }
    String path = file == null ? null : Paths.absolute(file, run.input().folder());
    boolean stopped = skipped && !flask.atLeast(3, 1);
    Dotenv.loadFlask(run, flask, !skipped, stopped ? null : path, span);
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
    Value given = switches.option(line.group(), "--debug", "--no-debug", "FLASK_DEBUG", span);
    boolean broken =
        flask.atLeast(2, 2, 3)
            && Releases.CLICK.atLeast(run, span, 8, 4)
            && !Releases.CLICK.atLeast(run, span, 8, 4, 1);
    if (broken) {
      // NOTE: click 8.4.0 loses the source of the parameter, so Flask writes 0 (facts A3).
      Origin origin =
          given == null ? Origin.at(span) : Origin.from(span, "", List.of(given.origin()));
      return new Value.Bool(
          false, Origin.from(span, "click 8.4.0 drops FLASK_DEBUG", List.of(origin)));
    }
    return given;
  }

  private Value load(Span span) {
    Value maker = factory;
    if (maker != null && !(maker instanceof Value.None)) {
      return run.call(maker, Arguments.NONE, span);
    }
    String reference = line.group().text("--app", "-A");
    Value named = reference == null ? run.environment().consult("FLASK_APP", span) : null;
    if (named instanceof Value.Unknown unknown) {
      return unknown;
    }
    if (named instanceof Value.Str text && !text.value().isEmpty()) {
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
    return new AppFinder(run).find(reference, span);
  }
}
