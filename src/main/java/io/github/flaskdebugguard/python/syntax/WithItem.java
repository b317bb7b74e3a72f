package io.github.flaskdebugguard.python.syntax;

import org.jspecify.annotations.Nullable;

/** {@code context as target}. */
public record WithItem(Expression context, @Nullable Expression target, int start, int end)
    implements Node {}
