package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem in the repository.
 *
 * @param message states the fact, the deployment and the consequence, in at most 1,000 characters
 * @param advice what to change, one sentence
 * @param deployments ids, sorted
 * @param related the places that decide, in order
 */
public record Finding(
    RuleInfo rule,
    Level level,
    Span span,
    String message,
    String advice,
    List<String> deployments,
    List<Related> related,
    @Nullable Fix fix) {
  public Finding {
    deployments = List.copyOf(deployments);
    related = List.copyOf(related);
  }

  /** {@return the same at another level} */
  Finding at(Level other) {
    return other == level
        ? this
        : new Finding(rule, other, span, message, advice, deployments, related, fix);
  }

  /** A place that belongs to a finding. */
  public record Related(Span span, String message) {}

  /** A change that makes the finding go away, checked by the evaluator before it is offered. */
  public record Fix(String description, List<Edit> edits) {
    public Fix {
      edits = List.copyOf(edits);
    }
  }

  /** Replaces a span by a text. */
  public record Edit(Span span, String text) {}
}
