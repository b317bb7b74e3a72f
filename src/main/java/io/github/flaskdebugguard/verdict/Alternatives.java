package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.deployment.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Joins the verdicts on processes of which a condition that is not known starts one. */
final class Alternatives {
  private Alternatives() {}

  static Verdict joined(List<Verdict> verdicts) {
    Verdict first = verdicts.getFirst();
    for (Verdict verdict : verdicts) {
      first = verdict.worst() == State.ON ? verdict : first;
    }
    State debug = state(verdicts, Verdict::debug);
    State debugger = state(verdicts, Verdict::debugger);
    List<Fact> trail = new ArrayList<>();
    List<Dependency> dependsOn = new ArrayList<>();
    List<Observation> observations = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      add(trail, verdict.trail());
      add(dependsOn, verdict.dependsOn());
      add(observations, verdict.observations());
    }
    boolean differ = debug == State.UNKNOWN || debugger == State.UNKNOWN;
    String reason =
        differ && first.reason().isEmpty()
            ? "a condition of the start script decides which server starts, and they differ"
            : first.reason();
    return new Verdict(
        first.deployment(),
        first.server(),
        first.entryPoint(),
        first.flaskVersion(),
        debug,
        debugger,
        state(verdicts, Verdict::leak),
        state(verdicts, Verdict::reloader),
        state(verdicts, Verdict::starts),
        reason,
        dependsOn,
        trail,
        first.deciding(),
        first.byDefault(),
        observations);
  }

  private static <T> void add(List<T> into, List<T> more) {
    for (T each : more) {
      if (!into.contains(each)) {
        into.add(each);
      }
    }
  }

  private static State state(List<Verdict> verdicts, Function<Verdict, State> question) {
    State all = question.apply(verdicts.getFirst());
    for (Verdict verdict : verdicts) {
      all = all == question.apply(verdict) ? all : State.UNKNOWN;
    }
    return all;
  }
}
