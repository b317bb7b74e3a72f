package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.deployment.Deployment;
import io.github.flaskdebugguard.deployment.Environment;
import io.github.flaskdebugguard.deployment.Exposure;
import io.github.flaskdebugguard.deployment.Packages;
import io.github.flaskdebugguard.deployment.ProcessStart;
import io.github.flaskdebugguard.deployment.Role;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A small app and how it is started.
 *
 * @param files texts by repository-relative path
 * @param folder working folder, relative to the repository's root
 * @param arguments the program and its arguments
 * @param environment the variables of the process
 * @param installed versions of the Python packages by name, {@code python} for Python's own; empty
 *     for a version that is not known
 */
record Program(
    String id,
    Map<String, String> files,
    String folder,
    List<String> arguments,
    Map<String, String> environment,
    Map<String, String> installed) {
  private static final String MOUNT = "/app";
  private static final String LAUNCH = "Procfile";

  /** {@return the verdicts on a process with these packages} */
  static List<Verdict> of(
      Map<String, String> files,
      List<String> arguments,
      Map<String, String> environment,
      Packages packages) {
    return of(files, arguments, environment, packages, Set.of());
  }

  /**
   * {@return the verdicts on a process with these packages}
   *
   * @param secrets variables of which no more is known than that they are set
   */
  static List<Verdict> of(
      Map<String, String> files,
      List<String> arguments,
      Map<String, String> environment,
      Packages packages,
      Set<String> secrets) {
    return new Program("", files, "", arguments, environment, Map.of()).judge(packages, secrets);
  }

  /** {@return the verdict on the process, or null when the judge finds none that serves} */
  List<Verdict> judge() {
    return judge(packages(new Span(LAUNCH, 0, 0)));
  }

  /** {@return the verdict when of each variable no more is known than that it is set} */
  List<Verdict> judgeBlind() {
    return judge(packages(new Span(LAUNCH, 0, 0)), environment.keySet());
  }

  private List<Verdict> judge(Packages packages) {
    return judge(packages, Set.of());
  }

  private List<Verdict> judge(Packages packages, Set<String> secrets) {
    Map<String, String> texts = new TreeMap<>(files);
    String command = String.join(" ", arguments);
    texts.put(LAUNCH, "web: " + command + "\n");
    InMemoryRepository repository = new InMemoryRepository(texts);
    Span place = new Span(LAUNCH, 5, 5 + command.length());
    Environment variables = Environment.EMPTY;
    for (var variable : environment.entrySet()) {
      Text value =
          secrets.contains(variable.getKey())
              ? new Text.Unknown(variable.getKey() + " is a secret", variable.getKey(), place)
              : new Text.Known(variable.getValue(), place);
      variables = variables.with(variable.getKey(), value);
    }
    List<Text> words = arguments.stream().map(word -> (Text) new Text.Known(word, place)).toList();
    String start = folder.isEmpty() ? MOUNT : MOUNT + "/" + folder;
    Deployment deployment =
        new Deployment(
            "procfile:Procfile#web",
            "procfile",
            Role.PRODUCTION,
            "a test",
            place,
            command,
            List.of(new ProcessStart(words, start, variables, null, List.of())),
            repository.mountedAt(MOUNT),
            Exposure.NONE,
            packages);
    return new Judge(repository, new Judge.Options(List.of())).judge(deployment);
  }

  private Packages packages(Span place) {
    Map<String, Packages.Requirement> requirements = new TreeMap<>();
    installed.forEach(
        (name, version) -> {
          if (!name.equals("python")) {
            requirements.put(
                name,
                version.isEmpty()
                    ? new Packages.Requirement(name, "", null, place)
                    : new Packages.Requirement(name, "==" + version, version, place));
          }
        });
    return new Packages(installed.get("python"), requirements, true);
  }
}
