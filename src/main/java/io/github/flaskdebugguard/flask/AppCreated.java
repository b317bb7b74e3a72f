package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.python.Effect;
import io.github.flaskdebugguard.python.Instance;

/** A Flask application was made. */
public record AppCreated(Instance app) implements Effect.Payload {}
