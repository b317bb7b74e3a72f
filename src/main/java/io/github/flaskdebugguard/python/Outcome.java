package io.github.flaskdebugguard.python;

import java.util.List;

/**
 * How one path through a stretch of code ended.
 *
 * @param delta what it changed, relative to the state before the stretch
 * @param conditions the undecided conditions under which it is taken, outermost first
 */
record Outcome(Completion completion, Delta delta, List<Condition> conditions) {
  Outcome {
    conditions = List.copyOf(conditions);
  }

  Outcome after(Delta earlier) {
    return new Outcome(completion, earlier.then(delta), conditions);
  }

  Outcome with(Completion other) {
    return new Outcome(other, delta, conditions);
  }
}
