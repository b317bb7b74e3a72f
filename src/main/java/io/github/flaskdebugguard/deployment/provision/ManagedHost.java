package io.github.flaskdebugguard.deployment.provision;

import io.github.flaskdebugguard.deployment.provision.HostCommand.Written;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A host whose state resources describe, not steps: its files, what is brought to it, and what is
 * started on it.
 */
public final class ManagedHost {
  private final Map<String, Written> files = new TreeMap<>();
  private final Map<String, String> mounts = new LinkedHashMap<>();
  private final List<Started> started = new ArrayList<>();
  private final Set<String> given = new HashSet<>();

  /**
   * What a resource starts.
   *
   * @param words one line for a shell when {@code shell}, else the words of the program
   * @param image the container's image, null for a command of the host
   * @param folder absolute working folder, null when none is given
   */
  public record Started(
      String name,
      List<Text> words,
      boolean shell,
      @Nullable Text image,
      Map<String, Text> environment,
      @Nullable String folder,
      Span place) {}

  /** Puts a file at an absolute path; a null text is not known. */
  public void write(String path, @Nullable SourceFile text) {
    if (path.startsWith("/") && (files.size() < Limits.ITEMS || files.containsKey(path))) {
      files.put(path, new Written(text));
    } else if (path.startsWith("/") && text != null) {
      LimitNotes.bites(text.span(0, 0), "more than " + Limits.ITEMS + " files of one host");
    }
  }

  /** Brings a folder of the repository to an absolute path. */
  public void mount(String path, String folder) {
    if (path.startsWith("/") && path.length() > 1) {
      mounts.put(path.endsWith("/") ? path.substring(0, path.length() - 1) : path, folder);
    }
  }

  /** Starts a command or a container; the same one twice counts once. */
  public void start(Started command) {
    boolean fresh = given.add(command.name() + "\0" + command.words());
    if (!fresh || (command.words().isEmpty() && command.image() == null)) {
      return;
    }
    if (started.size() < Limits.ITEMS) {
      started.add(command);
    } else {
      LimitNotes.bites(command.place(), "more than " + Limits.ITEMS + " commands on one host");
    }
  }

  /** {@return what is started, on the host as all resources leave it} */
  public List<HostCommand> commands() {
    List<HostCommand> commands = new ArrayList<>();
    Map<String, Written> allFiles = files();
    Map<String, String> allMounts = mounts();
    for (Started each : started) {
      commands.add(
          new HostCommand(
              each.words(),
              each.shell(),
              null,
              each.image(),
              each.name(),
              each.environment(),
              each.folder(),
              allFiles,
              allMounts,
              each.place()));
    }
    return List.copyOf(commands);
  }

  /** {@return the files, by absolute path} */
  public Map<String, Written> files() {
    return Map.copyOf(files);
  }

  /** {@return folders of the repository by the absolute path where they stand} */
  public Map<String, String> mounts() {
    return Map.copyOf(mounts);
  }
}
