package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.verdict.Observation;
import io.github.flaskdebugguard.verdict.Verdict;
import java.util.List;

/** A server reloads the app whenever a file changes. */
final class ReloaderInProduction implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "reloader-in-production",
          "The server of a deployment reloads the app whenever a file changes.",
          Level.WARNING,
          3.7,
          List.of(489));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(Verdict verdict) {
    if (!Judged.exposed(verdict)) {
      return List.of();
    }
    return Judged.observed(
        INFO,
        verdict,
        Observation.Kind.RELOADER,
        "whoever can write a file of the app changes what runs, and reloading costs requests.",
        "Leave the reloader to the machines of developers.");
  }
}
