package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.deployment.Deployment;
import io.github.flaskdebugguard.verdict.Observation;
import io.github.flaskdebugguard.verdict.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs all rules on all verdicts, at the levels that the user wants. A rule that fails becomes a
 * problem, and the others go on.
 */
final class RuleRun {
  private final Levels levels;
  private final ScanProblems problems;
  private final List<Finding> findings = new ArrayList<>();

  RuleRun(Levels levels, ScanProblems problems) {
    this.levels = levels;
    this.problems = problems;
  }

  /**
   * {@return what the rules find, each place as often as a rule finds it}
   *
   * @param scripts verdicts on scripts that nothing deploys
   * @param envFiles the dotenv files that no deployment loads
   */
  List<Finding> findings(
      List<Verdict> verdicts, List<Verdict> scripts, List<EnvFileHeld> envFiles) {
    for (Rule rule : Rules.ALL) {
      if (levels.of(rule.info()) == null) {
        continue;
      }
      for (Verdict verdict : verdicts) {
        collect(rule, verdict.deployment(), () -> rule.check(verdict));
      }
      for (Verdict script : scripts) {
        collect(rule, script.deployment(), () -> withoutDeployments(rule.checkEntryPoint(script)));
      }
      collect(rule, "", () -> rule.checkTogether(verdicts));
      collect(rule, "", () -> rule.checkEnvFiles(envFiles));
    }
    return List.copyOf(findings);
  }

  /** {@return findings of one place as one, without those of rules that are off} */
  List<Finding> merged(List<Finding> open) {
    Findings merged = new Findings();
    for (Finding finding : open) {
      Level level = level(finding);
      if (level != null) {
        merged.add(finding.at(level));
      }
    }
    return merged.sorted();
  }

  /** {@return the dotenv files that deployed apps load, which are told about there} */
  static Set<String> loadedEnvFiles(List<Verdict> verdicts) {
    Set<String> loaded = new HashSet<>();
    for (Verdict verdict : verdicts) {
      for (Observation each : verdict.observations()) {
        if (Judged.exposed(verdict)
            && !verdict.deployment().kind().equals("python")
            && each.kind() == Observation.Kind.ENV_FILE_LOADED) {
          loaded.add(each.span().path());
        }
      }
    }
    return loaded;
  }

  private void collect(Rule rule, Deployment deployment, Supplier<List<Finding>> check) {
    collect(rule, deployment.place().path(), check);
  }

  private void collect(Rule rule, String path, Supplier<List<Finding>> check) {
    Workers.Outcome<List<Finding>> outcome = Workers.outcome(check);
    List<Finding> found = outcome.value();
    if (found == null) {
      problems.failure(path, "rule " + rule.info().id() + " failed: " + outcome.failure());
      return;
    }
    for (Finding finding : found) {
      Level level = level(finding);
      findings.add(level == null ? finding : finding.at(level));
    }
  }

  /** A rule that found something less serious than it usually does stays below its usual level. */
  private @Nullable Level level(Finding finding) {
    Level level = levels.of(finding.rule());
    return level == finding.rule().level() ? finding.level() : level;
  }

  /** A script that nothing deploys is no deployment that a report could show. */
  private static List<Finding> withoutDeployments(List<Finding> findings) {
    List<Finding> result = new ArrayList<>(findings.size());
    for (Finding finding : findings) {
      result.add(
          new Finding(
              finding.rule(),
              finding.level(),
              finding.span(),
              finding.message(),
              finding.advice(),
              List.of(),
              finding.related(),
              finding.fix()));
    }
    return result;
  }
}
