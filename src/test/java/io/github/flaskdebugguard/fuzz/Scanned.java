package io.github.flaskdebugguard.fuzz;

import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import io.github.flaskdebugguard.rule.Finding;
import io.github.flaskdebugguard.rule.Scan;
import io.github.flaskdebugguard.rule.ScanResult;
import io.github.flaskdebugguard.verdict.State;
import io.github.flaskdebugguard.verdict.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A whole scan of hostile files beside an app that nobody touched. Whatever the files hold, no part
 * of the scan fails, and the neighbour keeps its verdict.
 */
public final class Scanned {
  private static final String NEIGHBOUR = "neighbour/shop.py";
  private static final Map<String, String> NEIGHBOURS =
      Map.of(
          "neighbour/Dockerfile",
          "FROM python:3.12\nRUN pip install flask==3.1.0\nCOPY . /srv\nWORKDIR /srv\n"
              + "CMD [\"python\", \"shop.py\"]\n",
          NEIGHBOUR,
          "from flask import Flask\napp = Flask(__name__)\napp.run(debug=True)\n");

  /** An app for files that start one. */
  static final String APP = "from flask import Flask\napp = Flask(__name__)\n";

  /** What the scan says of a task that did not end as tasks do. */
  private static final List<String> FAILURES =
      List.of(
          "internal error",
          "it is nested too deeply",
          "it needs more memory",
          "the time for the scan is over",
          "the scan failed");

  private Scanned() {}

  /** {@return the result for these files, after all that has to hold for any was checked} */
  public static ScanResult of(Map<String, String> files) {
    Map<String, String> all = new TreeMap<>(files);
    all.putAll(NEIGHBOURS);
    InMemoryRepository repository = new InMemoryRepository(all);
    ScanResult result = Scan.run(repository, Scan.Options.DEFAULT, Scan.Listener.NONE);
    check(repository, result);
    Property.holds(
        result.verdicts().stream().anyMatch(Scanned::isNeighbour),
        "the neighbour lost its verdict: %s",
        result.verdicts());
    return result;
  }

  /** Checks what holds for any result. */
  public static void check(Repository repository, ScanResult result) {
    result
        .problems()
        .forEach(
            problem -> {
              Property.holds(
                  FAILURES.stream().noneMatch(problem.message()::contains), "%s", problem);
              isIn(repository, problem.span());
            });
    for (Verdict verdict : result.verdicts()) {
      isIn(repository, verdict.deployment().place());
      isIn(repository, verdict.deciding());
      verdict.trail().forEach(fact -> isIn(repository, fact.span()));
      verdict.observations().forEach(each -> isIn(repository, each.span()));
    }
    for (Finding finding : result.findings()) {
      isIn(repository, finding.span());
      Property.holds(finding.message().length() <= 1_000, "a message is too long: %s", finding);
      finding.related().forEach(each -> isIn(repository, each.span()));
    }
  }

  private static boolean isNeighbour(Verdict verdict) {
    return verdict.debugger() == State.ON
        && verdict.trail().stream().anyMatch(fact -> fact.span().path().equals(NEIGHBOUR));
  }

  private static void isIn(Repository repository, @Nullable Span span) {
    SourceFile file = span == null ? null : repository.read(span.path());
    if (span != null && file != null) {
      Property.holds(span.end() <= file.text().length(), "%s is outside of its file", span);
    }
  }
}
