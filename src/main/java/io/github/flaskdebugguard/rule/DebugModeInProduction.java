package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.verdict.State;
import io.github.flaskdebugguard.verdict.Verdict;
import java.util.List;

/** Flask's debug flag is on where strangers reach the app, though no debugger is served. */
final class DebugModeInProduction implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "debug-mode-in-production",
          "A deployment runs with Flask's debug mode on, without the interactive debugger.",
          Level.ERROR,
          7.0,
          List.of(489, 215));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(Verdict verdict) {
    if (!Judged.exposed(verdict)
        || verdict.debug() != State.ON
        || verdict.debugger() == State.ON
        || verdict.byDefault()) {
      return List.of();
    }
    String debugger =
        verdict.debugger() == State.UNKNOWN
            ? "; whether the interactive debugger is served cannot be told"
            : "; the interactive debugger is not served";
    String client =
        verdict.leak() == State.ON ? " The server passes the traceback on to the client." : "";
    return List.of(
        Judged.finding(
            INFO,
            verdict,
            verdict.deciding(),
            Judged.name(verdict.deployment())
                + Judged.served(verdict)
                + " runs with Flask's debug mode on"
                + debugger
                + ". Exceptions propagate past the error handlers and debug tooling wakes up."
                + client
                + Judged.role(verdict),
            "Turn debug mode off at the place that decides."));
  }
}
