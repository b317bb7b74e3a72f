package io.github.flaskdebugguard.deployment.compose;

import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds {@code docker compose -f a -f b} in scripts, Makefiles and workflows of a repository. */
final class ComposeCalls {
  private final Repository repository;
  private final Set<String> known;
  private final List<Invocation> calls = new ArrayList<>();

  private ComposeCalls(Repository repository, Collection<String> known) {
    this.repository = repository;
    this.known = Set.copyOf(known);
  }

  static List<Invocation> find(Repository repository, Collection<String> composeFiles) {
    ComposeCalls calls = new ComposeCalls(repository, composeFiles);
    for (String path : repository.files()) {
      if (mayCall(path)) {
        calls.read(path);
      }
    }
    return List.copyOf(calls.calls);
  }

  private static boolean mayCall(String path) {
    String name = Paths.name(path);
    return name.endsWith(".sh")
        || name.endsWith(".bash")
        || name.endsWith(".mk")
        || name.endsWith(".service")
        || name.equals("Makefile")
        || name.equals("makefile")
        || name.equals("GNUmakefile")
        || name.equals("Justfile")
        || name.equals("justfile")
        || name.equals("Taskfile.yml")
        || name.equals("Jenkinsfile")
        || name.equals("package.json")
        || name.equals("fabfile.py")
        || name.equals("tasks.py")
        || (path.startsWith(".github/workflows/") && Invocations.isYaml(name))
        || name.equals(".gitlab-ci.yml")
        || (!name.contains(".") && !name.startsWith("Dockerfile"));
  }

  private void read(String path) {
    SourceFile file = repository.read(path);
    if (file == null) {
      return;
    }
    String text = file.text();
    int at = text.indexOf("compose");
    while (at >= 0) {
      int after = at + "compose".length();
      if (isCommand(text, at, after)) {
        call(file, path, at, after);
      }
      at = text.indexOf("compose", after);
    }
  }

  private static boolean isCommand(String text, int at, int after) {
    boolean program =
        at >= 7 && (text.startsWith("docker-", at - 7) || text.startsWith("docker ", at - 7));
    return program
        && after < text.length()
        && (text.charAt(after) == ' ' || text.charAt(after) == '\t');
  }

  private void call(SourceFile file, String path, int at, int after) {
    List<String> words = words(file.text(), after);
    List<String> files = new ArrayList<>();
    List<String> envFiles = new ArrayList<>();
    Set<String> profiles = new LinkedHashSet<>();
    String directory = null;
    int i = 0;
    while (i < words.size() && words.get(i).startsWith("-")) {
      String word = words.get(i);
      int equals = word.indexOf('=');
      String option = equals < 0 ? word : word.substring(0, equals);
      boolean takesValue = TAKES_VALUE.contains(option);
      String value =
          equals >= 0
              ? word.substring(equals + 1)
              : takesValue && i + 1 < words.size() ? words.get(i + 1) : "";
      i += takesValue && equals < 0 ? 2 : 1;
      switch (option) {
        case "-f", "--file" -> files.add(value);
        case "--env-file" -> envFiles.add(value);
        case "--profile" -> profiles.add(value);
        case "--project-directory" -> directory = value;
        default -> {}
      }
    }
    if (files.isEmpty()) {
      return;
    }
    for (String from : folders(path)) {
      List<String> resolved = resolve(from, files);
      if (resolved != null) {
        List<String> environments = resolve(from, envFiles);
        String folder = directory == null ? null : Paths.resolve(from, directory);
        calls.add(
            new Invocation(
                resolved,
                folder == null ? Paths.folder(resolved.getFirst()) : folder,
                environments == null ? List.of() : environments,
                profiles,
                Map.of(),
                false,
                file.span(at, after)));
        return;
      }
    }
  }

  private static final Set<String> TAKES_VALUE =
      Set.of(
          "-f",
          "--file",
          "-p",
          "--project-name",
          "--env-file",
          "--profile",
          "--project-directory",
          "--parallel",
          "--progress",
          "--ansi",
          "-H",
          "--host",
          "-c",
          "--context",
          "--log-level");

  /** A script is called from the root or from its own folder; which one shows in what exists. */
  private static List<String> folders(String path) {
    List<String> folders = new ArrayList<>();
    folders.add("");
    for (String at = Paths.folder(path); !at.isEmpty(); at = Paths.folder(at)) {
      folders.add(at);
    }
    return folders;
  }

  private @Nullable List<String> resolve(String folder, List<String> names) {
    List<String> paths = new ArrayList<>();
    for (String name : names) {
      String path = Paths.resolve(folder, name);
      if (path == null || !(known.contains(path) || repository.isFile(path))) {
        return null;
      }
      paths.add(path);
    }
    return paths;
  }

  /** The words up to the end of the command; a backslash joins lines. */
  private static List<String> words(String text, int from) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    int i = from;
    while (i < text.length() && words.size() < 60) {
      char c = text.charAt(i);
      if (c == '\\'
          && i + 1 < text.length()
          && (text.charAt(i + 1) == '\n' || text.charAt(i + 1) == '\r')) {
        i += text.startsWith("\r\n", i + 1) ? 3 : 2;
        continue;
      }
      if (c == '\n' || c == '\r' || c == ';' || c == '&' || c == '|' || c == ')' || c == '`') {
        break;
      }
      if (c == ' ' || c == '\t') {
        if (!word.isEmpty()) {
          words.add(word.toString());
          word.setLength(0);
        }
      } else if (c != '"' && c != '\'') {
        word.append(c);
      }
      i++;
    }
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }
}
