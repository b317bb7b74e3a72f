package io.github.flaskdebugguard.repository;

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
}
