package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.verdict.State;
import io.github.flaskdebugguard.verdict.Verdict;
import java.util.List;

/** The repository does not tell whether a deployment runs in debug mode. */
final class DebugStateUnknown implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "debug-state-unknown",
          "The repository does not tell whether a deployment runs in debug mode.",
          Level.NOTE,
          2.0,
          List.of(489));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(Verdict verdict) {
    if (!Judged.exposed(verdict) || verdict.worst() != State.UNKNOWN) {
      return List.of();
    }
    String reason = Judged.sentence(verdict.reason());
    return List.of(
        Judged.finding(
            INFO,
            verdict,
            verdict.deciding(),
            "Whether "
                + Judged.name(verdict.deployment())
                + Judged.served(verdict)
                + " runs in debug mode cannot be told from the repository."
                + (reason.isEmpty() ? "" : " " + reason)
                + Judged.dependsOn(verdict)
                + Judged.role(verdict),
            "Set the state in the repository, or tell the scan with --assume VARIABLE=VALUE."));
  }
}
