package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.flask.AppState;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Truth;
import io.github.flaskdebugguard.repository.Span;
import org.jspecify.annotations.Nullable;

/**
 * The setting because of which clients see exceptions.
 *
 * @param message what it does, in words
 */
record Shown(Span place, String message) {
  /**
   * {@return the setting of the application that answers with tracebacks, else the one of the
   * server that shows what leaves the application, else null}
   */
  static @Nullable Shown of(Interpreter run, AppState app, @Nullable Span server) {
    if (run.truth(app.tracebacks()) == Truth.TRUE) {
      return new Shown(
          app.tracebacks().origin().span(),
          "the application answers exceptions with their traceback");
    }
    return server == null
        ? null
        : new Shown(
            server,
            "the server shows the client exceptions that leave the application, and this one lets"
                + " them out");
  }
}
