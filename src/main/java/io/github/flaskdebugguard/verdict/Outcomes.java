package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.python.Truth;
import io.github.flaskdebugguard.python.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The states of a start-up, its ways of serving taken together.
 *
 * @param flag the value that decides the flag, null when nothing serves
 * @param debugger the value that decides the debugger, null when nothing serves
 * @param first the way of serving that is told about, null when nothing serves
 */
record Outcomes(
    State debug,
    State debuggerState,
    State leak,
    State reloader,
    State starts,
    @Nullable Value flag,
    @Nullable Value debugger,
    @Nullable Serving first) {

  /** {@return the states of a process that makes an app and ends without serving it} */
  static Outcomes ended() {
    return new Outcomes(State.OFF, State.OFF, State.OFF, State.OFF, State.OFF, null, null, null);
  }

  /** {@return the states, or null when nothing of it has to do with Flask} */
  static @Nullable Outcomes of(StartUp start) {
    List<Serving> servings = new ArrayList<>();
    for (Serving serving : start.servings()) {
      boolean flask =
          serving.flask() == null ? start.evidence() : Boolean.TRUE.equals(serving.flask());
      if (flask) {
        servings.add(serving);
      }
    }
    if (servings.isEmpty()) {
      boolean open = start.failure() != null || start.limit() != null;
      return open && start.evidence() && start.servings().isEmpty()
          ? new Outcomes(
              State.UNKNOWN,
              State.UNKNOWN,
              State.UNKNOWN,
              State.UNKNOWN,
              start.failure() != null ? State.OFF : State.UNKNOWN,
              null,
              null,
              null)
          : null;
    }
    State debug = joined(servings, serving -> truth(serving.flag()));
    State debugger = joined(servings, serving -> truth(serving.debugger()));
    Serving first = worst(servings);
    return new Outcomes(
        debug,
        debugger,
        joined(servings, Serving::leak),
        joined(servings, serving -> truth(serving.reloader())),
        joined(servings, Serving::starts),
        first.flag(),
        first.debugger(),
        first);
  }

  private static Serving worst(List<Serving> servings) {
    for (Serving serving : servings) {
      if (truth(serving.debugger()) == Truth.TRUE) {
        return serving;
      }
    }
    for (Serving serving : servings) {
      if (truth(serving.flag()) == Truth.TRUE) {
        return serving;
      }
    }
    return servings.getFirst();
  }

  /** {@return on where a way that is surely taken is on, unknown where the ways disagree} */
  private static State joined(List<Serving> servings, Function<Serving, Truth> question) {
    State all = null;
    for (Serving serving : servings) {
      State state = state(question.apply(serving));
      if (state == State.ON && serving.conditions().isEmpty()) {
        return State.ON;
      }
      all = all == null || all == state ? state : State.UNKNOWN;
    }
    return all == null ? State.UNKNOWN : all;
  }

  static Truth truth(Value value) {
    return switch (value) {
      case Value.Unknown unknown -> unknown.truth();
      case Value.Choice choice -> {
        Truth all = null;
        for (Value.Choice.Alternative alternative : choice.alternatives()) {
          Truth each = truth(alternative.value());
          all = all == null || all == each ? each : Truth.DEPENDS;
        }
        yield all == null ? Truth.DEPENDS : all;
      }
      case Value.None none -> Truth.FALSE;
      case Value.Bool bool -> Truth.of(bool.value());
      case Value.Int number -> Truth.of(number.value() != 0);
      case Value.Real number -> Truth.of(number.value() != 0);
      case Value.Str text -> Truth.of(!text.value().isEmpty());
      case Value.Bytes bytes -> Truth.of(!bytes.value().isEmpty());
      case Value.Tuple tuple -> Truth.of(!tuple.items().isEmpty());
      case Value.Unbound unbound -> Truth.FALSE;
      default -> Truth.TRUE;
    };
  }

  private static State state(Truth truth) {
    return switch (truth) {
      case TRUE -> State.ON;
      case FALSE -> State.OFF;
      case DEPENDS -> State.UNKNOWN;
    };
  }

  /** {@return on when flag or debugger is on, off when neither is, else unknown} */
  State worst() {
    if (debug == State.ON || debuggerState == State.ON) {
      return State.ON;
    }
    return debug == State.OFF && debuggerState == State.OFF ? State.OFF : State.UNKNOWN;
  }
}
