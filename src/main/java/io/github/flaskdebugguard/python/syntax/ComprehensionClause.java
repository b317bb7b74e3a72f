package io.github.flaskdebugguard.python.syntax;

import java.util.List;

/** {@code for target in iterable if condition}. */
public record ComprehensionClause(
    boolean async,
    Expression target,
    Expression iterable,
    List<Expression> conditions,
    int start,
    int end)
    implements Node {}
