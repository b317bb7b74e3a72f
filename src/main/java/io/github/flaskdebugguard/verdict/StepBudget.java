package io.github.flaskdebugguard.verdict;

/**
 * The steps that the evaluations of one deployment may take together beyond its starts: what its
 * variables would change is asked as long as it is cheap.
 */
final class StepBudget {
  private static final long MAX_STEPS = 1_500_000;

  /** What an evaluation costs besides its steps. */
  private static final long START = 1_000;

  private long taken;

  void take(long steps) {
    taken += Math.max(steps, START);
  }

  boolean isSpent() {
    return taken > MAX_STEPS;
  }
}
