package io.github.flaskdebugguard.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What {@code dev/fuzz} gives to Jazzer, which looks for these two methods. */
public final class Fuzzing {
  private static @Nullable FuzzTarget target;

  private Fuzzing() {}

  /**
   * Chooses the target; called once.
   *
   * @param arguments the target's name
   */
  public static void fuzzerInitialize(String[] arguments) {
    target = FuzzTargets.named(arguments[0]);
  }

  /** Tries one input. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    Trial.quick(Objects.requireNonNull(target), new String(input, StandardCharsets.UTF_8));
  }
}
