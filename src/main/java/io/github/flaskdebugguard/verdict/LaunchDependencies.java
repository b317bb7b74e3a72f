package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.deployment.ProcessStart;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the variables that nothing sets and for which start scripts ask: setting one may start
 * another program or give it other arguments. The scripts are followed again with each value.
 */
final class LaunchDependencies {
  private static final int MAX_VARIABLES = 6;
  private static final int MAX_WORDS = 6;

  /** Lines after one that names a variable in which {@code case} lists its values. */
  private static final int CASES = 8;

  /** What it costs to follow a script again, in steps, for each process that it starts. */
  private static final long PER_START = 10_000;

  private final Repository repository;
  private final StepBudget budget;
  private final Function<ProcessStart, Trial.@Nullable States> judged;

  /**
   * @param judged what a process does, null for one that has nothing to do with Flask
   */
  LaunchDependencies(
      Repository repository,
      StepBudget budget,
      Function<ProcessStart, Trial.@Nullable States> judged) {
    this.repository = repository;
    this.budget = budget;
    this.judged = judged;
  }

  /**
   * {@return the variables that change a verdict}
   *
   * @param known what was found for the code
   */
  List<Dependencies.Found> of(ProcessStart start, State worst, List<Dependencies.Found> known) {
    ProcessStart.Command command = start.command();
    if (command == null) {
      return known;
    }
    List<Dependencies.Found> all = new ArrayList<>(known);
    Set<String> names = new LinkedHashSet<>();
    known.forEach(each -> names.add(each.dependency().variable()));
    int asked = 0;
    for (ProcessStart.Absent absent : start.absent()) {
      if (names.add(absent.variable()) && asked++ < MAX_VARIABLES) {
        Dependencies.Found found = one(absent, command, start, worst);
        if (found != null) {
          all.add(found);
        }
      }
    }
    return all;
  }

  private Dependencies.@Nullable Found one(
      ProcessStart.Absent absent, ProcessStart.Command command, ProcessStart start, State worst) {
    Set<String> values = new LinkedHashSet<>(Dependencies.CANDIDATES);
    values.addAll(words(absent));
    Map<String, State> states = new LinkedHashMap<>();
    Map<String, State> seen = new LinkedHashMap<>();
    seen.put(shown(List.of(start), absent.variable()), worst);
    for (String value : values) {
      if (budget.isSpent()) {
        break;
      }
      Text set = new Text.Known(value, absent.span());
      List<ProcessStart> starts = command.with(Map.of(absent.variable(), set));
      budget.take(PER_START * starts.size());
      String commands = shown(starts, absent.variable());
      State state = seen.get(commands);
      if (state == null) {
        state = worst(starts);
        seen.put(commands, state);
      }
      states.put(value, state);
    }
    State otherwise = Dependencies.otherwise(states, worst);
    // NOTE: a word that is no value of the variable may well give a command nobody can read.
    return otherwise == worst || otherwise == State.UNKNOWN
        ? null
        : new Dependencies.Found(
            new Dependency(
                absent.variable(),
                worst,
                otherwise,
                Words.describe(states),
                absent.span().path().isEmpty() ? null : absent.span()),
            false);
  }

  /** {@return what starts and under which variables, but for one of which the code is asked} */
  private static String shown(List<ProcessStart> starts, String variable) {
    StringBuilder text = new StringBuilder();
    for (ProcessStart start : starts) {
      start.arguments().forEach(word -> text.append(value(word)).append('\0'));
      start
          .environment()
          .variables()
          .forEach(
              (name, set) -> {
                if (!name.equals(variable)) {
                  text.append(name).append('=').append(value(set.value())).append('\0');
                }
              });
      text.append(start.folder()).append('\n');
    }
    return text.toString();
  }

  private static String value(@Nullable Text text) {
    return switch (text) {
      case null -> "";
      case Text.Known known -> known.value();
      case Text.Unknown unknown -> unknown.reason();
    };
  }

  private State worst(List<ProcessStart> starts) {
    State all = State.OFF;
    for (ProcessStart each : starts) {
      Trial.States states = judged.apply(each);
      State state = states == null ? State.OFF : states.worst();
      if (state == State.ON) {
        return State.ON;
      }
      all = state == State.UNKNOWN ? state : all;
    }
    return all;
  }

  /** {@return words of the script near the place that may be values of the variable} */
  private Set<String> words(ProcessStart.Absent absent) {
    Set<String> words = new LinkedHashSet<>();
    SourceFile file = absent.span().path().isEmpty() ? null : repository.read(absent.span().path());
    if (file == null) {
      return words;
    }
    int first = file.lineOf(absent.span().start());
    int last = file.line(first).contains("case ") ? first + CASES : first;
    for (int line = first; line <= Math.min(last, file.lineCount()); line++) {
      for (String word : file.line(line).split("[^A-Za-z0-9_.-]+")) {
        boolean plain = !word.isEmpty() && !word.equals(absent.variable()) && !word.startsWith("-");
        if (plain && words.size() < MAX_WORDS) {
          words.add(word);
        }
      }
    }
    return words;
  }
}
