package io.github.flaskdebugguard.verdict;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a start that was evaluated to learn what would change: far less than the start
 * itself, whose values hold on to all that the code made.
 *
 * @param states null when nothing of it has to do with Flask
 * @param compared the texts that each variable is compared with
 * @param steps how much evaluation it took
 */
record Trial(@Nullable States states, Map<String, Set<String>> compared, long steps) {
  static Trial of(StartUp start) {
    Outcomes outcomes = Outcomes.of(start);
    States states = outcomes == null ? null : States.of(outcomes);
    return new Trial(states, start.compared(), start.steps());
  }

  /**
   * The states of a start.
   *
   * @param fails whether it surely does not come to serve
   * @param suspects the variables that the deciding values were made from
   */
  record States(
      State debug, State debugger, State starts, State worst, boolean fails, Set<String> suspects) {
    States {
      suspects = Set.copyOf(suspects);
    }

    static States of(Outcomes outcomes) {
      return new States(
          outcomes.debug(),
          outcomes.debuggerState(),
          outcomes.starts(),
          outcomes.worst(),
          outcomes.first() == null && outcomes.starts() == State.OFF,
          Suspects.of(outcomes));
    }

    boolean areKnown() {
      return debug != State.UNKNOWN && debugger != State.UNKNOWN;
    }

    boolean sameAs(States other) {
      return debug == other.debug && debugger == other.debugger;
    }
  }
}
