package io.github.flaskdebugguard.fix;

import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.rule.Finding;
import io.github.flaskdebugguard.rule.ScanResult;
import io.github.flaskdebugguard.verdict.State;
import io.github.flaskdebugguard.verdict.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Whether a changed repository is judged better than before. */
final class Comparison {
  private Comparison() {}

  /** {@return whether the finding is gone and nothing else has become worse} */
  static boolean fixes(Finding finding, ScanResult before, ScanResult after) {
    return isGone(finding, before, after) && noneWorse(before, after);
  }

  private static boolean isGone(Finding finding, ScanResult before, ScanResult after) {
    String place = ofPlace(finding);
    if (counts(after.findings(), place) >= counts(before.findings(), place)) {
      return false;
    }
    Map<String, Integer> now = naming(after.findings(), finding.rule().id());
    Map<String, Integer> then = naming(before.findings(), finding.rule().id());
    for (String deployment : finding.deployments()) {
      if (now.getOrDefault(deployment, 0) >= then.getOrDefault(deployment, 0)) {
        return false;
      }
    }
    return true;
  }

  /** {@return whether no verdict is worse, and no finding or problem new} */
  static boolean noneWorse(ScanResult before, ScanResult after) {
    Map<String, Verdict> old = new HashMap<>();
    before.verdicts().forEach(verdict -> old.put(verdict.deployment().id(), verdict));
    for (Verdict verdict : after.verdicts()) {
      Verdict known = old.remove(verdict.deployment().id());
      if (known == null ? verdict.worst() != State.OFF : isWorse(known, verdict)) {
        return false;
      }
    }
    if (!old.isEmpty()) {
      return false;
    }
    return noneMore(before.findings(), after.findings(), Comparison::ofPlace)
        && noneMore(before.problems(), after.problems(), Problem::path);
  }

  private static <T> boolean noneMore(List<T> before, List<T> after, Function<T, String> kind) {
    Map<String, Integer> left = new HashMap<>();
    before.forEach(each -> left.merge(kind.apply(each), 1, Integer::sum));
    for (T each : after) {
      if (left.merge(kind.apply(each), -1, Integer::sum) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWorse(Verdict before, Verdict after) {
    return rank(after.debug()) > rank(before.debug())
        || rank(after.debugger()) > rank(before.debugger())
        || rank(after.leak()) > rank(before.leak())
        || rank(after.reloader()) > rank(before.reloader())
        || rank(after.starts()) < rank(before.starts());
  }

  private static int rank(State state) {
    return switch (state) {
      case OFF -> 0;
      case UNKNOWN -> 1;
      case ON -> 2;
    };
  }

  /** {@return the rule and the file of a finding, since a change moves its place} */
  private static String ofPlace(Finding finding) {
    return finding.rule().id() + "\n" + finding.span().path();
  }

  private static long counts(List<Finding> findings, String place) {
    return findings.stream().filter(each -> ofPlace(each).equals(place)).count();
  }

  /** {@return for each deployment how many findings of a rule name it} */
  private static Map<String, Integer> naming(List<Finding> findings, String rule) {
    Map<String, Integer> counts = new HashMap<>();
    for (Finding finding : findings) {
      if (finding.rule().id().equals(rule)) {
        Set.copyOf(finding.deployments()).forEach(each -> counts.merge(each, 1, Integer::sum));
      }
    }
    return counts;
  }
}
