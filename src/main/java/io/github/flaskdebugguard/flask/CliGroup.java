package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.python.Effect;
import io.github.flaskdebugguard.python.Value;
import java.util.List;

/**
 * A script of the repository works as the {@code flask} command.
 *
 * @param createApp the factory it was given, {@code None} where it finds the application itself
 * @param arguments the words after the script's name
 */
public record CliGroup(Value createApp, List<Value> arguments) implements Effect.Payload {
  public CliGroup {
    arguments = List.copyOf(arguments);
  }
}
