package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.flask.AppState;
import io.github.flaskdebugguard.flask.CommandOptions;
import io.github.flaskdebugguard.flask.FlaskLibrary;
import io.github.flaskdebugguard.flask.Launch;
import io.github.flaskdebugguard.flask.Versions;
import io.github.flaskdebugguard.library.Releases;
import io.github.flaskdebugguard.python.Arguments;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.Paths;
import io.github.flaskdebugguard.python.Truth;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Commands of libraries that serve by Flask. {@code functions-framework} (read: 3.8): with {@code
 * --debug} or DEBUG Flask's own server, else gunicorn. {@code connexion run} (read: 2.14.2): {@code
 * -d} is passed to Flask. {@code python -m werkzeug.serving} (read: 1.0.1 and 2.0.3) serves up to
 * 2.0 and does nothing later (executed: 2.2.2 and 3.1.8).
 */
final class LibraryCommandRun {
  private static final Set<String> FLAGS =
      Set.of(
          "-d",
          "--debug",
          "--dry-run",
          "-v",
          "--verbose",
          "--stub",
          "--help",
          "--version",
          "--hide-spec",
          "--hide-console-ui",
          "--auth-all-paths",
          "--validate-responses",
          "--strict-validation");

  private static final Set<String> WERKZEUG_FLAGS =
      Set.of("-d", "--debug", "-r", "--reload", "-h", "--help");

  private final Interpreter run;
  private final Launch.LibraryCommand command;
  private final CommandOptions options;
  private @Nullable String entryPoint;

  LibraryCommandRun(Interpreter run, Launch.LibraryCommand command) {
    this.run = run;
    this.command = command;
    boolean werkzeug = command.name().equals("werkzeug.serving");
    this.options = CommandOptions.of(command.arguments(), werkzeug ? WERKZEUG_FLAGS : FLAGS, false);
  }

  @Nullable String entryPoint() {
    return entryPoint;
  }

  /** {@return how it serves, or null when the command does not, or the library's run tells it} */
  @Nullable Serving run(Span span) {
    return switch (command.name()) {
      case "connexion" -> connexion(span);
      case "werkzeug.serving" -> werkzeug(span);
      default -> functions(span);
    };
  }

  private @Nullable Serving functions(Span span) {
    if (options.last("--dry-run", "--dry-run") != null) {
      return null;
    }
    Value debug = new Switches(run).option(options, "--debug", "", "DEBUG", span);
    String source = options.text("--source", "--source");
    if (source == null
        && run.environment().consult("FUNCTION_SOURCE", span) instanceof Value.Str s) {
      source = s.value();
    }
    entryPoint = source == null ? "main.py" : source;
    String path = Paths.absolute(entryPoint, run.input().folder());
    SourceFile file =
        run.input().files().presence(path) == FileView.Presence.FILE
            ? run.input().files().read(path)
            : null;
    if (file != null) {
      run.executeFile("main", file, path);
    }
    Value app = FlaskLibrary.application(run, "functions_framework", span);
    if (debug != null && run.truth(debug) != Truth.FALSE) {
      serve(app, debug, span);
    }
    AppState state = AppState.of(run, app, span);
    Value no = new Value.Bool(false, Origin.at(span));
    return new Serving(
        "gunicorn",
        false,
        true,
        state.flag(),
        no,
        no,
        Servers.leak(run, state, no, Truth.FALSE),
        Truth.TRUE,
        span,
        null,
        null,
        Servers.propagation(run, state),
        run.path());
  }

  private @Nullable Serving connexion(Span span) {
    List<Text> words = options.operands();
    boolean serves =
        !words.isEmpty()
            && words.getFirst() instanceof Text.Known word
            && word.value().equals("run");
    if (!serves) {
      return null;
    }
    Value app = FlaskLibrary.application(run, "connexion", span);
    CommandOptions.Option given = options.last("--debug", "-d");
    String server = options.text("--server", "-s");
    boolean own = server == null || server.equals("flask");
    boolean debugs = given != null && own && FlaskLibrary.hasOldConnexion(run);
    Span place = given == null ? span : given.word().span();
    serve(
        app,
        debugs ? new Value.Bool(true, Origin.at(place)) : new Value.None(Origin.at(span)),
        span);
    return null;
  }

  private @Nullable Serving werkzeug(Span span) {
    // NOTE: only so that it is known that the release decides.
    Releases.WERKZEUG.atLeast(run, span, 2, 1);
    Versions versions = Versions.of(run.input().packages());
    boolean named =
        versions.flaskNamed() || run.input().packages().requirements().containsKey("werkzeug");
    if (named && versions.werkzeug().atLeast(2, 1)) {
      throw run.raise("SystemExit", "werkzeug.serving is no command since Werkzeug 2.1", span);
    }
    Value app = Value.Unknown.of("the command names no application", span);
    if (!options.operands().isEmpty()
        && options.operands().getFirst() instanceof Text.Known application) {
      entryPoint = application.value();
      app = imported(application.value(), span);
    }
    AppState state = AppState.of(run, app, span);
    Value debugger = Servers.debugger(state, given("-d", "--debug", span));
    return new Serving(
        "werkzeug.serving",
        true,
        state.flask(),
        state.flag(),
        debugger,
        given("-r", "--reload", span),
        Servers.leak(run, state, debugger, Truth.FALSE),
        Truth.TRUE,
        span,
        Servers.pinOff(run, state, span),
        Shown.of(run, state, null),
        Servers.propagation(run, state),
        run.path());
  }

  private Value given(String letter, String name, Span span) {
    CommandOptions.Option option = options.last(letter, name);
    return new Value.Bool(option != null, Origin.at(option == null ? span : option.word().span()));
  }

  /** {@return what {@code import_string} gives: a colon stands for a dot} */
  private Value imported(String name, Span span) {
    String dotted = name.replace(':', '.');
    int dot = dotted.lastIndexOf('.');
    Value module = run.importModule(dot < 0 ? dotted : dotted.substring(0, dot), span);
    if (module == null) {
      return Value.Unknown.of("the module of " + name + " is not in the repository", span);
    }
    return dot < 0 ? module : run.attribute(module, dotted.substring(dot + 1), span);
  }

  /** Serves as {@code app.run(debug=...)} does. */
  private void serve(Value app, Value debug, Span span) {
    run.call(
        run.attribute(app, "run", span),
        new Arguments(List.of(), Map.of("debug", debug), null),
        span);
  }
}
