package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.python.Call;
import io.github.flaskdebugguard.python.Instance;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.PathEnd;
import io.github.flaskdebugguard.python.Reading;
import io.github.flaskdebugguard.python.TextTruth;
import io.github.flaskdebugguard.python.Truth;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.Span;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code Flask.run()} (facts, section 0 form 1 and A2; executed with 0.12.5 to 3.1.3): dotenv
 * files, then the environment, then the argument decide the flag; the flag decides debugger and
 * reloader.
 */
final class AppRun {
  private AppRun() {}

  static Value run(Call call, Versions versions) {
    Interpreter run = call.interpreter();
    Value self = call.get("self");
    Span span = call.span();
    boolean dotenv = versions.flask().atLeast(1, 0);
    if (dotenv && fromCommand(run, span)) {
      run.effect(new Ignored("flask run ignores app.run()"), span);
      return call.none();
    }
    if (self instanceof Instance app) {
      if (dotenv) {
        environment(run, app, call.get("load_dotenv"), versions, span);
      }
      argument(run, app, call.get("debug"), span);
    }
    serve(call, self, call.keywords());
    throw new PathEnd();
  }

  /** {@return whether the flask command says that it is what runs the code} */
  private static boolean fromCommand(Interpreter run, Span span) {
    return run.environment().consult("FLASK_RUN_FROM_CLI", AppRun::isTrue, span)
            instanceof Value.Str text
        && text.value().equals("true");
  }

  private static boolean isTrue(@Nullable Text value) {
    return value instanceof Text.Known known && known.value().equals("true");
  }

  private static void environment(
      Interpreter run, Instance app, Value loadDotenv, Versions versions, Span span) {
    boolean skipped = DebugFlag.isOn(run, "FLASK_SKIP_DOTENV", versions.flask(), span);
    if (run.truth(loadDotenv) == Truth.FALSE || skipped) {
      return;
    }
    Dotenv.loadFlask(run, versions.flask(), true, null, span);
    boolean dead = versions.flask().atLeast(2, 3);
    Value mode = dead ? null : run.environment().consult("FLASK_ENV", span);
    Value flag = run.environment().consult("FLASK_DEBUG", Reading.PRESENCE, span);
    if (mode != null && !dead) {
      Value env = DebugFlag.mode(run, versions.flask(), span);
      if (env != null) {
        run.setAttribute(app, "env", env, span);
      }
    }
    if (mode != null || flag != null) {
      run.setAttribute(app, "debug", DebugFlag.of(run, versions.flask(), span), span);
    }
  }

  /** Sets the flag from an argument that is not {@code None}. */
  static void argument(Interpreter run, Instance app, Value debug, Span span) {
    Value before = run.attributeOrNull(app, "debug", span);
    Value flag =
        run.each(
            debug,
            v -> {
              if (v instanceof Value.None) {
                return before == null ? v : before;
              }
              Truth truth = run.truth(v);
              TextTruth.note(run, v, v.origin().span());
              Origin origin = Origin.from(span, "", v.origin());
              return truth == Truth.DEPENDS && v instanceof Value.Unknown unknown
                  ? unknown.from(origin)
                  : new Value.Bool(truth == Truth.TRUE, origin);
            },
            span);
    if (!(debug instanceof Value.None)) {
      run.setAttribute(app, "debug", flag, span);
    }
  }

  /** Records that Werkzeug's development server serves an application. */
  static void serve(Call call, Value app, Map<String, Value> options) {
    Interpreter run = call.interpreter();
    Span span = call.span();
    AppState state = AppState.of(run, app, span);
    Value yes = new Value.Bool(true, Origin.at(span));
    run.effect(
        new Served(
            "app.run",
            true,
            state,
            options.getOrDefault("use_debugger", state.flag()),
            options.getOrDefault("use_evalex", yes),
            options.getOrDefault("use_reloader", state.flag()),
            call.given("host") ? call.get("host") : null,
            new Value.Bool(false, Origin.at(span))),
        span);
  }
}
