package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.python.Effect;
import io.github.flaskdebugguard.python.Value;

/** A function was registered to answer errors. */
public record ErrorHandler(Value function) implements Effect.Payload {}
