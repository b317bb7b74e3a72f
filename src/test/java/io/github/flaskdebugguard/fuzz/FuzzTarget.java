package io.github.flaskdebugguard.fuzz;

/**
 * A part of the tool that reads text of strangers, and what has to hold for whatever it reads. A
 * broken property is an {@link AssertionError}; any other exception is a bug of the part itself.
 */
@FunctionalInterface
public interface FuzzTarget {
  /** Checks what is cheap; called thousands of times a second. */
  void check(String input) throws Exception;

  /** Checks what takes a whole scan; called for stored inputs and for a share of the others. */
  default void checkDeeply(String input) throws Exception {}
}
