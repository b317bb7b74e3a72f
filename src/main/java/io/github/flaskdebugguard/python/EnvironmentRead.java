package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.repository.Span;

/**
 * The code asked for an environment variable.
 *
 * @param required whether it cannot do without
 * @param found whether the deployment sets it
 */
public record EnvironmentRead(String variable, Span span, boolean required, boolean found) {}
