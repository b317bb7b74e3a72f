package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.repository.DeepThread;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on all cores and keeps one that fails or hangs from taking the others along. The
 * answer does not depend on which task ends first.
 */
final class Workers {
  private static final String OVER = "the time for the scan is over";

  private final long deadline;
  private final Set<Problem> limits = ConcurrentHashMap.newKeySet();

  /**
   * @param deadline in terms of {@link System#nanoTime()}; what has not ended by then is given up
   */
  Workers(long deadline) {
    this.deadline = deadline;
  }

  /** How a task ended: with a value, or with the reason why there is none. */
  record Outcome<T>(@Nullable T value, String failure) {}

  /** A task that goes on while something else is done. */
  final class Pending<T> {
    private final CountDownLatch left = new CountDownLatch(1);
    private volatile @Nullable Outcome<T> outcome;

    private Pending(Supplier<T> task) {
      DeepThread.start(
          "scan-aside",
          () -> {
            outcome = Workers.outcome(heard(task));
            left.countDown();
          });
    }

    /** {@return how it ended; waits for it} */
    Outcome<T> join() {
      await(left, () -> {});
      Outcome<T> known = outcome;
      return known == null ? new Outcome<>(null, OVER) : known;
    }
  }

  /** {@return a task that has begun, on a thread of its own} */
  <T> Pending<T> begin(Supplier<T> task) {
    return new Pending<>(task);
  }

  /**
   * {@return the outcome of each task, in the order of the tasks}
   *
   * @param progress is told how many have ended, by the calling thread, about ten times a second
   */
  <T> List<Outcome<T>> run(List<Supplier<T>> tasks, IntConsumer progress) {
    AtomicReferenceArray<@Nullable Outcome<T>> outcomes = new AtomicReferenceArray<>(tasks.size());
    AtomicInteger ended = new AtomicInteger();
    CountDownLatch left = new CountDownLatch(tasks.size());
    int threads = Math.min(tasks.size(), Runtime.getRuntime().availableProcessors());
    TaskRows rows = new TaskRows(tasks.size(), threads);
    for (int i = 0; i < threads; i++) {
      int row = i;
      DeepThread.start(
          "scan-" + i,
          () -> {
            for (int task = rows.take(row); task >= 0; task = rows.take(row)) {
              outcomes.set(task, outcome(heard(tasks.get(task))));
              ended.incrementAndGet();
              left.countDown();
            }
          });
    }
    await(left, () -> progress.accept(ended.get()));
    List<Outcome<T>> result = new ArrayList<>(tasks.size());
    for (int i = 0; i < tasks.size(); i++) {
      Outcome<T> outcome = outcomes.get(i);
      result.add(outcome == null ? new Outcome<>(null, OVER) : outcome);
    }
    return result;
  }

  private <T> Supplier<T> heard(Supplier<T> task) {
    return () -> LimitNotes.hear(limits::add, task);
  }

  /** {@return the limits that bit in the tasks so far, with their places} */
  Set<Problem> limits() {
    return Set.copyOf(limits);
  }

  private void await(CountDownLatch left, Runnable progress) {
    try {
      long remaining = deadline - System.nanoTime();
      while (remaining > 0
          && !left.await(Math.min(remaining, 100_000_000L), TimeUnit.NANOSECONDS)) {
        progress.run();
        remaining = deadline - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** {@return what the task gives; a bug or a stack that is too small is its own answer} */
  static <T> Outcome<T> outcome(Supplier<T> task) {
    try {
      return new Outcome<>(task.get(), "");
    } catch (StackOverflowError e) {
      return new Outcome<>(null, "it is nested too deeply");
    } catch (OutOfMemoryError e) {
      return new Outcome<>(null, "it needs more memory than there is");
    } catch (RuntimeException | LinkageError | AssertionError e) {
      return new Outcome<>(null, "internal error " + describe(e));
    }
  }

  private static String describe(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    String place =
        trace.length == 0 ? "" : " at " + trace[0].getFileName() + ":" + trace[0].getLineNumber();
    return e.getClass().getSimpleName()
        + place
        + (e.getMessage() == null ? "" : ": " + e.getMessage());
  }
}
