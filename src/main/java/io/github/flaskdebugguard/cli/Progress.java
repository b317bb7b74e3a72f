package io.github.flaskdebugguard.cli;

import io.github.flaskdebugguard.rule.Scan;
import java.io.PrintStream;

/** Tells a person at a terminal that a scan goes on, once it has taken over a second. */
final class Progress implements Scan.Listener {
  private static final long PATIENCE = 1_000_000_000L;

  private final PrintStream err;
  private final long start;
  private boolean shown;

  Progress(PrintStream err, long start) {
    this.err = err;
    this.start = start;
  }

  @Override
  public void judged(int done, int total) {
    if (System.nanoTime() - start > PATIENCE) {
      err.print("\r\u001b[Kjudged " + done + " of " + total + " deployments");
      err.flush();
      shown = true;
    }
  }

  /** Takes the line away again. */
  void clear() {
    if (shown) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }
}
