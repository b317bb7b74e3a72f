package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.python.Effect;

/**
 * Something that people rely on does nothing in this launch.
 *
 * @param message what and why
 */
public record Ignored(String message) implements Effect.Payload {}
