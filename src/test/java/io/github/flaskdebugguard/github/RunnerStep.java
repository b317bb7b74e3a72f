package io.github.flaskdebugguard.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.platform.CommandLines;
import io.github.flaskdebugguard.platform.Containers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A step of a job in the real image, started with the line of a runner (actions/runner,
 * ContainerActionHandler and DockerCommandManager): its folders, its variables, which are given by
 * name only, and its mounts. The network is that of the machine, on which the servers are.
 */
final class RunnerStep {
  static final String TOKEN = "ghs_" + "1mageS3cret".repeat(3);

  /** What else a runner hands to every container, and what nobody should see either. */
  private static final String RUNTIME_TOKEN = "eyJ" + "runtimeS3cret".repeat(3);

  private static final List<String> FOLDERS =
      List.of("workspace", "temp", "home", "workflow", "commands");

  /** The user of a hosted runner, to whom its folders belong. */
  private static final int RUNNER = 1001;

  private final Containers containers;
  private final Path folder;
  private final Map<String, String> environment = new TreeMap<>();

  RunnerStep(Containers containers, Path folder, String gitUrl, String apiUrl) throws IOException {
    this.containers = containers;
    this.folder = folder;
    for (String name : FOLDERS) {
      own(Files.createDirectories(folder.resolve(name)));
    }
    // Where the engine's socket is mounted, a runner has one and this machine need not.
    Files.createFile(folder.resolve("docker.sock"));
    for (String name : List.of("output", "summary", "env", "path", "state")) {
      own(Files.createFile(folder.resolve("commands").resolve(name)));
    }
    environment.put("GITHUB_SERVER_URL", gitUrl);
    environment.put("GITHUB_API_URL", apiUrl);
    environment.put("GITHUB_GRAPHQL_URL", apiUrl + "/graphql");
    environment.put("GITHUB_REPOSITORY", "owner/app");
    environment.put("GITHUB_RUN_ID", "1");
    environment.put("GITHUB_JOB", "check");
    environment.put("GITHUB_WORKFLOW", "flask-debug-guard");
    environment.put("GITHUB_EVENT_PATH", "/github/workflow/event.json");
    environment.put("GITHUB_WORKSPACE", "/github/workspace");
    environment.put("GITHUB_OUTPUT", "/github/file_commands/output");
    environment.put("GITHUB_STEP_SUMMARY", "/github/file_commands/summary");
    environment.put("GITHUB_ENV", "/github/file_commands/env");
    environment.put("GITHUB_PATH", "/github/file_commands/path");
    environment.put("GITHUB_STATE", "/github/file_commands/state");
    environment.put("HOME", "/github/home");
    environment.put("RUNNER_OS", "Linux");
    environment.put("RUNNER_TEMP", "/github/runner_temp");
    environment.put("ACTIONS_RUNTIME_TOKEN", RUNTIME_TOKEN);
    environment.put("ACTIONS_RUNTIME_URL", "http://127.0.0.1:9/runtime/");
    environment.put("ACTIONS_RESULTS_URL", "http://127.0.0.1:9/results/");
    input("token", TOKEN);
  }

  /** What starts a workflow. */
  enum Kind {
    PUSH,
    PULL_REQUEST,
    FORK,
    MERGE_GROUP,
    DEPENDABOT;

    boolean isPullRequest() {
      return this != PUSH && this != MERGE_GROUP;
    }

    /** Whether its token can only read. */
    boolean isRestricted() {
      return this == FORK || this == DEPENDABOT;
    }
  }

  /**
   * Sets what the event tells.
   *
   * @param base of a pull request
   */
  RunnerStep event(Kind kind, String sha, String base) throws IOException {
    boolean pull = kind.isPullRequest();
    environment.put("GITHUB_SHA", sha);
    environment.put("GITHUB_ACTOR", kind == Kind.DEPENDABOT ? "dependabot[bot]" : "somebody");
    environment.put(
        "GITHUB_EVENT_NAME", pull ? "pull_request" : kind.name().toLowerCase(Locale.ROOT));
    environment.put(
        "GITHUB_REF",
        switch (kind) {
          case PUSH -> "refs/heads/main";
          case MERGE_GROUP -> "refs/heads/gh-readonly-queue/main/pr-7-" + sha;
          case PULL_REQUEST, FORK, DEPENDABOT -> "refs/pull/7/merge";
        });
    String request =
        "\"pull_request\":{\"number\":7,\"head\":{\"repo\":{\"id\":%d}},\"base\":{\"sha\":\"%s\"}},"
            .formatted(kind == Kind.FORK ? 2 : 1, base);
    Path payload = folder.resolve("workflow/event.json");
    Files.writeString(payload, "{" + (pull ? request : "") + "\"repository\":{\"id\":1}}");
    return this;
  }

