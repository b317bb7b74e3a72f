package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.deployment.Environment;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The start of a process as its deployer makes it: where it fails after the code missed a variable,
 * the deployer must set that one.
 */
final class SuppliedStart {
  private static final int MAX_NEEDED = 8;

  private final Evaluations.Process process;
  private final Environment environment;
  private final StepBudget budget;

  SuppliedStart(Evaluations.Process process, Environment environment, StepBudget budget) {
    this.process = process;
    this.environment = environment;
    this.budget = budget;
  }

  /** {@return the start; as it is where it fails whatever is set} */
  StartUp run() {
    Trial recalled = process.recalled(environment);
    if (recalled != null && recalled.failing() != null) {
      StartUp supplied = supplied(recalled.failing(), recalled.steps());
      return supplied == null ? bare() : supplied;
    }
    StartUp bare = bare();
    Trial.Failing failing = Trial.Failing.of(bare);
    if (failing == null) {
      budget.take(bare.steps());
      return bare;
    }
    StartUp supplied = supplied(failing, bare.steps());
    return supplied == null ? bare : supplied;
  }

  private StartUp bare() {
    return process.run(environment, Set.of());
  }

  /**
   * {@return the start with what it lacks set from outside, null when it fails all the same}
   *
   * @param steps what the start took that failed
   */
  private @Nullable StartUp supplied(Trial.Failing bare, long steps) {
    if (bare.bySetValue()) {
      return null;
    }
    budget.take(steps);
    Evaluations.Process filled = process.in(Starting.Manner.FILLED);
    Set<String> needed = new LinkedHashSet<>();
    Trial.@Nullable Failing failing = bare;
    while (failing != null && needed.size() < MAX_NEEDED && !budget.isSpent()) {
      String variable = failing.lastAbsent();
      if (variable == null || !needed.add(variable)) {
        return null;
      }
      // NOTE: a value that is there must be enough; that an empty one would do is chance.
      Trial given = filled.attempt(environment, needed);
      failing = given.failing();
      if (failing != null) {
        budget.take(given.steps());
        continue;
      }
      StartUp start = process.run(environment, needed);
      budget.take(given.steps() + start.steps());
      failing = Trial.Failing.of(start);
      if (failing == null) {
        return start;
      }
    }
    return null;
  }
}
