package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.python.Effect;
import io.github.flaskdebugguard.repository.Span;

/** A dotenv file of the repository was read into the environment. */
public record EnvFileLoaded(Span file) implements Effect.Payload {}
