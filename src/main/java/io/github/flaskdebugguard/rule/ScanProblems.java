package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a scan has to tell beside its findings: what went wrong, and what had no effect. */
final class ScanProblems {
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

  private static int inOrder(Problem left, Problem right) {
    if (left.matters() != right.matters()) {
      return left.matters() ? -1 : 1;
    }
    int byPath = left.path().compareTo(right.path());
    int byPlace = byPath != 0 ? byPath : Integer.compare(start(left), start(right));
    return byPlace != 0 ? byPlace : left.message().compareTo(right.message());
  }

  private static int start(Problem problem) {
    Span span = problem.span();
    return span == null ? 0 : span.start();
  }

  /** {@return those that matter first, then by place; as many as reports show} */
  List<Problem> sorted() {
    List<Problem> sorted = new ArrayList<>(all);
    sorted.sort(ScanProblems::inOrder);
    if (sorted.size() <= Limits.PROBLEMS) {
      return sorted;
    }
    List<Problem> cut = new ArrayList<>(sorted.subList(0, Limits.PROBLEMS - 1));
    cut.add(
        new Problem("", null, (sorted.size() - cut.size()) + " more problems are not shown", true));
    return cut;
  }
}
