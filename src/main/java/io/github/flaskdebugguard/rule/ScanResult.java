package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.verdict.Verdict;
import java.util.List;

/**
 * All that a scan found; reports are made from it alone.
 *
 * @param verdicts one per deployment, by file, line and id
 * @param findings by level, file, place and rule
 * @param files how many files counted
 */
public record ScanResult(
    Repository.Source source,
    List<Verdict> verdicts,
    List<Finding> findings,
    List<Problem> problems,
    int files,
    long millis) {
  public ScanResult {
    verdicts = List.copyOf(verdicts);
    findings = List.copyOf(findings);
    problems = List.copyOf(problems);
  }
}
