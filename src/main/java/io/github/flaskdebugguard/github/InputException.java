package io.github.flaskdebugguard.github;

/** An input of the action or the surroundings of the step are wrong; the message names which. */
public final class InputException extends Exception {
  private static final long serialVersionUID = 1L;

  InputException(String message) {
    super(message);
  }
}
