package io.github.flaskdebugguard.python.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code except type as name}; Python 2's {@code except type, name} and 3.14's {@code except a, b}
 * alike.
 */
public record ExceptHandler(
    @Nullable Expression type, @Nullable String name, List<Statement> body, int start, int end)
    implements Node {}
