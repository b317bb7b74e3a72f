package io.github.flaskdebugguard.probe;

import io.github.flaskdebugguard.verdict.State;

/**
 * What a running deployment does, as far as its answers tell.
 *
 * @param debugger Werkzeug's debugger wraps the app
 * @param console what becomes of a request for its console
 * @param evalex the debugger runs code for whom it trusts
 * @param pin a PIN protects that
 * @param traceback clients get tracebacks, request variables, configuration or the like
 * @param flag Flask's debug flag is on
 * @param propagates exceptions leave the app
 * @param developmentServer Werkzeug's own server answers
 * @param toolbar a debug toolbar or a query console answers
 */
record Live(
    State debugger,
    Console console,
    State evalex,
    State pin,
    State traceback,
    State flag,
    State propagates,
    State developmentServer,
    State toolbar) {
  static final Live UNKNOWN =
      new Live(
          State.UNKNOWN,
          Console.UNKNOWN,
          State.UNKNOWN,
          State.UNKNOWN,
          State.UNKNOWN,
          State.UNKNOWN,
          State.UNKNOWN,
          State.UNKNOWN,
          State.UNKNOWN);

  /** The debugger's console. */
  public enum Console {
    OPEN,
    /** By the name of the host. */
    REFUSED,
    ABSENT,
    UNKNOWN
  }
}
