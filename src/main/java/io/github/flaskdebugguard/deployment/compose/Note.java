package io.github.flaskdebugguard.deployment.compose;

import io.github.flaskdebugguard.repository.Span;

/**
 * Something a reader of the trail should know: which variable was filled in from where, or what is
 * merged.
 */
public record Note(Span span, String message) {}
