package io.github.flaskdebugguard.repository;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Threads with room for the walks over deeply nested code; their own limits bite long before. */
public final class DeepThread {
  private static final long STACK_BYTES = 64L << 20;

  private DeepThread() {}

  /** Starts a task on a thread of its own, which does not keep the program from ending. */
  public static void start(String name, Runnable task) {
    Thread thread = new Thread(null, task, name, STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * {@return what a task gave that another thread does} Waits for its end; throws what it threw.
   */
  public static <T> T result(FutureTask<T> task) {
    try {
      return task.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException thrown -> throw thrown;
        case Error thrown -> throw thrown;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
