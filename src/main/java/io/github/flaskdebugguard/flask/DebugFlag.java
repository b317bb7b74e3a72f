package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.library.Version;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.Reading;
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
    Value set = run.environment().consult("FLASK_DEBUG", new Flag(flask), span);
    // NOTE: where only one side of a condition sets it, the other side reads it as it reads "".
    Value value = set == null ? null : Value.orElse(set, new Value.Str("", set.origin()), span);
    boolean empty = value instanceof Value.Str text && text.value().isEmpty();
    if (value != null && !empty) {
      return run.each(value, v -> fromText(v, flask, span), span);
    }
    if (hasMode(flask)) {
      Value mode = run.environment().consult("FLASK_ENV", span);
      if (mode != null) {
        return run.each(mode, v -> fromMode(v, span), span);
      }
    }
    String note = empty ? "FLASK_DEBUG is empty" : "FLASK_DEBUG is not set";
    List<Origin> origins = value == null ? List.of() : List.of(value.origin());
    return new Value.Bool(false, Origin.variable(span, "FLASK_DEBUG", note, origins));
  }

  /**
   * How Flask reads {@code FLASK_DEBUG}: an empty text is none, and without one a release that
   * knows {@code FLASK_ENV} asks for that.
   */
  record Flag(Version flask) implements Reading {
    @Override
    public Object seen(@Nullable Text value) {
      return switch (value) {
        case null -> hasMode(flask) ? "none" : false;
        case Text.Known known ->
            known.value().isEmpty() ? seen(null) : (Object) on(known.value(), flask);
        case Text.Unknown unknown -> unknown;
      };
    }
  }

  /**
   * How Flask reads a variable that is a switch, as {@code FLASK_SKIP_DOTENV}: what is not known is
   * taken for off.
   */
  record Switch(Version flask) implements Reading {
    @Override
    public Object seen(@Nullable Text value) {
      return value instanceof Text.Known known && isOn(known.value(), flask);
    }
  }

  /** {@return whether a variable that is a switch is known to be on} */
  public static boolean isOn(Interpreter run, String variable, Version flask, Span span) {
    return run.environment().consult(variable, new Switch(flask), span) instanceof Value.Str text
        && isOn(text.value(), flask);
  }

  private static boolean isOn(String text, Version flask) {
    return !text.isEmpty() && on(text, flask);
  }

  private static Value fromText(Value value, Version flask, Span span) {
    Origin origin = Origin.from(span, "", value.origin());
    if (value instanceof Value.Str text) {
      return new Value.Bool(isOn(text.value(), flask), origin);
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

  /** {@return whether FLASK_ENV means anything} */
  private static boolean hasMode(Version flask) {
    return flask.atLeast(1, 0) && !flask.atLeast(2, 3);
  }

  private static Value fromMode(Value mode, Span span) {
    Origin origin = Origin.from(span, "", mode.origin());
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
    if (!hasMode(flask)) {
      return null;
    }
    Value mode = run.environment().consult("FLASK_ENV", span);
    return mode == null || (mode instanceof Value.Str text && text.value().isEmpty())
        ? new Value.Str("production", Origin.at(span))
        : mode;
  }
}
