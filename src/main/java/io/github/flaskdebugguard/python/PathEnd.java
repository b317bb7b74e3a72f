package io.github.flaskdebugguard.python;

/** The process ends or serves on this path; nothing after it runs. */
public final class PathEnd extends RuntimeException {
  /** Makes the end of a path. */
  public PathEnd() {
    super("end of path", null, false, false);
  }
}
