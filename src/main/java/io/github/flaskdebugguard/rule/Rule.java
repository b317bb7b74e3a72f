package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.verdict.Verdict;
import java.util.List;

/**
 * Judges verdicts. Stateless; reads no file and prints nothing. A rule is about one consequence,
 * because code scanning shows one severity per rule.
 */
interface Rule {
  /** {@return what is fixed about the rule} */
  RuleInfo info();

  /** {@return what is wrong with a deployment} */
  default List<Finding> check(Verdict verdict) {
    return List.of();
  }

  /**
   * {@return what is wrong with a script that serves an app when run, though nothing deploys it}
   */
  default List<Finding> checkEntryPoint(Verdict verdict) {
    return List.of();
  }

  /** {@return what is wrong between deployments} */
  default List<Finding> checkTogether(List<Verdict> verdicts) {
    return List.of();
  }

  /** {@return what is wrong with dotenv files that the repository of an app holds} */
  default List<Finding> checkEnvFiles(List<EnvFileHeld> files) {
    return List.of();
  }
}
