package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.flask.AppState;
import io.github.flaskdebugguard.flask.CommandOptions;
import io.github.flaskdebugguard.flask.Dotenv;
import io.github.flaskdebugguard.flask.QuartModel;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.Paths;
import io.github.flaskdebugguard.python.Truth;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code quart run} command (executed: 0.18.3): QUART_DEBUG and the options decide, what the
 * code sets is overwritten; hypercorn serves, without Werkzeug's debugger.
 */
final class QuartCommandRun {
  private static final Set<String> FLAGS =
      Set.of("--debug", "--no-debug", "--reload", "--no-reload", "--version", "--help");

  private final Interpreter run;
  private final Switches switches;
  private final CommandOptions group;
  private final CommandOptions own;
  private final boolean serves;
  private @Nullable String entryPoint;

  QuartCommandRun(Interpreter run, List<Text> arguments) {
    this.run = run;
    this.switches = new Switches(run);
    this.group = CommandOptions.of(arguments, FLAGS, true);
    List<Text> words = group.operands();
    this.serves =
        !words.isEmpty()
            && words.getFirst() instanceof Text.Known name
            && name.value().equals("run");
    this.own =
        CommandOptions.of(words.isEmpty() ? words : words.subList(1, words.size()), FLAGS, false);
  }

  @Nullable String entryPoint() {
    return entryPoint;
  }

  /** {@return how it serves, or null when the command does not} */
  @Nullable Serving run(Span span) {
    if (!serves) {
      return null;
    }
    if (!QuartModel.skipsFiles(run, span)) {
      Dotenv.loadDefaults(run, ".quartenv", span);
    }
    if (group.value("-e", "--env-file") instanceof Text.Known file) {
      Dotenv.load(run, Paths.absolute(file.value(), run.input().folder()), false, span);
    }
    if (group.value("-E", "--env") instanceof Text.Known mode) {
      run.environment()
          .set("QUART_ENV", new Value.Str(mode.value(), Origin.at(mode.span())), mode.span());
    }
    for (Value given :
        new @Nullable Value[] {
          switches.option(group, "--debug", "--no-debug", "QUART_DEBUG", span),
          switches.option(own, "--debug", "--no-debug", "QUART_RUN_DEBUG", span)
        }) {
      if (given != null) {
        switches.set("QUART_DEBUG", given, span);
      }
    }
    Value reloader = switches.option(own, "--reload", "--no-reload", "QUART_RUN_RELOAD", span);
    String reference = group.text("--app", "-A");
    if (reference == null
        && run.environment().consult("QUART_APP", span) instanceof Value.Str text
        && !text.value().isEmpty()) {
      reference = text.value();
    }
    entryPoint = reference == null ? "app.py" : reference;
    Value app = new AppFinder(run).find(entryPoint, span);
    Value flag = QuartModel.flag(run, span);
    AppState state = AppState.of(run, app, span);
    Value no = new Value.Bool(false, Origin.at(span));
    AppState served = state.withFlag(flag);
    return new Serving(
        "quart run",
        false,
        true,
        flag,
        no,
        reloader == null ? flag : reloader,
        Servers.or(run.truth(flag), Servers.leak(run, served, no, Truth.FALSE)),
        Truth.TRUE,
        span,
        null,
        null,
        null,
        run.path());
  }
}
