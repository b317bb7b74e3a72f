package io.github.flaskdebugguard.github;

import io.github.flaskdebugguard.repository.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** The files that a step writes for its runner and for later steps. */
final class StepFiles {
  /** A larger summary is dropped whole, and an error is shown in its place. */
  private static final int SUMMARY_BYTES = 1_000_000;

  private final Map<String, String> environment;

  StepFiles(Map<String, String> environment) {
    this.environment = environment;
  }

  /** {@return the folder of the job} */
  Path workspace() {
    return Path.of(environment.getOrDefault("GITHUB_WORKSPACE", ".")).toAbsolutePath().normalize();
  }

  /**
   * {@return where a file is to be written}
   *
   * @param name relative to the workspace
   * @throws InputException when it is elsewhere, also by way of a link that a checkout has left
   */
  Path below(String input, String name) throws InputException {
    try {
      Path workspace = workspace();
      Path file = workspace.resolve(name).normalize();
      Path folder = file.getParent();
      if (folder == null || !file.startsWith(workspace) || file.equals(workspace)) {
        throw new InputException("input " + input + ": '" + name + "' is not below the workspace");
      }
      String obstacle = WholeFile.obstacle(file);
      if (!obstacle.isEmpty()) {
        throw new InputException("input " + input + ": '" + name + "' " + obstacle);
      }
      if (!folder.toRealPath().startsWith(workspace.toRealPath())) {
        throw new InputException("input " + input + ": '" + name + "' is behind a link");
      }
      return file;
    } catch (IOException | InvalidPathException e) {
      throw new InputException("input " + input + ": '" + name + "' cannot be written");
    }
  }

  /** Writes a file and gives it to the owner of the workspace, since a container runs as root. */
  void write(Path file, WholeFile.Content content) throws IOException {
    WholeFile.write(file, content);
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      Path workspace = workspace();
      for (String attribute : new String[] {"unix:uid", "unix:gid"}) {
        Object wanted = Files.getAttribute(workspace, attribute);
        if (!wanted.equals(Files.getAttribute(file, attribute, LinkOption.NOFOLLOW_LINKS))) {
          Files.setAttribute(file, attribute, wanted, LinkOption.NOFOLLOW_LINKS);
        }
      }
    } catch (FileSystemException | UnsupportedOperationException e) {
      // Whoever is not root owns the workspace already, or cannot help it.
    }
  }

  /**
   * Hands values to later steps. They hold no line ends.
   *
   * @return whether the runner takes them
   */
  boolean outputs(Map<String, String> values) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> output : values.entrySet()) {
      if (output.getValue().chars().anyMatch(c -> c < ' ')) {
        throw new IOException("output " + output.getKey() + " has a control character");
      }
      text.append(output.getKey()).append('=').append(output.getValue()).append('\n');
    }
    return append("GITHUB_OUTPUT", text.toString());
  }

  /**
   * Shows a page on the run.
   *
   * @return whether the runner takes it
   */
  boolean summary(String markdown) throws IOException {
    boolean fits = markdown.getBytes(StandardCharsets.UTF_8).length <= SUMMARY_BYTES;
    String instead = "The report is too large for a summary; see the SARIF file.\n";
    return append("GITHUB_STEP_SUMMARY", fits ? markdown : instead);
  }

  private boolean append(String variable, String text) throws IOException {
    String file = environment.getOrDefault(variable, "");
    if (!file.isEmpty()) {
      Files.writeString(
          Path.of(file),
          text,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND,
          StandardOpenOption.WRITE);
    }
    return !file.isEmpty();
  }
}
