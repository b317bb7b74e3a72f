package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.python.Effect;
import io.github.flaskdebugguard.python.Value;

/**
 * A function was registered to answer requests or errors.
 *
 * @param catchesAll whether it takes every exception, so that none leaves the application
 */
public record ErrorHandler(Value function, boolean catchesAll) implements Effect.Payload {}
