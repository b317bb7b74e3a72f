package io.github.flaskdebugguard.deployment.manifest;

import io.github.flaskdebugguard.deployment.provision.Data;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What names mean where an expression stands. */
public interface Names {
  /**
   * {@return the value of a name, with its sign ({@code $debug}, {@code @debug}); null when it has
   * none}
   */
  @Nullable Data value(String name);

  /** {@return what a function gives, or null when it is not known} */
  default @Nullable Data call(String function, List<Data> arguments, Span span) {
    return null;
  }
}
