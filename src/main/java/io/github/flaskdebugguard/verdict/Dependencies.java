package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.deployment.Environment;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.python.EnvironmentRead;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the variables that nothing in the repository sets and that change the verdict, by
 * evaluating again with them set.
 */
final class Dependencies {
  /** Values that each variable is tried with beside those that the code compares it with. */
  static final List<String> CANDIDATES = List.of("1", "0", "true", "false", "no", "", Words.OTHER);

  private static final int MAX_VARIABLES = 40;
  private static final int MAX_TOLD = 6;
  private static final int MAX_COMPARED = 6;

  private final Again again;
  private final Environment environment;
  private final StepBudget budget;

  /** Evaluates once more. */
  @FunctionalInterface
  interface Again {
    /** {@return the start-up under another environment} */
    StartUp run(Environment environment, Set<String> outside);
  }

  /**
   * What is known of one variable.
   *
   * @param text "false" or "0" as its value turns debug mode on, though a person means off
   */
  record Found(Dependency dependency, boolean textAsTruth) {}

  Dependencies(Again again, Environment environment, StepBudget budget) {
    this.again = again;
    this.environment = environment;
    this.budget = budget;
  }

  List<Found> of(StartUp base, Outcomes outcomes) {
    Map<String, EnvironmentRead> open = new LinkedHashMap<>();
    for (EnvironmentRead read : base.reads().values()) {
      if (isOpen(read) && open.size() < MAX_VARIABLES) {
        open.put(read.variable(), read);
      }
    }
    if (open.isEmpty() || base.limit() != null || budget.isSpent()) {
      return List.of();
    }
    List<Found> found = new ArrayList<>();
    for (EnvironmentRead read : deciding(open, outcomes)) {
      Found one = one(read, base, outcomes);
      if (one != null) {
        found.add(one);
      }
    }
    return found;
  }

  /** {@return the variables that may change the states, at most as many as are told} */
  private List<EnvironmentRead> deciding(Map<String, EnvironmentRead> open, Outcomes outcomes) {
    boolean known = isKnown(outcomes);
    Outcomes other = known ? Outcomes.of(run(environment, open.keySet())) : outcomes;
    if (known && other != null && other.sameAs(outcomes)) {
      return List.of();
    }
    List<EnvironmentRead> suspects = new ArrayList<>();
    List<EnvironmentRead> others = new ArrayList<>();
    Set<String> named = other == null ? Set.of() : Suspects.of(other);
    open.forEach((name, read) -> (named.contains(name) ? suspects : others).add(read));
    if (!known) {
      // NOTE: what is unknown stays so under more unknowns; only a value can settle it.
      return suspects.subList(0, Math.min(suspects.size(), MAX_TOLD));
    }
    List<EnvironmentRead> deciding = new ArrayList<>();
    if (!suspects.isEmpty()) {
      search(suspects, outcomes, deciding);
    }
    if (!others.isEmpty() && (suspects.isEmpty() || !settled(others, outcomes))) {
      search(others, outcomes, deciding);
    }
    return deciding;
  }

  private static boolean isKnown(Outcomes outcomes) {
    return outcomes.debug() != State.UNKNOWN && outcomes.debuggerState() != State.UNKNOWN;
  }

  /**
   * Finds the variables that matter among some that matter together, by halves: few do, and each
   * question costs an evaluation.
   */
  private void search(
      List<EnvironmentRead> reads, Outcomes outcomes, List<EnvironmentRead> deciding) {
    if (reads.size() == 1) {
      deciding.add(reads.getFirst());
      return;
    }
    int middle = reads.size() / 2;
    for (List<EnvironmentRead> half :
        List.of(reads.subList(0, middle), reads.subList(middle, reads.size()))) {
      if (deciding.size() < MAX_TOLD && !settled(half, outcomes)) {
        search(half, outcomes, deciding);
      }
    }
  }

  private boolean isOpen(EnvironmentRead read) {
    return !read.found() || environment.get(read.variable()) instanceof Text.Unknown;
  }

  /** {@return whether the states are the same whatever these variables are set to} */
  private boolean settled(List<EnvironmentRead> variables, Outcomes outcomes) {
    if (budget.isSpent()) {
      return true;
    }
    Set<String> names = new LinkedHashSet<>();
    variables.forEach(read -> names.add(read.variable()));
    Outcomes other = Outcomes.of(run(environment, names));
    return other != null && other.sameAs(outcomes);
  }

  private StartUp run(Environment changed, Set<String> outside) {
    StartUp start = again.run(changed, outside);
    budget.take(start.steps());
    return start;
  }

  private @Nullable Found one(EnvironmentRead read, StartUp base, Outcomes outcomes) {
    Set<String> values = new LinkedHashSet<>(CANDIDATES);
    // NOTE: some comparisons are reached only when the variable is set.
    Set<String> compared = new TreeSet<>(compared(base, read));
    compared.addAll(compared(run(environment, Set.of(read.variable())), read));
    compared.stream().limit(MAX_COMPARED).forEach(values::add);
    Map<String, State> states = new LinkedHashMap<>();
    Span span = read.span();
    for (String value : values) {
      if (!budget.isSpent()) {
        Environment set = environment.with(read.variable(), new Text.Known(value, span));
        Outcomes other = Outcomes.of(run(set, Set.of()));
        boolean fails = other != null && other.first() == null && other.starts() == State.OFF;
        if (!fails) {
          states.put(value, other == null ? State.OFF : other.worst());
        }
      }
    }
    boolean unset = !read.required() && environment.get(read.variable()) == null;
    State whenUnset = unset ? outcomes.worst() : State.UNKNOWN;
    State otherwise = otherwise(states, whenUnset);
    if (otherwise == whenUnset && unset) {
      return null;
    }
    boolean textAsTruth =
        states.get("false") == State.ON
            && states.get("0") == State.ON
            && states.get("") != State.ON;
    return new Found(
        new Dependency(
            read.variable(),
            whenUnset,
            otherwise,
            Words.describe(states),
            span.path().isEmpty() ? null : span),
        textAsTruth);
  }

  private static Set<String> compared(StartUp start, EnvironmentRead read) {
    return start.compared().getOrDefault(read.variable(), Set.of());
  }

  /** {@return the state that setting the variable can bring, on before off before unknown} */
  static State otherwise(Map<String, State> states, State whenUnset) {
    for (State state : List.of(State.ON, State.OFF, State.UNKNOWN)) {
      if (state != whenUnset && states.containsValue(state)) {
        return state;
      }
    }
    return whenUnset;
  }
}
