package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.repository.Span;

/**
 * A condition that could not be decided.
 *
 * @param text its source text
 * @param holds whether this is the side on which it is true
 * @param cause why it could not be decided
 */
public record Condition(String text, Span span, boolean holds, Value.Unknown cause) {
  /** {@return the other side} */
  public Condition negated() {
    return new Condition(text, span, !holds, cause);
  }

  /** {@return the condition in words} */
  public String words() {
    return holds ? text : "not (" + text + ")";
  }
}
