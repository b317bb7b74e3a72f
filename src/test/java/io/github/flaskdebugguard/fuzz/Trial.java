package io.github.flaskdebugguard.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** One input given to one target, with bounds on the time that it may take. */
final class Trial {
  /** Far above what an input takes under instrumentation; what hangs takes minutes. */
  private static final long CHEAP_NANOS = 5_000_000_000L;

  private static final long DEAR_NANOS = 30_000_000_000L;

  /** An input is repeated up to this length: what nests or is quadratic shows only then. */
  private static final int INFLATED = 24_000;

  private static final int SHARE = 16;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Trial() {}

  /** Checks all that there is to check. */
  static void whole(FuzzTarget target, String input) throws Exception {
    within(CHEAP_NANOS, () -> target.check(input));
    within(CHEAP_NANOS, () -> target.check(inflated(input)));
    within(DEAR_NANOS, () -> target.checkDeeply(input));
  }

  /**
   * Checks what is cheap, and of a share of the inputs, which depends on nothing but the input, the
   * rest.
   */
  static void quick(FuzzTarget target, String input) throws Exception {
    within(CHEAP_NANOS, () -> target.check(input));
    int share = Math.floorMod(input.hashCode() * 0x9E3779B9, SHARE * SHARE);
    if (share == 0) {
      within(CHEAP_NANOS, () -> target.check(inflated(input)));
    }
    if (share % SHARE == 0) {
      within(DEAR_NANOS, () -> target.checkDeeply(input));
    }
  }

  private static String inflated(String input) {
    return input.isEmpty() ? input : input.repeat(Math.max(1, INFLATED / input.length()));
  }

  /** What a target does. */
  @FunctionalInterface
  interface Task {
    void run() throws Exception;
  }

  /** Fails when a task takes more of this thread's time than it may. */
  static void within(long nanos, Task task) throws Exception {
    long start = THREADS.getCurrentThreadCpuTime();
    task.run();
    long taken = THREADS.getCurrentThreadCpuTime() - start;
    Property.holds(taken <= nanos, "took %d ms", taken / 1_000_000);
  }
}
