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

  private final Evaluations.Process process;
  private final Environment environment;
  private final StepBudget budget;

  /**
   * What is known of one variable.
   *
   * @param text "false" or "0" as its value turns debug mode on, though a person means off
   */
  record Found(Dependency dependency, boolean textAsTruth) {}

  Dependencies(Evaluations.Process process, Environment environment, StepBudget budget) {
    this.process = process;
    this.environment = environment;
    this.budget = budget;
  }

  List<Found> of(StartUp base, Trial.States states) {
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
    for (EnvironmentRead read : deciding(open, states)) {
      Found one = one(read, base, states.worst());
      if (one != null) {
        found.add(one);
      }
    }
    return found;
  }

  /** {@return the variables that may change the states, at most as many as are told} */
  private List<EnvironmentRead> deciding(Map<String, EnvironmentRead> open, Trial.States states) {
    boolean known = states.areKnown();
    Trial.States other = known ? run(environment, open.keySet()).states() : states;
    if (known && other != null && other.sameAs(states)) {
      return List.of();
    }
    List<EnvironmentRead> suspects = new ArrayList<>();
    List<EnvironmentRead> others = new ArrayList<>();
    Set<String> named = other == null ? Set.of() : other.suspects();
    open.forEach((name, read) -> (named.contains(name) ? suspects : others).add(read));
    if (!known) {
      // NOTE: what is unknown stays so under more unknowns; only a value can settle it.
      return suspects.subList(0, Math.min(suspects.size(), MAX_TOLD));
    }
    List<EnvironmentRead> deciding = new ArrayList<>();
    if (!suspects.isEmpty()) {
      search(suspects, states, deciding);
    }
    if (!others.isEmpty() && (suspects.isEmpty() || !settled(others, states))) {
      search(others, states, deciding);
    }
    return deciding;
  }

  /**
   * Finds the variables that matter among some that matter together, by halves: few do, and each
   * question costs an evaluation.
   */
  private void search(
      List<EnvironmentRead> reads, Trial.States states, List<EnvironmentRead> deciding) {
    if (reads.size() == 1) {
      deciding.add(reads.getFirst());
      return;
    }
    int middle = reads.size() / 2;
    for (List<EnvironmentRead> half :
        List.of(reads.subList(0, middle), reads.subList(middle, reads.size()))) {
      if (deciding.size() < MAX_TOLD && !settled(half, states)) {
        search(half, states, deciding);
      }
    }
  }

  private boolean isOpen(EnvironmentRead read) {
    return !read.found() || environment.get(read.variable()) instanceof Text.Unknown;
  }

  /** {@return whether the states are the same whatever these variables are set to} */
  private boolean settled(List<EnvironmentRead> variables, Trial.States states) {
    if (budget.isSpent()) {
      return true;
    }
    Set<String> names = new LinkedHashSet<>();
    variables.forEach(read -> names.add(read.variable()));
    Trial.States other = run(environment, names).states();
    return other != null && other.sameAs(states);
  }

  private Trial run(Environment changed, Set<String> outside) {
    Trial trial = process.attempt(changed, outside);
    budget.take(trial.steps());
    return trial;
  }

  private @Nullable Found one(EnvironmentRead read, StartUp base, State worst) {
    Set<String> values = new LinkedHashSet<>(CANDIDATES);
    // NOTE: some comparisons are reached only when the variable is set.
    Set<String> compared = new TreeSet<>(compared(base.compared(), read));
    compared.addAll(compared(run(environment, Set.of(read.variable())).compared(), read));
    compared.stream().limit(MAX_COMPARED).forEach(values::add);
    Map<String, State> states = new LinkedHashMap<>();
    Span span = read.span();
    for (String value : values) {
      if (!budget.isSpent()) {
        Environment set = environment.with(read.variable(), new Text.Known(value, span));
        Trial.States other = run(set, Set.of()).states();
        if (other == null || !other.fails()) {
          states.put(value, other == null ? State.OFF : other.worst());
        }
      }
    }
    boolean unset = !read.required() && environment.get(read.variable()) == null;
    State whenUnset = unset ? worst : State.UNKNOWN;
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

  private static Set<String> compared(Map<String, Set<String>> all, EnvironmentRead read) {
    return all.getOrDefault(read.variable(), Set.of());
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
