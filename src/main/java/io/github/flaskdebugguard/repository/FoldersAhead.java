package io.github.flaskdebugguard.repository;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;
import org.jspecify.annotations.Nullable;

/**
 * Reads folders of a work tree on a second thread, the last that was found first, while another
 * takes them in the order in which they were found. A tree of few folders is not worth a thread.
 */
final class FoldersAhead implements AutoCloseable {
  private static final int FEW = 16;

  /** The second thread reads so many entries at most, for they stay in memory until the end. */
  private static final int MOST = 50_000;

  private final LinkedBlockingDeque<FutureTask<FolderEntries>> waiting =
      new LinkedBlockingDeque<>();
  private final FutureTask<FolderEntries> end = new FutureTask<>(FoldersAhead::none);
  private @Nullable List<FutureTask<FolderEntries>> first = new ArrayList<>();

  private static FolderEntries none() {
    return new FolderEntries(List.of(), null);
  }

  /** {@return the future entries of a folder, for {@link #take}} */
  FutureTask<FolderEntries> add(Path folder) {
    FutureTask<FolderEntries> task = new FutureTask<>(() -> FolderEntries.of(folder));
    if (first == null) {
      waiting.add(task);
    } else if (first.size() < FEW) {
      first.add(task);
    } else {
      waiting.addAll(first);
      waiting.add(task);
      first = null;
      DeepThread.start("folders", this::work);
    }
    return task;
  }

  private void work() {
    try {
      int entries = 0;
      while (entries < MOST) {
        FutureTask<FolderEntries> task = waiting.takeLast();
        if (task == end) {
          return;
        }
        task.run();
        entries += task.state() == Future.State.SUCCESS ? task.resultNow().entries().size() : 0;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** {@return the entries of a folder, which are read now if they were not} */
  static FolderEntries take(FutureTask<FolderEntries> task) {
    task.run();
    return DeepThread.result(task);
  }

  /** Lets the thread end. */
  @Override
  public void close() {
    waiting.add(end);
  }
}
