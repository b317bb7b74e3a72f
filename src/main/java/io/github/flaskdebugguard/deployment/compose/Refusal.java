package io.github.flaskdebugguard.deployment.compose;

import io.github.flaskdebugguard.repository.Span;

/**
 * Something for which docker compose v2 refuses to start anything; what can be read is read all the
 * same.
 */
public record Refusal(Span span, String message) {}
