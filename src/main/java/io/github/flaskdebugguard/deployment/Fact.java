package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.repository.Span;

/**
 * One step of a trail.
 *
 * @param message what the place does, for example {@code FLASK_DEBUG="0" sets the environment of
 *     web}
 * @param decides false for a fact that another one overruled
 */
public record Fact(Span span, String message, boolean decides) {}
