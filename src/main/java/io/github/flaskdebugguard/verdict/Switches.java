package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.flask.CommandOptions;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.Truth;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Switches of click commands: options that are on or off, or variables that stand for them. */
final class Switches {
  private static final Set<String> YES = Set.of("1", "true", "t", "yes", "y", "on");
  private static final Set<String> NO = Set.of("0", "false", "f", "no", "n", "off");

  private final Interpreter run;

  Switches(Interpreter run) {
    this.run = run;
  }

  /** {@return a click boolean from an option or its variable, null when neither is given} */
  @Nullable Value option(
      CommandOptions options, String yes, String no, @Nullable String variable, Span span) {
    CommandOptions.Option given = options.last(yes, no);
    if (given != null) {
      return new Value.Bool(given.name().equals(yes), Origin.at(given.word().span()));
    }
    Value set = variable == null ? null : run.environment().consult(variable, Switches::seen, span);
    Value value = set == null ? null : Value.orElse(set, new Value.Str("", set.origin()), span);
    if (value == null || (value instanceof Value.Str text && text.value().isEmpty())) {
      return null;
    }
    return run.each(value, v -> converted(v, variable, span), span);
  }

  /** What click makes of a text. */
  private enum Read {
    ON,
    OFF,
    NONE,
    WRONG
  }

  private static Read read(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    if (text.isEmpty()) {
      return Read.NONE;
    }
    return YES.contains(word) ? Read.ON : NO.contains(word) ? Read.OFF : Read.WRONG;
  }

  /** {@return what click makes of a variable: an empty one is none} */
  static Object seen(@Nullable Text value) {
    return switch (value) {
      case null -> Read.NONE;
      case Text.Known known -> read(known.value());
      case Text.Unknown unknown -> unknown;
    };
  }

  private Value converted(Value value, @Nullable String variable, Span span) {
    Origin origin = Origin.from(span, "", List.of(value.origin()));
    if (!(value instanceof Value.Str text)) {
      return value.from(origin);
    }
    return switch (read(text.value())) {
      case ON -> new Value.Bool(true, origin);
      case OFF, NONE -> new Value.Bool(false, origin);
      case WRONG ->
          throw run.raise(
              "UsageError", variable + "=" + text.value() + " is not a valid boolean", span);
    };
  }

  /** Sets a variable to 1 or 0. */
  void set(String variable, Value flag, Span span) {
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
    run.environment().set(variable, text, flag.origin().span());
  }
}
