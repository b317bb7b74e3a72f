package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.repository.Span;

/** A Python exception on its way up. */
public final class Raised extends RuntimeException {
  private final transient Value exception;
  private final transient Span span;

  Raised(Value exception, Span span) {
    super("Python exception", null, false, false);
    this.exception = exception;
    this.span = span;
  }

  /** {@return the exception object} */
  public Value exception() {
    return exception;
  }

  /** {@return where it was raised} */
  public Span span() {
    return span;
  }
}
