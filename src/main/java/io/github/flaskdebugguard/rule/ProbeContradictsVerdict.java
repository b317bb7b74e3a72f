package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.verdict.Verdict;
import java.util.List;

/**
 * A running deployment does not do what the repository says. A scan alone finds nothing for it; the
 * finding is made where a probe and a verdict meet.
 */
public final class ProbeContradictsVerdict implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "probe-contradicts-verdict",
          "A running deployment does not do what the repository says.",
          Level.ERROR,
          8.1,
          List.of(489, 1188));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  /**
   * {@return the finding, at the line that decides the verdict}
   *
   * @param url the address that was probed
   * @param differences what the repository says and what the address shows, as part of a sentence
   */
  public static Finding finding(
      Verdict verdict, Level level, String url, String differences, String advice) {
    Finding finding =
        Judged.finding(
            INFO,
            verdict,
            verdict.deciding(),
            url
                + " does not do what "
                + Judged.name(verdict.deployment())
                + " says: "
                + differences
                + ".",
            advice);
    return new Finding(
        finding.rule(),
        level,
        finding.span(),
        finding.message(),
        finding.advice(),
        finding.deployments(),
        finding.related(),
        null);
  }
}
