package io.github.flaskdebugguard.platform;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A repository that the real Git makes, also with trees that Git itself would refuse. */
public final class GitRepository {
  private final Path folder;

  private GitRepository(Path folder) {
    this.folder = folder;
  }

  /**
   * {@return a new empty repository that lets clients fetch any commit}
   *
   * @param options of {@code git init}
   */
  public static GitRepository create(Path folder, String... options) throws IOException {
    Files.createDirectories(folder);
    GitRepository created = new GitRepository(folder);
    List<String> init = new ArrayList<>(List.of("init", "-q", "-b", "main"));
    init.addAll(List.of(options));
    created.git(init.toArray(String[]::new));
    created.git("config", "uploadpack.allowAnySHA1InWant", "true");
    created.git("config", "uploadpack.allowFilter", "true");
    return created;
  }

  /** {@return where its work tree is} */
  public Path folder() {
    return folder;
  }

  /** {@return the id of a commit of these files in place of all others} */
  public String commit(String message, Map<String, String> files) throws IOException {
    git("rm", "-rfq", "--ignore-unmatch", ".");
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    git("add", "-A", "-f");
    git("commit", "-q", "--allow-empty", "-m", message);
    return git("rev-parse", "HEAD");
  }

  /** {@return the id of a blob} */
  public String blob(String content) throws IOException {
    return run(content.getBytes(StandardCharsets.UTF_8), "hash-object", "-w", "--stdin");
  }

  /** An entry of a tree; the name may be anything. */
  public record Entry(String mode, String name, String id) {}

  /** {@return the id of a tree, whatever its names are} */
  public String tree(List<Entry> entries) throws IOException {
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    for (Entry entry : entries) {
      raw.writeBytes((entry.mode() + " " + entry.name()).getBytes(StandardCharsets.ISO_8859_1));
      raw.write(0);
      raw.writeBytes(HexFormat.of().parseHex(entry.id()));
    }
    return run(raw.toByteArray(), "hash-object", "-t", "tree", "--literally", "-w", "--stdin");
  }

  /** {@return the id of a commit of a tree, to which a branch is set} */
  public String commitTree(String tree, String branch) throws IOException {
    String id = git("commit-tree", "-m", "made by hand", tree);
    git("update-ref", "refs/heads/" + branch, id);
    return id;
  }

  /** {@return what Git prints, without the line end} */
  public String git(String... arguments) throws IOException {
    return run(new byte[0], arguments);
  }

  private String run(byte[] input, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    for (String who : List.of("AUTHOR", "COMMITTER")) {
      environment.put("GIT_" + who + "_NAME", "Somebody");
      environment.put("GIT_" + who + "_EMAIL", "somebody@example.org");
      environment.put("GIT_" + who + "_DATE", "2026-01-01T00:00:00Z");
    }
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input);
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(command + ": " + output);
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return output.strip();
  }
}
