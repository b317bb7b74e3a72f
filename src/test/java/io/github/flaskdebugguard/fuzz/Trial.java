package io.github.flaskdebugguard.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One input given to one target, with bounds on the time that it may take. */
public final class Trial {
  /** Far above what an input takes under instrumentation; what hangs takes minutes. */
  private static final long CHEAP_NANOS = 5_000_000_000L;

  private static final long DEAR_NANOS = 30_000_000_000L;

  /** An input is repeated up to this length: what nests or is quadratic shows only then. */
  private static final int INFLATED = 24_000;

  /** One input of so many is repeated, another one scanned, which takes a hundred times longer. */
  private static final int SHARE = 256;

  /** The stack of the threads that judge, {@code rule.Workers}. */
  private static final long STACK_BYTES = 64L << 20;

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
    int share = Math.floorMod((input.hashCode() * 0x9E3779B9) >>> 8, SHARE);
    if (share == 0) {
      within(CHEAP_NANOS, () -> target.check(inflated(input)));
    } else if (share == 1) {
      within(DEAR_NANOS, () -> target.checkDeeply(input));
    }
  }

  private static String inflated(String input) {
    return input.isEmpty() ? input : input.repeat(Math.max(1, INFLATED / input.length()));
  }

  /** What a target does. */
  @FunctionalInterface
  public interface Task {
    /** Does it. */
    void run() throws Exception;
  }

  /**
   * Runs a task in a thread with the stack of those that judge, with the bound for a whole scan.
   */
  public static void inScan(Task task) throws Exception {
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                within(DEAR_NANOS, task);
              } catch (Throwable e) {
                failure.set(e);
              }
            },
            "judge",
            STACK_BYTES);
    thread.start();
    thread.join();
    switch (failure.get()) {
      case null -> {}
      case Exception e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new AssertionError(e);
    }
  }

  /** Fails when a task takes more of this thread's time than it may. */
  static void within(long nanos, Task task) throws Exception {
    long start = THREADS.getCurrentThreadCpuTime();
    task.run();
    long taken = THREADS.getCurrentThreadCpuTime() - start;
    Property.holds(taken <= nanos, "took %d ms", taken / 1_000_000);
  }
}
