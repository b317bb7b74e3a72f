package io.github.flaskdebugguard.python.syntax;

import org.jspecify.annotations.Nullable;

/**
 * A call's argument or a class's base: {@code value}, {@code *value}, {@code name=value} or {@code
 * **value}.
 */
public record Argument(Kind kind, @Nullable String name, Expression value, int start, int end)
    implements Node {
  /** How it is passed. */
  public enum Kind {
    POSITIONAL,
    KEYWORD,
    STAR,
    DOUBLE_STAR
  }
}
