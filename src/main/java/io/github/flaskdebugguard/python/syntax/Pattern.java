package io.github.flaskdebugguard.python.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pattern of a {@code case}. */
public sealed interface Pattern extends Node {

  /** A literal, {@code None}, {@code True}, {@code False} or a dotted name: compared. */
  record Value(Expression value, int start, int end) implements Pattern {}

  /** {@code name}, {@code _} (name null) or {@code pattern as name}. */
  record Capture(@Nullable Pattern pattern, @Nullable String name, int start, int end)
      implements Pattern {}

  /** {@code a | b}. */
  record Alternatives(List<Pattern> patterns, int start, int end) implements Pattern {}

  /** {@code [a, *rest]} and {@code (a, b)}. */
  record Sequence(List<Pattern> patterns, int start, int end) implements Pattern {}

  /** {@code *name} in a sequence; {@code *_} has no name. */
  record Star(@Nullable String name, int start, int end) implements Pattern {}

  /** {@code {key: pattern, **rest}}. */
  record Mapping(
      List<Expression> keys, List<Pattern> patterns, @Nullable String rest, int start, int end)
      implements Pattern {}

  /** {@code Class(a, name=b)}: positional patterns first, then those with {@code names}. */
  record ClassPattern(
      Expression type,
      List<Pattern> positional,
      List<String> names,
      List<Pattern> named,
      int start,
      int end)
      implements Pattern {}
}
