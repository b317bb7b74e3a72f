package io.github.flaskdebugguard.cli;

/** The user asks for something that cannot be; the message says what, on one line. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