  RunnerStep input(String name, String value) {
    environment.put("INPUT_" + name.toUpperCase(Locale.ROOT), value);
    return this;
  }

  /** Runs the container, and sees to it that no secret is in its log, a command or a file. */
  Ended run() throws IOException {
    Containers.Ended ended;
    try (CommandLines commands = new CommandLines()) {
      ended = containers.run(line(), withoutHome());
      List<String> seen = commands.end();
      assertThat(seen).anyMatch(each -> each.contains("runtime/bin/java"));
      seen.forEach(each -> assertNoSecret("a command line", each));
    }
    assertNoSecret("the log", ended.log());
    for (String name : FOLDERS) {
      try (Stream<Path> files = Files.walk(folder.resolve(name))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          assertNoSecret(
              file.toString(),
              file.getFileName() + Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return new Ended(ended.code(), ended.log(), folder);
  }

  static void assertNoSecret(String where, String text) {
    assertThat(text).as(where).doesNotContain(TOKEN).doesNotContain(RUNTIME_TOKEN);
    String basic = "x-access-token:" + TOKEN;
    assertThat(text)
        .as(where)
        .doesNotContain(
            java.util.Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)));
  }

  private List<String> line() {
    List<String> words = new ArrayList<>();
    String name = "test_" + Long.toHexString(System.nanoTime());
    words.addAll(List.of("--name", name, "--label", "5588e4"));
    words.addAll(List.of("--workdir", "/github/workspace", "--rm"));
    for (String variable : environment.keySet()) {
      // The client needs a home of its own, so this one variable comes with its value.
      words.addAll(List.of("-e", variable.equals("HOME") ? "HOME=/github/home" : variable));
    }
    words.addAll(List.of("-e", "GITHUB_ACTIONS=true", "-e", "CI=true", "--network", "host"));
    Map<String, String> mounts = new LinkedHashMap<>();
    mounts.put("docker.sock", "/var/run/docker.sock");
    mounts.put("temp", "/github/runner_temp");
    mounts.put("home", "/github/home");
    mounts.put("workflow", "/github/workflow");
    mounts.put("commands", "/github/file_commands");
    mounts.put("workspace", "/github/workspace");
    mounts.forEach(
        (here, there) -> words.addAll(List.of("-v", folder.resolve(here) + ":" + there)));
    words.add(containers.image());
    return words;
  }

  private Map<String, String> withoutHome() {
    Map<String, String> client = new TreeMap<>(environment);
    client.remove("HOME");
    return client;
  }

  /** As root, which is who starts containers on a runner, gives a file to the runner's user. */
  private static void own(Path file) throws IOException {
    if (Integer.valueOf(0).equals(Files.getAttribute(file, "unix:uid"))) {
      Files.setAttribute(file, "unix:uid", RUNNER);
      Files.setAttribute(file, "unix:gid", RUNNER);
    }
  }

  /**
   * What a step has left.
   *
   * @param log of both streams
   */
  record Ended(int code, String log, Path folder) {
    /** {@return the value of an output, null without it} */
    @Nullable String output(String name) throws IOException {
      String value = null;
      for (String line : Files.readAllLines(folder.resolve("commands/output"))) {
        value = line.startsWith(name + "=") ? line.substring(name.length() + 1) : value;
      }
      return value;
    }

    String summary() throws IOException {
      return Files.readString(folder.resolve("commands/summary"));
    }

    Path sarif() {
      return folder.resolve("workspace/flask-debug-guard.sarif");
    }

    /** Sees to it that the SARIF file is all that was left, and that it is the runner's. */
    void leftOnlyItsFile() throws IOException {
      assertThat(names("workspace")).containsExactly("flask-debug-guard.sarif");
      assertThat(names("home")).isEmpty();
      assertThat(names("temp")).isEmpty();
      for (String id : List.of("unix:uid", "unix:gid")) {
        assertThat(Files.getAttribute(sarif(), id))
            .isEqualTo(Files.getAttribute(folder.resolve("workspace"), id));
      }
      assertThat(Files.size(folder.resolve("commands/env"))).isZero();
      assertThat(Files.size(folder.resolve("commands/path"))).isZero();
    }

    private List<String> names(String where) throws IOException {
      try (Stream<Path> files = Files.list(folder.resolve(where))) {
        return files.map(file -> file.getFileName().toString()).sorted().toList();
      }
    }
  }
}
