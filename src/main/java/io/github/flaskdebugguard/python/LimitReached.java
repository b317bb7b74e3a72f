package io.github.flaskdebugguard.python;

/** A budget of the evaluation is used up; the run has no answer. */
public final class LimitReached extends RuntimeException {
  LimitReached(String what) {
    super("limit of " + what, null, false, false);
  }
}
