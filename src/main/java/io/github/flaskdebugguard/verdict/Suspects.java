package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.python.Condition;
import io.github.flaskdebugguard.python.Value;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The variables that the values which decide a verdict were made from. */
final class Suspects {
  private final Set<String> found = new LinkedHashSet<>();

  private Suspects() {}

  /** {@return their names; histories of values are bounded, so some may be missing} */
  static Set<String> of(Outcomes outcomes) {
    Suspects suspects = new Suspects();
    Serving first = outcomes.first();
    if (first != null) {
      suspects.add(first.flag());
      suspects.add(first.debugger());
      suspects.add(first.conditions());
    }
    return suspects.found;
  }

  private void add(Value value) {
    found.addAll(value.origin().variables());
    if (value instanceof Value.Unknown unknown && unknown.variable() != null) {
      found.add(unknown.variable());
    }
    if (value instanceof Value.Choice choice) {
      for (Value.Choice.Alternative alternative : choice.alternatives()) {
        add(alternative.value());
        add(List.of(alternative.condition()));
      }
    }
  }

  private void add(List<Condition> conditions) {
    for (Condition condition : conditions) {
      add(condition.cause());
    }
  }
}
