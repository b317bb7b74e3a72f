package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.python.Effect;
import io.github.flaskdebugguard.python.EnvironmentRead;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one evaluation of a process's start-up code showed.
 *
 * @param servings the ways in which it comes to serve
 * @param failure why it does not start, or null
 * @param limit why the evaluation has no answer, or null
 * @param reads the variables that were asked for
 * @param compared the texts that each of them is compared with
 * @param evidence whether anything of it has to do with Flask
 * @param entryPoint what is loaded, for people
 * @param lastAbsent the variable that was asked for last and that nothing sets, or null
 * @param missing the module or file that should be loaded and is not there, or null
 * @param steps how much evaluation it took
 */
record StartUp(
    List<Serving> servings,
    @Nullable Failure failure,
    @Nullable String limit,
    Map<String, EnvironmentRead> reads,
    Map<String, Set<String>> compared,
    List<Effect> effects,
    boolean evidence,
    @Nullable String entryPoint,
    @Nullable String lastAbsent,
    @Nullable String missing,
    long steps) {
  StartUp {
    servings = List.copyOf(servings);
    effects = List.copyOf(effects);
  }

  /**
   * An exception that ends the start.
   *
   * @param bySetValue whether the value of a variable that is set caused it
   */
  record Failure(String message, Span span, boolean bySetValue) {
    Failure(String message, Span span) {
      this(message, span, false);
    }
  }
}
