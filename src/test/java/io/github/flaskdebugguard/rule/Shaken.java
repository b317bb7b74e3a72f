package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.repository.LeftOut;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A repository on a bad disk: answers take their time, and one of them may fail.
 *
 * @param random how long answers take
 * @param failing the number of the operation that fails, from one on; 0 for none
 */
record Shaken(
    Repository base, SplittableRandom random, int failing, boolean thrown, AtomicInteger count)
    implements Repository {
  static final String FAULT = "the disk is broken";

  /** {@return one that is only slow} */
  static Shaken slow(Repository base, long seed) {
    return new Shaken(base, new SplittableRandom(seed), 0, false, new AtomicInteger());
  }

  /** {@return one whose n-th operation fails: by an exception, or as if there were nothing} */
  static Shaken failing(Repository base, int n, boolean thrown) {
    return new Shaken(base, new SplittableRandom(n), n, thrown, new AtomicInteger());
  }

  /** {@return whether this operation works} */
  private boolean works() {
    if (count.incrementAndGet() == failing) {
      if (thrown) {
        throw new UncheckedIOException(new IOException(FAULT));
      }
      return false;
    }
    if (failing == 0) {
      int wait;
      synchronized (random) {
        wait = random.nextInt(40);
      }
      if (wait < 4) {
        LockSupport.parkNanos(wait * 10_000L);
      }
    }
    return true;
  }

  @Override
  public List<String> files() {
    return base.files();
  }

  @Override
  public @Nullable SourceFile read(String path) {
    return works() ? base.read(path) : null;
  }

  @Override
  public boolean isFile(String path) {
    return works() && base.isFile(path);
  }

  @Override
  public boolean isFolder(String path) {
    return works() && base.isFolder(path);
  }

  @Override
  public List<String> list(String folder) {
    return works() ? base.list(folder) : List.of();
  }

  @Override
  public boolean isIgnored(String path) {
    return base.isIgnored(path);
  }

  @Override
  public List<LeftOut> leftOut() {
    return base.leftOut();
  }

  @Override
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>(base.problems());
    if (failing > 0 && !thrown && count.get() >= failing) {
      problems.add(new Problem("app.py", null, FAULT, true));
    }
    return problems;
  }

  @Override
  public Source source() {
    return base.source();
  }
}
