package io.github.flaskdebugguard.probe;

import io.github.flaskdebugguard.rule.Level;

/**
 * Something that a probe saw.
 *
 * @param request that showed it: {@code GET /console}
 * @param evidence what in the answer shows it, in our own words; never text of the answer
 */
public record Observed(Signal signal, Certainty certainty, String request, String evidence) {
  /** {@return how serious it is; what may have another cause is only noted} */
  public Level level() {
    return certainty == Certainty.HINT ? Level.NOTE : signal.level();
  }
}
