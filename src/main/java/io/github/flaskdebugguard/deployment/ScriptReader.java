package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.FileView.Presence;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Shell scripts that start a server and that nothing else in the repository starts. It comes after
 * all other readers, whose trails tell what they reach.
 */
final class ScriptReader implements DeploymentReader {
  private static final String MOUNT = "/app";

  /** A script that starts a server. */
  private record Candidate(
      SourceFile file,
      ProcessStart first,
      List<ProcessStart> starts,
      FileView files,
      List<Problem> problems) {}

  @Override
  public void read(Discovery discovery) {
    parts(discovery).forEach(part -> part.read(discovery));
  }

  @Override
  public List<DeploymentReader> parts(Discovery discovery) {
    Map<String, Candidate> candidates = new ConcurrentHashMap<>();
    List<String> paths =
        discovery.matching(
            name -> name.endsWith(".sh") || name.endsWith(".bash") || name.indexOf('.') < 0);
    List<DeploymentReader> parts = new ArrayList<>(paths.size() + 1);
    for (String path : paths) {
      parts.add(part -> part.guarded(path, () -> candidate(part, path, candidates)));
    }
    parts.add(part -> part.onceKnown(all -> unreached(all, new TreeMap<>(candidates), paths)));
    return parts;
  }

  private static void unreached(
      Discovery discovery, Map<String, Candidate> candidates, List<String> paths) {
    Set<String> reached = new HashSet<>();
    discovery
        .deployments()
        .forEach(deployment -> reached.addAll(reached(deployment.starts(), null)));
    candidates.forEach((path, candidate) -> reached.addAll(reached(candidate.starts(), path)));
    candidates.forEach(
        (path, candidate) -> {
          if (!reached.contains(path)) {
            add(discovery, path, candidate, paths);
          }
        });
  }

  private static void candidate(
      Discovery discovery, String path, Map<String, Candidate> candidates) {
    SourceFile file = discovery.repository().read(path);
    if (file == null || !isShell(path, file)) {
      return;
    }
    ImageFiles files = ImageFiles.ofRepository(discovery.repository(), MOUNT);
    Candidate best = null;
    int bestScore = -1;
    String own = Paths.folder(MOUNT + "/" + path);
    for (String folder : own.equals(MOUNT) ? List.of(MOUNT) : List.of(MOUNT, own)) {
      Candidate candidate = candidate(path, file, files, MOUNT, folder);
      int score = candidate.starts().stream().mapToInt(start -> score(start, files)).sum();
      if (!candidate.starts().isEmpty() && score > bestScore) {
        best = candidate;
        bestScore = score;
      }
    }
    if (best != null) {
      candidates.put(path, onItsHost(discovery, path, best));
    }
  }

  /** {@return the script with the repository where absolute paths of its commands place it} */
  private static Candidate onItsHost(Discovery discovery, String path, Candidate candidate) {
    List<Text> words = new ArrayList<>();
    for (ProcessStart start : candidate.starts()) {
      for (Text word : start.arguments()) {
        if (word instanceof Text.Known known
            && known.value().startsWith("/")
            && candidate.files().presence(known.value()) != Presence.FILE) {
          words.add(word);
        }
      }
    }
    HostFiles.Host host = HostFiles.of(discovery.repository(), path, null, words);
    if (words.isEmpty() || host.mount().equals("/srv/app")) {
      return candidate;
    }
    Candidate there = candidate(path, candidate.file(), host.files(), host.mount(), host.mount());
    return there.starts().isEmpty() ? candidate : there;
  }

