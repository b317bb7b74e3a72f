package io.github.flaskdebugguard.python.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code case pattern if guard}. */
public record MatchCase(
    Pattern pattern, @Nullable Expression guard, List<Statement> body, int start, int end)
    implements Node {}
