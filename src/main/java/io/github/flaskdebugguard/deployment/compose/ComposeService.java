package io.github.flaskdebugguard.deployment.compose;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One service after all merging.
 *
 * @param mentions the service's key in each file that defines it, in merge order
 * @param image null when none is named
 * @param build null when it is not built
 * @param command replaces the image's CMD; null when nothing says so; empty keeps the image's
 * @param entrypoint replaces the image's ENTRYPOINT and drops its CMD; empty clears ENTRYPOINT and
 *     keeps CMD
 * @param settings what env files and {@code environment} do, in order; the last one of a name wins
 * @param unread reasons why other variables may be set: env files that are not in the repository
 * @param ports published ports as written
 * @param profiles the service starts only when one of these is chosen; empty: always
 * @param active whether it starts in this call
 * @param longRunning whether it is told to restart or to run several times, as services on servers
 *     are
 * @param notes which variables were filled in from where, and what is lost
 */
public record ComposeService(
    String name,
    List<Span> mentions,
    @Nullable Text image,
    @Nullable Build build,
    @Nullable Words command,
    @Nullable Words entrypoint,
    List<Setting> settings,
    List<Text.Unknown> unread,
    @Nullable Text workingDirectory,
    List<Mount> mounts,
    List<String> ports,
    boolean hostNetwork,
    List<String> profiles,
    boolean active,
    boolean longRunning,
    List<Note> notes) {
  public ComposeService {
    mentions = List.copyOf(mentions);
    settings = List.copyOf(settings);
    unread = List.copyOf(unread);
    mounts = List.copyOf(mounts);
    ports = List.copyOf(ports);
    profiles = List.copyOf(profiles);
    notes = List.copyOf(notes);
  }

  /**
   * A variable that is set or removed.
   *
   * @param value null when the variable is removed, also that of the image
   * @param span the entry that does it
   */
  public record Setting(String name, @Nullable Text value, Span span) {}

  /**
   * A command.
   *
   * @param written as a person would write it
   * @param dropped the part of a string that compose never runs, or null
   */
  public record Words(List<Text> words, String written, @Nullable String dropped, Span span) {
    public Words {
      words = List.copyOf(words);
    }
  }

  /**
   * How the image is built.
   *
   * @param context repository folder, null when it lies outside or is unknown
   * @param dockerfile repository path of the Dockerfile, null when it is unknown or inline
   * @param inline text of the Dockerfile when it is written in the compose file
   * @param arguments build arguments that are given
   */
  public record Build(
      @Nullable String context,
      @Nullable String dockerfile,
      Text.@Nullable Known inline,
      @Nullable Text target,
      Map<String, Text> arguments,
      Span span) {
    public Build {
      arguments = Map.copyOf(arguments);
    }
  }

  /**
   * A file or folder that is mounted.
   *
   * @param source repository path, null for a volume or a path outside the repository
   * @param target absolute path in the container
   */
  public record Mount(@Nullable String source, String target, Span span) {}
}
