package io.github.flaskdebugguard.deployment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who can reach a deployment, as far as its files tell.
 *
 * @param bind address that the server is told to listen on by the platform, null when the server's
 *     own arguments decide
 * @param ports published ports as written, for example {@code 127.0.0.1:8080:5000}
 */
public record Exposure(@Nullable String bind, List<String> ports) {
  /** Nothing is said. */
  public static final Exposure NONE = new Exposure(null, List.of());

  public Exposure {
    ports = List.copyOf(ports);
  }
}
