package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A process that a deployment starts, after wrappers and shells are resolved.
 *
 * @param arguments the program and its arguments, as the program gets them
 * @param folder absolute working folder, null when it cannot be known
 * @param environment what the process inherits
 * @param condition source text of a shell condition that could not be decided and under which it
 *     starts, or null
 * @param trail how the deployment comes to start it, in order: the command, scripts, exports
 * @param absent variables that nothing sets and that shells asked for on the way, in order of
 *     asking: setting one may change what starts
 * @param command what it was resolved from, null when no shell asked for a variable
 */
public record ProcessStart(
    List<Text> arguments,
    @Nullable String folder,
    Environment environment,
    @Nullable String condition,
    List<Fact> trail,
    List<Absent> absent,
    @Nullable Command command) {
  public ProcessStart {
    arguments = List.copyOf(arguments);
    trail = List.copyOf(trail);
    absent = List.copyOf(absent);
  }

  /** A process on the way from a command to what stays. */
  public ProcessStart(
      List<Text> arguments,
      @Nullable String folder,
      Environment environment,
      @Nullable String condition,
      List<Fact> trail,
      List<Absent> absent) {
    this(arguments, folder, environment, condition, trail, absent, null);
  }

  /** A process for which no shell asked for a variable. */
  public ProcessStart(
      List<Text> arguments,
      @Nullable String folder,
      Environment environment,
      @Nullable String condition,
      List<Fact> trail) {
    this(arguments, folder, environment, condition, trail, List.of());
  }

  /** {@return this process, that remembers what it was resolved from} */
  ProcessStart from(Command origin) {
    return new ProcessStart(arguments, folder, environment, condition, trail, absent, origin);
  }

  /**
   * A command as a platform starts it, to be resolved again under another environment.
   *
   * @param start the process as the platform starts it
   * @param files what it sees
   */
  public record Command(ProcessStart start, FileView files) {
    /** {@return the processes that stay when these variables are set too} */
    public List<ProcessStart> with(Map<String, Text> variables) {
      Environment environment = start.environment().withAll(variables);
      return Launches.resolve(
          new ProcessStart(
              start.arguments(),
              start.folder(),
              environment,
              start.condition(),
              start.trail(),
              start.absent()),
          files);
    }
  }

  /** A variable that nothing sets, and where a shell asked for it. */
  public record Absent(String variable, Span span) {}
}
