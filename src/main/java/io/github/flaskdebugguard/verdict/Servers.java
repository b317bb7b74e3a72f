package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.flask.AppState;
import io.github.flaskdebugguard.python.Condition;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.Truth;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What clients get of an application under a server (facts, table of section 0). */
final class Servers {
  private Servers() {}

  /** {@return whether the debugger wraps the app, by the server or by the code} */
  static Value debugger(AppState app, Value byServer) {
    AppState.Wrapped wrapped = app.debugger();
    if (wrapped == null) {
      return byServer;
    }
    Value on = new Value.Bool(true, Origin.from(wrapped.span(), "", List.of()));
    Condition condition = wrapped.condition();
    return condition == null
        ? on
        : Value.choice(
            List.of(
                new Value.Choice.Alternative(condition, on),
                new Value.Choice.Alternative(condition.negated(), byServer)),
            wrapped.span());
  }

  /** {@return whether exceptions leave the application} */
  static Truth propagates(Interpreter run, AppState app) {
    if (HandlerLeaks.catchAll(run)) {
      return Truth.FALSE;
    }
    if (!(app.propagate() instanceof Value.None)) {
      return run.truth(app.propagate());
    }
    Truth flag = run.truth(app.flag());
    Truth testing = run.truth(app.testing());
    if (flag == Truth.TRUE || testing == Truth.TRUE) {
      return Truth.TRUE;
    }
    return flag == Truth.DEPENDS || testing == Truth.DEPENDS ? Truth.DEPENDS : Truth.FALSE;
  }

  /** {@return the value because of which exceptions leave the application, or null} */
  static @Nullable Value propagation(Interpreter run, AppState app) {
    if (propagates(run, app) != Truth.TRUE) {
      return null;
    }
    if (!(app.propagate() instanceof Value.None)) {
      return app.propagate();
    }
    return run.truth(app.flag()) == Truth.TRUE ? app.flag() : app.testing();
  }

  /** {@return whether tracebacks reach the client} */
  static Truth leak(Interpreter run, AppState app, Value debugger, Truth serverShows) {
    if (HandlerLeaks.find(run.effects()) != null) {
      return Truth.TRUE;
    }
    Truth answered = run.truth(app.tracebacks());
    if (answered == Truth.TRUE) {
      return answered;
    }
    Truth flag = run.truth(app.flag());
    if (app.quart() && flag != Truth.FALSE) {
      return flag;
    }
    Truth shown = or(or(run.truth(debugger), serverShows), Truth.of(app.errorPage()));
    return or(answered, and(shown, propagates(run, app)));
  }

  static Truth or(Truth a, Truth b) {
    if (a == Truth.TRUE || b == Truth.TRUE) {
      return Truth.TRUE;
    }
    return a == Truth.DEPENDS || b == Truth.DEPENDS ? Truth.DEPENDS : Truth.FALSE;
  }

  private static Truth and(Truth a, Truth b) {
    return or(a.not(), b.not()).not();
  }

  /**
   * {@return where the PIN of the debugger is off or known, or null} {@code
   * WERKZEUG_DEBUG_PIN=off}, or a number in the repository, which anyone can read (facts B).
   */
  static @Nullable Span pinOff(Interpreter run, AppState app, Span span) {
    AppState.Wrapped wrapped = app.debugger();
    if (wrapped != null && run.truth(wrapped.pinSecurity()) == Truth.FALSE) {
      return wrapped.pinSecurity().origin().span();
    }
    // NOTE: whatever it is, nothing but what is told of the PIN comes of it.
    if (run.environment().consult("WERKZEUG_DEBUG_PIN", value -> "", span) instanceof Value.Str pin
        && (pin.value().equals("off") || isNumber(pin.value()))) {
      Origin origin = pin.origin();
      return origin.from().isEmpty() ? origin.span() : origin.from().getFirst().span();
    }
    return null;
  }

  private static boolean isNumber(String pin) {
    String digits = pin.replace("-", "");
    return !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
