package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.verdict.State;
import io.github.flaskdebugguard.verdict.Verdict;
import java.util.List;

/** Debug mode is on unless the deployer thinks of a variable. */
final class DebugOnByDefault implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "debug-on-by-default",
          "Debug mode is on unless a variable, which the deployment does not set, turns it off.",
          Level.ERROR,
          8.1,
          List.of(1188, 489));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(Verdict verdict) {
    if (!Judged.exposed(verdict) || verdict.worst() != State.ON || !verdict.byDefault()) {
      return List.of();
    }
    String what =
        verdict.debugger() == State.ON
            ? "serves Werkzeug's interactive debugger"
            : "runs with Flask's debug mode on";
    return List.of(
        Judged.finding(
            INFO,
            verdict,
            verdict.deciding(),
            Judged.name(verdict.deployment())
                + Judged.served(verdict)
                + " "
                + what
                + " because nothing in the repository sets what would turn it off."
                + Judged.dependsOn(verdict)
                + Judged.role(verdict),
            "Make off the default, and turn debug mode on where people develop."));
  }
}
