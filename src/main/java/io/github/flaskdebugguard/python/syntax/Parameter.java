package io.github.flaskdebugguard.python.syntax;

import org.jspecify.annotations.Nullable;

/**
 * A parameter. {@code kind} tells how it is passed; the bare {@code *} and {@code /} leave no
 * parameter of their own. A Python 2 tuple parameter has the name {@code .0}, {@code .1} by
 * position.
 */
public record Parameter(
    Kind kind,
    String name,
    @Nullable Expression annotation,
    @Nullable Expression defaultValue,
    int start,
    int end)
    implements Node {
  /** How it is passed. */
  public enum Kind {
    POSITIONAL_ONLY,
    POSITIONAL,
    KEYWORD_ONLY,
    STAR,
    DOUBLE_STAR
  }
}
