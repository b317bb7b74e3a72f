package io.github.flaskdebugguard.fix;

import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.rule.Finding;
import io.github.flaskdebugguard.rule.ScanResult;
import io.github.flaskdebugguard.verdict.State;
import io.github.flaskdebugguard.verdict.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether a changed repository is judged better than before. */
final class Comparison {
  private Comparison() {}

  /** {@return whether the finding is gone and nothing else has become worse} */
  static boolean fixes(Finding finding, ScanResult before, ScanResult after) {
    return isGone(finding, before, after) && noneWorse(before, after);
  }

  private static boolean isGone(Finding finding, ScanResult before, ScanResult after) {
    String rule = finding.rule().id();
    String path = finding.span().path();
    if (count(after.findings(), rule, path) >= count(before.findings(), rule, path)) {
      return false;
    }
    for (String deployment : finding.deployments()) {
      if (naming(after.findings(), rule, deployment)
          >= naming(before.findings(), rule, deployment)) {
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
    for (Finding finding : after.findings()) {
      String rule = finding.rule().id();
      String path = finding.span().path();
      if (count(after.findings(), rule, path) > count(before.findings(), rule, path)) {
        return false;
      }
    }
    for (Problem problem : after.problems()) {
      if (about(after.problems(), problem) > about(before.problems(), problem)) {
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

  private static long count(List<Finding> findings, String rule, String path) {
    return findings.stream()
        .filter(each -> each.rule().id().equals(rule) && each.span().path().equals(path))
        .count();
  }

  private static long naming(List<Finding> findings, String rule, String deployment) {
    return findings.stream()
        .filter(each -> each.rule().id().equals(rule) && each.deployments().contains(deployment))
        .count();
  }

  private static long about(List<Problem> problems, Problem problem) {
    return problems.stream().filter(each -> each.path().equals(problem.path())).count();
  }
}
