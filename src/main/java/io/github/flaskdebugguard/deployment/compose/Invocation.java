package io.github.flaskdebugguard.deployment.compose;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One way to call compose.
 *
 * @param files compose files in the order in which they are merged
 * @param folder project directory, to which relative paths and {@code .env} belong
 * @param envFiles {@code --env-file} options; when there are none, {@code .env} is read
 * @param profiles {@code --profile} options
 * @param caller variables that the caller is known to set
 * @param complete whether the caller sets nothing else, so that other variables are unset
 * @param source where the repository calls it so, or null when compose or its user would by
 *     convention
 */
public record Invocation(
    List<String> files,
    String folder,
    List<String> envFiles,
    Set<String> profiles,
    Map<String, Text> caller,
    boolean complete,
    @Nullable Span source) {
  public Invocation {
    files = List.copyOf(files);
    envFiles = List.copyOf(envFiles);
    profiles = Set.copyOf(profiles);
    caller = Map.copyOf(caller);
  }

  /** {@return a call with these files by a caller of whom nothing is known} */
  public static Invocation of(List<String> files) {
    return new Invocation(
        files, Paths.folder(files.getFirst()), List.of(), Set.of(), Map.of(), false, null);
  }
}
