package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.verdict.Observation;
import io.github.flaskdebugguard.verdict.State;
import io.github.flaskdebugguard.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Debug mode is off only as long as nobody sets a variable where the app is deployed. */
final class DebugOffNotExplicit implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "debug-off-not-explicit",
          "Debug mode is off in a deployment only because nothing turns it on.",
          Level.NOTE,
          2.0,
          List.of(1188, 489),
          true);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(Verdict verdict) {
    if (!Judged.exposed(verdict) || verdict.worst() != State.OFF) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    for (Observation observation : verdict.observations()) {
      if (observation.kind() == Observation.Kind.OFF_BY_DEFAULT) {
        findings.add(
            Judged.finding(
                INFO,
                verdict,
                observation.span(),
                Judged.name(verdict.deployment())
                    + Judged.served(verdict)
                    + " runs without debug mode only because nothing sets "
                    + observation.message()
                    + ": whoever sets it where the app is deployed turns debug mode on unseen."
                    + Judged.role(verdict),
                "Turn debug mode off in what is deployed: FLASK_DEBUG=0 where Flask's own commands"
                    + " serve, a fixed value in the code where they do not."));
      }
    }
    return findings;
  }
}
