package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import java.util.List;
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
 */
public record ProcessStart(
    List<Text> arguments,
    @Nullable String folder,
    Environment environment,
    @Nullable String condition,
    List<Fact> trail) {
  public ProcessStart {
    arguments = List.copyOf(arguments);
    trail = List.copyOf(trail);
  }
}
