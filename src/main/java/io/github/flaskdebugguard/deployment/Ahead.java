package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.repository.DeepThread;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does tasks that one thread is about to do in their order ahead of it, on other threads, from the
 * last to the first: the two meet wherever they are then, and no task is done twice. With no other
 * thread nothing is done ahead.
 */
final class Ahead<T> implements AutoCloseable {
  private final List<FutureTask<Done<T>>> tasks;

  /** The first task that nobody has begun. */
  private int first;

  /** The first of the tasks that other threads have begun. */
  private int begun;

  /**
   * What a task gave.
   *
   * @param limits what it could not read, for whoever listens to the thread that takes the value
   */
  private record Done<T>(T value, List<Problem> limits) {}

  /**
   * Begins with the last task.
   *
   * @param tasks safe to be done on any thread and in any order
   * @param threads how many others there are
   */
  Ahead(List<Supplier<T>> tasks, int threads) {
    this.tasks = new ArrayList<>(threads == 0 ? 0 : tasks.size());
    this.begun = tasks.size();
    if (threads > 0) {
      tasks.forEach(task -> this.tasks.add(new FutureTask<>(() -> done(task))));
    }
    for (int i = 0; i < threads; i++) {
      DeepThread.start("ahead-" + i, this::work);
    }
  }

  private static <T> Done<T> done(Supplier<T> task) {
    List<Problem> limits = new ArrayList<>();
    return new Done<>(LimitNotes.hear(limits::add, task), limits);
  }

  private void work() {
    for (int task = last(); task >= 0; task = last()) {
      tasks.get(task).run();
    }
  }

  private synchronized int last() {
    return begun > first ? --begun : -1;
  }

  /**
   * {@return what a task gave that was begun ahead, or null when none did and none will} Waits for
   * its end; throws what it threw. Tasks are asked for in their order.
   */
  @Nullable T take(int task) {
    if (isLeft(task)) {
      return null;
    }
    Done<T> done = DeepThread.result(tasks.get(task));
    LimitNotes.unread(done.limits());
    return done.value();
  }

  private synchronized boolean isLeft(int task) {
    if (task >= begun) {
      return false;
    }
    first = task + 1;
    return true;
  }

  /** Lets the other threads end after the task that they are at. */
  @Override
  public synchronized void close() {
    first = begun;
  }
}
