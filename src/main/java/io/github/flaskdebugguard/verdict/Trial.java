package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.flask.AppCreated;
import io.github.flaskdebugguard.library.Spawned;
import io.github.flaskdebugguard.python.Effect;
import io.github.flaskdebugguard.repository.Span;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a start that was evaluated to learn what would change, and for deployments that
 * start alike: far less than the start itself, whose values hold on to all that the code made.
 *
 * @param states null when nothing of it has to do with Flask
 * @param failing null when it serves or ends by itself
 * @param idle null when there is more to say of it
 * @param compared the texts that each variable is compared with
 * @param steps how much evaluation it took
 */
record Trial(
    @Nullable States states,
    @Nullable Failing failing,
    @Nullable Idle idle,
    Map<String, Set<String>> compared,
    long steps) {
  static Trial of(StartUp start) {
    Outcomes outcomes = Outcomes.of(start);
    States states = outcomes == null ? null : States.of(outcomes);
    Idle idle = outcomes == null ? Idle.of(start) : null;
    return new Trial(states, Failing.of(start), idle, start.compared(), start.steps());
  }

  /**
   * How a start fails.
   *
   * @param bySetValue whether the value of a variable that is set causes it
   * @param lastAbsent the variable that was asked for last and that nothing sets, or null
   */
  record Failing(boolean bySetValue, @Nullable String lastAbsent) {
    static @Nullable Failing of(StartUp start) {
      StartUp.Failure failure = start.failure();
      return failure == null || !start.servings().isEmpty()
          ? null
          : new Failing(failure.bySetValue(), start.lastAbsent());
    }
  }

  /**
   * A start that ends well, serves nothing and starts nothing else: a migration before the server,
   * for example.
   *
   * @param apps where it makes apps, all of them in other files than the one that it starts with
   */
  record Idle(@Nullable String entryPoint, Set<Span> apps) {
    static @Nullable Idle of(StartUp start) {
      if (start.failure() != null
          || start.limit() != null
          || start.missing() != null
          || !start.servings().isEmpty()) {
        return null;
      }
      Set<Span> apps = new HashSet<>();
      for (Effect effect : start.effects()) {
        if (effect.payload() instanceof Spawned) {
          return null;
        }
        if (effect.payload() instanceof AppCreated) {
          if (effect.span().path().equals(start.entryPoint())) {
            return null;
          }
          apps.add(effect.span());
        }
      }
      return new Idle(start.entryPoint(), apps);
    }
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
