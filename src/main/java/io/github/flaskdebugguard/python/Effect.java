package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.repository.Span;
import java.util.List;

/**
 * Something that start-up code did and that a verdict is made from.
 *
 * @param payload what, as the model that recorded it knows
 * @param span where
 * @param conditions under which undecided conditions; empty when it surely happens
 */
public record Effect(Payload payload, Span span, List<Condition> conditions) {
  public Effect {
    conditions = List.copyOf(conditions);
  }

  /** What happened. */
  public interface Payload {}
}
