package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.library.Version;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.Truth;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code get_debug_flag()} by version (facts, section 0; executed with 0.12.5 to 3.1.3): what the
 * environment says about debug mode.
 */
public final class DebugFlag {
  private DebugFlag() {}

  /** {@return True, False or unknown, as Flask of this version reads the environment} */
  public static Value of(Interpreter run, Version flask, Span span) {
    Value set = run.environment().consult("FLASK_DEBUG", span);
    // NOTE: where only one side of a condition sets it, the other side reads it as it reads "".
    Value value = set == null ? null : Value.orElse(set, new Value.Str("", set.origin()), span);
    boolean empty = value instanceof Value.Str text && text.value().isEmpty();
    if (value != null && !empty) {
      return run.each(value, v -> fromText(v, flask, span), span);
    }
    if (flask.atLeast(1, 0) && !flask.atLeast(2, 3)) {
      Value mode = run.environment().consult("FLASK_ENV", span);
      if (mode != null) {
        return run.each(mode, v -> fromMode(v, span), span);
      }
    }
    String note = empty ? "FLASK_DEBUG is empty" : "FLASK_DEBUG is not set";
    List<Origin> origins = value == null ? List.of() : List.of(value.origin());
    return new Value.Bool(false, Origin.variable(span, "FLASK_DEBUG", note, origins));
  }

  private static Value fromText(Value value, Version flask, Span span) {
    Origin origin = Origin.from(span, "", List.of(value.origin()));
    if (value instanceof Value.Str text) {
      return new Value.Bool(!text.value().isEmpty() && on(text.value(), flask), origin);
    }
    return value instanceof Value.Unknown unknown
        ? new Value.Unknown(
            unknown.reason(), unknown.span(), unknown.variable(), Truth.DEPENDS, origin)
        : Value.Unknown.of("FLASK_DEBUG is not known", span, origin);
  }

  /** {@return whether a text that is not empty turns debug mode on} */
  public static boolean on(String text, Version flask) {
    String seen = flask.atLeast(1, 0) ? text.toLowerCase(Locale.ROOT) : text;
    return !seen.equals("0") && !seen.equals("false") && !seen.equals("no");
  }

  private static Value fromMode(Value mode, Span span) {
    Origin origin = Origin.from(span, "", List.of(mode.origin()));
    if (mode instanceof Value.Str text) {
      return new Value.Bool(text.value().equals("development"), origin);
    }
    return mode instanceof Value.Unknown unknown
        ? new Value.Unknown(
            unknown.reason(), unknown.span(), unknown.variable(), Truth.DEPENDS, origin)
        : Value.Unknown.of("FLASK_ENV is not known", span, origin);
  }

  /** {@return the value of FLASK_ENV as {@code get_env()} gives it, for Flask 1.0 to 2.2} */
  static @Nullable Value mode(Interpreter run, Version flask, Span span) {
    if (!flask.atLeast(1, 0) || flask.atLeast(2, 3)) {
      return null;
    }
    Value mode = run.environment().consult("FLASK_ENV", span);
    return mode == null || (mode instanceof Value.Str text && text.value().isEmpty())
        ? new Value.Str("production", Origin.at(span))
        : mode;
  }
}
