package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.deployment.Role;
import io.github.flaskdebugguard.verdict.State;
import io.github.flaskdebugguard.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Deployments of one app disagree on debug mode, so that a test in one says nothing of another. */
final class EnvironmentDrift implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "environment-drift",
          "Staging and production deployments of one app disagree on debug mode.",
          Level.WARNING,
          4.0,
          List.of(1188));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> checkTogether(List<Verdict> verdicts) {
    List<Finding> findings = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      Verdict other =
          compared(verdict) && verdict.worst() == State.ON ? off(verdict, verdicts) : null;
      if (other != null) {
        findings.add(drift(verdict, other));
      }
    }
    return findings;
  }

  private static Finding drift(Verdict on, Verdict off) {
    Finding finding =
        Judged.finding(
            INFO,
            on,
            on.deciding(),
            Judged.name(on.deployment())
                + " runs "
                + on.entryPoint()
                + " in debug mode, "
                + Judged.name(off.deployment())
                + " runs it without: what is tested in one does not hold in the other.",
            "Let both deployments take the setting from the same place.");
    List<Finding.Related> related = new ArrayList<>(finding.related());
    related.add(
        new Finding.Related(off.deciding(), Judged.name(off.deployment()) + " is off here"));
    return new Finding(
        INFO,
        INFO.level(),
        finding.span(),
        finding.message(),
        finding.advice(),
        List.of(on.deployment().id(), off.deployment().id()).stream().sorted().toList(),
        related,
        null);
  }

  private static @Nullable Verdict off(Verdict on, List<Verdict> verdicts) {
    for (Verdict other : verdicts) {
      if (compared(other)
          && other.worst() == State.OFF
          && on.entryPoint() != null
          && on.entryPoint().equals(other.entryPoint())) {
        return other;
      }
    }
    return null;
  }

  /** Development differs from production on purpose, and an untold role proves no difference. */
  private static boolean compared(Verdict verdict) {
    Role role = verdict.deployment().role();
    return (role == Role.PRODUCTION || role == Role.STAGING) && verdict.starts() != State.OFF;
  }
}
