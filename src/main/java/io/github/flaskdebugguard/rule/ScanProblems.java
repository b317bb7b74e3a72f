package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a scan has to tell beside its findings: what went wrong, and what had no effect. */
final class ScanProblems {
  private static final Comparator<Problem> ORDER =
      Comparator.comparing((Problem problem) -> !problem.matters())
          .thenComparing(Problem::path)
          .thenComparing(problem -> problem.span() == null ? 0 : problem.span().start())
          .thenComparing(Problem::message);

  private final Set<Problem> all = new LinkedHashSet<>();

  void add(Problem problem) {
    all.add(problem);
  }

  void addAll(Collection<Problem> problems) {
    all.addAll(problems);
  }

  /** Adds that something in a file, or with an empty path in none, is not judged. */
  void failure(String path, String message) {
    all.add(new Problem(path, null, message, true));
  }

  /** Adds what nobody has to act on. */
  void remark(String path, String message) {
    all.add(new Problem(path, null, message, false));
  }

  /** {@return whether the result is incomplete because of one} */
  boolean matter() {
    return all.stream().anyMatch(Problem::matters);
  }

  /** {@return those that matter first, then by place; as many as reports show} */
  List<Problem> sorted() {
    List<Problem> sorted = new ArrayList<>(all);
    sorted.sort(ORDER);
    if (sorted.size() <= Limits.PROBLEMS) {
      return sorted;
    }
    List<Problem> cut = new ArrayList<>(sorted.subList(0, Limits.PROBLEMS - 1));
    cut.add(
        new Problem("", null, (sorted.size() - cut.size()) + " more problems are not shown", true));
    return cut;
  }
}
