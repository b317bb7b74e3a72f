package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of the scripts of one start could not be read or was not followed: at most one problem of
 * each kind per file, since what comes after the first one often only follows from it.
 */
final class ScriptProblems {
  private final Map<String, Problem> unread = new LinkedHashMap<>();
  private final Map<String, Problem> limits = new LinkedHashMap<>();

  /** Adds what a script holds that no shell can read, or that is nested too deeply to be read. */
  void script(List<Problem> found) {
    if (found.isEmpty()) {
      return;
    }
    found.stream()
        .filter(problem -> !problem.path().isEmpty())
        .min(ScriptProblems::worstFirst)
        .ifPresent(problem -> unread.putIfAbsent(problem.path(), problem));
  }

  private static int worstFirst(Problem left, Problem right) {
    return left.matters() == right.matters()
        ? Integer.compare(start(left), start(right))
        : left.matters() ? -1 : 1;
  }

  private static int start(Problem problem) {
    Span span = problem.span();
    return span == null ? 0 : span.start();
  }

  /** Adds that a script goes on, but is not followed after a place. */
  void limit(@Nullable Span span, String reason) {
    if (span != null && !span.path().isEmpty()) {
      limits.putIfAbsent(
          span.path(),
          new Problem(
              span.path(),
              span,
              "limit: the start script " + reason + "; what it starts after this may be missed",
              true));
    }
  }

  /** {@return all of them} */
  List<Problem> all() {
    return Stream.concat(unread.values().stream(), limits.values().stream()).toList();
  }
}
