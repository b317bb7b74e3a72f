package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.flask.AppState;
import io.github.flaskdebugguard.flask.CommandOptions;
import io.github.flaskdebugguard.flask.FlaskLibrary;
import io.github.flaskdebugguard.flask.Launch;
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
 * -d} is passed to Flask.
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

  private final Interpreter run;
  private final Launch.LibraryCommand command;
  private final CommandOptions options;
  private @Nullable String entryPoint;

  LibraryCommandRun(Interpreter run, Launch.LibraryCommand command) {
    this.run = run;
    this.command = command;
    this.options = CommandOptions.of(command.arguments(), FLAGS, false);
  }

  @Nullable String entryPoint() {
    return entryPoint;
  }

  /** {@return how it serves, or null when the command does not, or the library's run tells it} */
  @Nullable Serving run(Span span) {
    return command.name().equals("connexion") ? connexion(span) : functions(span);
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

  /** Serves as {@code app.run(debug=...)} does. */
  private void serve(Value app, Value debug, Span span) {
    run.call(
        run.attribute(app, "run", span),
        new Arguments(List.of(), Map.of("debug", debug), null),
        span);
  }
}
