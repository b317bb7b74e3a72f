package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.deployment.ProcessStart;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Limits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The steps that the evaluations of one deployment may take together beyond its starts: what its
 * variables would change is asked as long as it is cheap.
 */
final class StepBudget {
  private static final long MAX_STEPS = 1_500_000;

  /** An evaluation of more steps is not repeated for each way to the same command. */
  private static final long DEAR = 100_000;

  /** What an evaluation costs besides its steps. */
  private static final long START = 1_000;

  private final Set<List<String>> hopeless = new HashSet<>();
  private long taken;
  private int spawned;

  void take(long steps) {
    taken += Math.max(steps, START);
  }

  /** Notes that the evaluation of a command ended without an answer after so many steps. */
  void ended(ProcessStart start, long steps) {
    List<String> command = command(start);
    if (steps > DEAR && !command.isEmpty()) {
      hopeless.add(command);
    }
  }

  /**
   * {@return whether the same command, started under another condition, had no answer and was dear}
   * What is not known of one is not known of all.
   */
  boolean isHopeless(ProcessStart start) {
    return hopeless.contains(command(start));
  }

  /**
   * {@return whether one more of the processes that start-up code starts is judged} They start
   * others in turn.
   */
  boolean allowsAnother() {
    return ++spawned <= Limits.PROCESSES && !isSpent();
  }

  boolean isSpent() {
    return taken > MAX_STEPS;
  }

  /** {@return the words of a command and its folder; empty when not all are known} */
  private static List<String> command(ProcessStart start) {
    return command(start.arguments(), start.folder());
  }

  /** {@return the words of a command and its folder; empty when not all are known} */
  static List<String> command(List<Text> arguments, @Nullable String folder) {
    List<String> words = new ArrayList<>();
    for (Text word : arguments) {
      if (!(word instanceof Text.Known known)) {
        return List.of();
      }
      words.add(known.value());
    }
    words.add(folder == null ? "" : folder);
    return words;
  }
}
