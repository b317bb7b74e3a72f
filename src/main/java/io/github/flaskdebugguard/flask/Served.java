package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.python.Effect;
import io.github.flaskdebugguard.python.Value;
import org.jspecify.annotations.Nullable;

/**
 * The start-up code begins to serve.
 *
 * @param server how, for people: {@code app.run}, {@code run_simple}, {@code waitress}
 * @param development whether it is Werkzeug's development server
 * @param app the application as it was then
 * @param debugger whether the server wraps it in Werkzeug's debugger
 * @param evalex whether that debugger executes code
 * @param reloader whether files are watched
 * @param host the address it binds to, null where nothing tells
 * @param leaksExceptions whether the server shows exceptions that leave the app to the client
 */
public record Served(
    String server,
    boolean development,
    AppState app,
    Value debugger,
    Value evalex,
    Value reloader,
    @Nullable Value host,
    Value leaksExceptions)
    implements Effect.Payload {}
