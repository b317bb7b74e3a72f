package io.github.flaskdebugguard.python.syntax;

/** A comment with its {@code #}; offsets as in {@link Node}. */
public record Comment(String text, int start, int end) {}
