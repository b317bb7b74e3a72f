package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.verdict.Observation;
import io.github.flaskdebugguard.verdict.Verdict;
import java.util.List;

/** A setting that people rely on does nothing. */
final class SettingWithoutEffect implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "setting-without-effect",
          "A debug setting that people rely on has no effect in a deployment.",
          Level.NOTE,
          3.1,
          List.of(1164));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> checkEntryPoint(Verdict verdict) {
    return check(verdict);
  }

  @Override
  public List<Finding> check(Verdict verdict) {
    if (!Judged.exposed(verdict)) {
      return List.of();
    }
    return Judged.observed(
        INFO,
        verdict,
        Observation.Kind.WITHOUT_EFFECT,
        "whoever relies on it is mistaken.",
        "Remove the setting, or use the one that counts.");
  }
}