  private static Candidate candidate(
      String path, SourceFile file, FileView files, String mount, String folder) {
    Span span = file.span(0, file.line(1).length());
    Text name = new Text.Known(mount + "/" + path, span);
    List<String> interpreter = ScriptFile.interpreter(file);
    String shell = interpreter.isEmpty() ? "sh" : interpreter.getFirst();
    ProcessStart plain =
        new ProcessStart(
            List.of(new Text.Known(shell, span), name), folder, Environment.EMPTY, null, List.of());
    List<Problem> problems = new ArrayList<>();
    List<ProcessStart> starts = serving(Launches.resolve(plain, files, problems::add), files);
    if (starts.isEmpty() && file.text().contains("$1")) {
      Text argument = new Text.Unknown("is given on the command line", null, span);
      ProcessStart called =
          new ProcessStart(
              List.of(new Text.Known(shell, span), name, argument),
              folder,
              Environment.EMPTY,
              null,
              List.of());
      problems.clear();
      starts = serving(Launches.resolve(called, files, problems::add), files);
    }
    return new Candidate(file, plain, starts, files, problems);
  }

  private static List<ProcessStart> serving(List<ProcessStart> starts, FileView files) {
    return starts.stream().anyMatch(start -> Servers.mayServe(start, files)) ? starts : List.of();
  }

  private static boolean isShell(String path, SourceFile file) {
    List<String> interpreter = ScriptFile.interpreter(file);
    return interpreter.isEmpty()
        ? path.endsWith(".sh") || path.endsWith(".bash")
        : Shell.of(interpreter.getFirst()) != null;
  }

  /** How many words of a command name something that is there. */
  private static int score(ProcessStart start, ImageFiles files) {
    int score = 0;
    for (Text word : start.arguments()) {
      String text = ShellBuiltins.known(word);
      if (text == null || text.startsWith("-") || text.isEmpty()) {
        continue;
      }
      int colon = text.indexOf(':');
      String module = (colon < 0 ? text : text.substring(0, colon)).replace('.', '/');
      for (String each : List.of(text, module + ".py", module)) {
        String path = Paths.resolve(start.folder(), each);
        if (path != null && files.presence(path) == Presence.FILE) {
          score++;
          break;
        }
      }
    }
    return score;
  }

  /** Files that lead to processes; a script does not count as reached by itself. */
  private static Set<String> reached(List<ProcessStart> starts, @Nullable String self) {
    Set<String> paths = new HashSet<>();
    for (ProcessStart start : starts) {
      start.arguments().forEach(word -> paths.add(word.span().path()));
      for (Fact fact : start.trail()) {
        paths.add(fact.span().path());
        if (fact.message().startsWith("runs ")) {
          paths.add(fact.message().substring(5));
        } else if (fact.message().startsWith("reads ") && fact.message().endsWith(" as shell")) {
          paths.add(fact.message().substring(6, fact.message().length() - 9));
        }
      }
    }
    if (self != null) {
      paths.remove(self);
    }
    return paths;
  }

  private static void add(
      Discovery discovery, String path, Candidate candidate, List<String> siblings) {
    Roles.Told told = Roles.of(path, List.of(), "shell", siblings);
    ProcessStart shown =
        candidate.starts().stream()
            .filter(start -> Servers.mayServe(start, candidate.files()))
            .findFirst()
            .orElseThrow();
    List<Span> spans = new ArrayList<>();
    for (Text word : shown.arguments()) {
      if (word.span().path().equals(path)) {
        spans.add(word.span());
      }
    }
    Span place =
        spans.isEmpty()
            ? candidate.file().span(0, candidate.file().line(1).length())
            : new Span(
                path,
                spans.stream().mapToInt(Span::start).min().orElse(0),
                spans.stream().mapToInt(Span::end).max().orElse(0));
    discovery.problems(candidate.problems());
    discovery.add(
        new Deployment(
            "shell:" + path + "#main",
            "shell",
            told.role(),
            told.reason(),
            place,
            CommandLine.shown(shown.arguments()),
            candidate.starts(),
            candidate.files(),
            Exposure.NONE,
            PackageReader.read(
                discovery.repository(),
                candidate.files(),
                String.valueOf(candidate.first().folder()),
                List.of())));
  }
}
