package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.repository.Span;
import java.util.Locale;

/**
 * A text that says no is taken as true because it is not empty: {@code bool("False")}.
 *
 * @param message what happens
 */
public record TextTruth(String message) implements Effect.Payload {

  /** Records that a value is taken as truth, when it is such a text. */
  public static void note(Interpreter run, Value value, Span span) {
    if (value instanceof Value.Str text && saysNo(text.value())) {
      String shown = Formatting.shown(text);
      run.effect(new TextTruth("the text " + shown + " is not empty, so it counts as true"), span);
    }
  }

  private static boolean saysNo(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "0", "false", "no", "off", "n", "f", "none", "null" -> true;
      default -> false;
    };
  }
}
