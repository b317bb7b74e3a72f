package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.verdict.Observation;
import io.github.flaskdebugguard.verdict.State;
import io.github.flaskdebugguard.verdict.Verdict;
import java.util.List;

/** The debugger that strangers reach asks for no PIN, or for one that the repository tells. */
final class DebuggerPinDisabled implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "debugger-pin-disabled",
          "The interactive debugger of a deployment is not protected by a secret PIN.",
          Level.ERROR,
          9.8,
          List.of(306, 94, 489));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(Verdict verdict) {
    if (!Judged.exposed(verdict) || verdict.debugger() != State.ON) {
      return List.of();
    }
    return Judged.observed(
        INFO,
        verdict,
        Observation.Kind.PIN_DISABLED,
        "whoever reaches the debugger runs Python on the server without a secret."
            + Judged.role(verdict),
        "Turn the debugger off; where people develop with it, leave its PIN on.");
  }
}
