package io.github.flaskdebugguard.deployment.compose;

import io.github.flaskdebugguard.document.Text;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where interpolation and bare keys take values from.
 *
 * @param caller variables of the process that calls compose, as far as they are known
 * @param files values of {@code .env} or {@code --env-file}, the most important first
 * @param complete whether a variable that is nowhere is really unset; false when the caller may set
 *     others
 */
record Variables(Map<String, Text> caller, List<Map<String, Text>> files, boolean complete) {
  Variables {
    caller = Map.copyOf(caller);
    files = List.copyOf(files);
  }

  @Nullable Text get(String name) {
    Text value = caller.get(name);
    for (Map<String, Text> file : files) {
      if (value == null) {
        value = file.get(name);
      }
    }
    return value;
  }

  /** {@return these variables over defaults of a file of less weight} */
  Variables over(Map<String, Text> defaults) {
    return new Variables(
        caller, Stream.concat(files.stream(), Stream.of(defaults)).toList(), complete);
  }
}
