package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.verdict.Observation;
import io.github.flaskdebugguard.verdict.Verdict;
import java.util.List;

/** The text of a setting is taken as truth, so that {@code False} means on. */
final class DebugValueAlwaysTrue implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "debug-value-always-true",
          "The text of a debug setting is taken as truth, so that \"False\" turns debug mode on.",
          Level.WARNING,
          7.0,
          List.of(704, 489));
  private static final String ADVICE =
      "Compare the text: os.environ.get(\"DEBUG\", \"\").lower() in (\"1\", \"true\", \"yes\").";

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(Verdict verdict) {
    return Judged.exposed(verdict) ? checkEntryPoint(verdict) : List.of();
  }

  @Override
  public List<Finding> checkEntryPoint(Verdict verdict) {
    return Judged.observed(
        INFO,
        verdict,
        Observation.Kind.TEXT_AS_TRUTH,
        "whoever writes \"False\" or \"0\" to turn debug mode off turns it on.",
        ADVICE);
  }
}
