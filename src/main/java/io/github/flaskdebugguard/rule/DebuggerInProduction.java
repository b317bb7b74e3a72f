package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.verdict.State;
import io.github.flaskdebugguard.verdict.Verdict;
import java.util.List;

/** Strangers reach Werkzeug's interactive debugger. */
final class DebuggerInProduction implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "debugger-in-production",
          "A deployment serves Werkzeug's interactive debugger.",
          Level.ERROR,
          9.8,
          List.of(489, 94, 215));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(Verdict verdict) {
    if (!Judged.exposed(verdict) || verdict.debugger() != State.ON || verdict.byDefault()) {
      return List.of();
    }
    return List.of(
        Judged.finding(
            INFO,
            verdict,
            verdict.deciding(),
            Judged.name(verdict.deployment())
                + Judged.served(verdict)
                + " serves Werkzeug's interactive debugger: an error page shows source and"
                + " variables to anyone, and its console runs Python on the server."
                + Judged.role(verdict),
            "Turn debug mode off at the place that decides, and serve the app with a WSGI server"
                + " that has no debugger."));
  }
}
