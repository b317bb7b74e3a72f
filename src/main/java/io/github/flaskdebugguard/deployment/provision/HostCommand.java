package io.github.flaskdebugguard.deployment.provision;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command that a task runs on a host, or a container that it starts.
 *
 * @param words one shell line when {@code shell}, the words of the program otherwise; of a
 *     container its command, empty when the image decides
 * @param executable the shell that runs the line, null for {@code /bin/sh}
 * @param image the container's image, null for a command of the host
 * @param name name of the task or container
 * @param environment what the task's environment sets; null is written as {@code None}
 * @param folder absolute working folder, null when none is given
 * @param files what earlier tasks wrote, by absolute path; null when the text is not known
 * @param mounts repository folders that earlier tasks brought to the host, by absolute path
 */
public record HostCommand(
    List<Text> words,
    boolean shell,
    @Nullable String executable,
    @Nullable Text image,
    String name,
    Map<String, Text> environment,
    @Nullable String folder,
    Map<String, Written> files,
    Map<String, String> mounts,
    Span place) {
  public HostCommand {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
    files = Map.copyOf(files);
    mounts = Map.copyOf(mounts);
  }

  /** A file on the host; its text is null when it is not known. */
  public record Written(@Nullable SourceFile text) {}
}
