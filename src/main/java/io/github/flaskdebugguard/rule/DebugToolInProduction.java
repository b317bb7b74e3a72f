package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.verdict.Observation;
import io.github.flaskdebugguard.verdict.Verdict;
import java.util.List;

/** A tool for developers is active where strangers reach the app. */
final class DebugToolInProduction implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "debug-tool-in-production",
          "A debug toolbar, profiler or debug listener is active in a deployment.",
          Level.ERROR,
          7.5,
          List.of(489, 215));

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
        Observation.Kind.DEBUG_TOOL,
        "it shows configuration and internals, or lets a debugger attach.",
        "Install and enable the tool where people develop only.");
  }
}
