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
 * @param accepted findings that somebody accepts; they are not among the findings
 * @param exceptions all that comments and configuration accept, whether it counts or not
 * @param configuration name of the file that was used, empty for none
 */
public record ScanResult(
    Repository.Source source,
    List<Verdict> verdicts,
    List<Finding> findings,
    List<Problem> problems,
    int files,
    long millis,
    List<Accepted> accepted,
    List<Acceptance> exceptions,
    String configuration) {
  public ScanResult {
    verdicts = List.copyOf(verdicts);
    findings = List.copyOf(findings);
    problems = List.copyOf(problems);
    accepted = List.copyOf(accepted);
    exceptions = List.copyOf(exceptions);
  }

  /** A result in which nothing is accepted. */
  public ScanResult(
      Repository.Source source,
      List<Verdict> verdicts,
      List<Finding> findings,
      List<Problem> problems,
      int files,
      long millis) {
    this(source, verdicts, findings, problems, files, millis, List.of(), List.of(), "");
  }

  /** {@return the same with other findings and problems} */
  public ScanResult with(List<Finding> otherFindings, List<Problem> otherProblems) {
    return new ScanResult(
        source,
        verdicts,
        otherFindings,
        otherProblems,
        files,
        millis,
        accepted,
        exceptions,
        configuration);
  }

  /** {@return the same with other exceptions declared} */
  public ScanResult declaring(List<Acceptance> others) {
    return new ScanResult(
        source, verdicts, findings, problems, files, millis, accepted, others, configuration);
  }
}
