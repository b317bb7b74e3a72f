package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.python.Condition;
import io.github.flaskdebugguard.python.Truth;
import io.github.flaskdebugguard.python.Value;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a process comes to serve.
 *
 * @param development whether Werkzeug's development server serves
 * @param flask whether a Flask application is served, null when that is not known
 * @param debugger whether Werkzeug's debugger wraps the application
 * @param leak whether exceptions reach the client
 * @param starts whether this way leads to a server that answers
 * @param place where it begins to serve
 * @param pinOff where the debugger's PIN is switched off, or null
 * @param shows the setting because of which the client sees exceptions, or null
 * @param propagates the value that lets exceptions leave the application, null when none does
 * @param conditions the undecided conditions under which it is taken
 */
record Serving(
    String server,
    boolean development,
    @Nullable Boolean flask,
    Value flag,
    Value debugger,
    Value reloader,
    Truth leak,
    Truth starts,
    Span place,
    @Nullable Span pinOff,
    @Nullable Shown shows,
    @Nullable Value propagates,
    List<Condition> conditions) {
  Serving {
    conditions = List.copyOf(conditions);
  }
}
