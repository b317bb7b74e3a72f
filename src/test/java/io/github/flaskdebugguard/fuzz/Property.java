package io.github.flaskdebugguard.fuzz;

import org.jspecify.annotations.Nullable;

/** Assertions that cost nothing while they hold. */
public final class Property {
  private Property() {}

  /** Fails when a property does not hold; the message is formatted only then. */
  public static void holds(boolean condition, String message, @Nullable Object... arguments) {
    if (!condition) {
      throw new AssertionError(message.formatted(arguments));
    }
  }

  /** Fails when two values differ. */
  public static void same(@Nullable Object actual, @Nullable Object expected, String what) {
    if (actual == null ? expected != null : !actual.equals(expected)) {
      throw new AssertionError("%s: <%s> instead of <%s>".formatted(what, actual, expected));
    }
  }
}
