package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.document.Text;
import org.jspecify.annotations.Nullable;

/**
 * How a library reads a variable: it does the same with all values that it does not tell apart.
 * Where two readings are equal, they are the same one.
 */
@FunctionalInterface
public interface Reading {
  /** What is made of the value counts, so that each value is another, wherever it is written. */
  Reading WHOLE = value -> value == null ? "" : value.unplaced();

  /** Whether the variable is there is all that counts. */
  Reading PRESENCE = value -> value != null;

  /**
   * {@return what stands for all values that are not told apart from this one}
   *
   * @param value null when the variable is absent
   */
  Object seen(@Nullable Text value);
}
