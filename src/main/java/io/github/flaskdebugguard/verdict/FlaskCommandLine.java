package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.flask.CommandOptions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of the {@code flask} command: those of the group, the subcommand and its own.
 *
 * @param command the subcommand, null when none is given
 * @param words the subcommand and all that follows it
 */
record FlaskCommandLine(
    CommandOptions group, @Nullable String command, CommandOptions own, List<Text> words) {
  /** Commands of Flask and of well-known extensions, none of which serves. */
  private static final Set<String> OTHERS = Set.of("run", "shell", "routes", "db", "translate");

  private static final Set<String> GROUP_FLAGS =
      Set.of("--debug", "--no-debug", "--version", "--help");
  private static final Set<String> RUN_FLAGS =
      Set.of(
          "--debug",
          "--no-debug",
          "--debugger",
          "--no-debugger",
          "--reload",
          "--no-reload",
          "--with-threads",
          "--without-threads",
          "--eager-loading",
          "--lazy-loading",
          "--help");

  static FlaskCommandLine of(List<Text> arguments) {
    CommandOptions group = CommandOptions.of(arguments, GROUP_FLAGS, true);
    List<Text> operands = group.operands();
    String command =
        !operands.isEmpty() && operands.getFirst() instanceof Text.Known known
            ? known.value()
            : null;
    List<Text> rest = operands.isEmpty() ? List.of() : operands.subList(1, operands.size());
    return new FlaskCommandLine(
        group, command, CommandOptions.of(rest, RUN_FLAGS, false), List.copyOf(operands));
  }

  boolean serves() {
    return "run".equals(command);
  }

  /** {@return whether the application may bring the command} */
  boolean isOwn() {
    return command != null && !OTHERS.contains(command);
  }
}
