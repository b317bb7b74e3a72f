package io.github.flaskdebugguard.python.syntax;

import java.io.Serial;

/** Ends the parsing of one statement; never leaves this package. It carries no stack trace. */
final class SyntaxFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  SyntaxFailure(String message) {
    super(message, null, false, false);
  }

  String reason() {
    String message = getMessage();
    return message == null ? "invalid syntax" : message;
  }
}
