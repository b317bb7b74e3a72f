package io.github.flaskdebugguard.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.flaskdebugguard.platform.FakeApi;
import io.github.flaskdebugguard.platform.FakeApi.Answer;
import io.github.flaskdebugguard.platform.GitRepository;
import io.github.flaskdebugguard.platform.GitRepository.Entry;
import io.github.flaskdebugguard.platform.GitServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The real image, started with the line that a runner uses (actions/runner,
 * ContainerActionHandler), against a real Git server and a scripted API.
 */
class ActionImageIT {
  private static final String IMAGE = "localhost/flask-debug-guard:test";
  private static final String TOKEN = "ghs_" + "1mageS3cret".repeat(3);
  private static final Path TAR = Path.of("target", "jib-image.tar");
  private static final Path SAMPLES = Path.of("src/test/action");

  /** As crun and the limits of a machine without an engine need it (executed: podman 4.3.1). */
  private static final String CONTAINERS =
      "[engine]\nruntime=\"runc\"\ncgroup_manager=\"cgroupfs\"\nevents_logger=\"file\"\n"
          + "[containers]\ndefault_ulimits=[\"nofile=1024:1024\",\"nproc=1024:1024\"]\n";

  @TempDir static Path shared;
  @TempDir Path folder;
  private GitServer git;
  private FakeApi api;
  private String clean = "";
  private String bad = "";
  private String log = "";

  @BeforeAll
  static void theImage() throws Exception {
    assumeTrue(Files.isRegularFile(TAR), "no image: mvn -Pimage package");
    assumeTrue(isThere("podman") && isThere("runc"), "no podman or no runc");
    Files.writeString(shared.resolve("containers.conf"), CONTAINERS);
    String loaded = podman("load", "-q", "-i", TAR.toAbsolutePath().toString());
    String name =
        loaded.lines().reduce((a, b) -> b).orElse("").replace("Loaded image:", "").strip();
    podman("tag", name, IMAGE);
  }

  @AfterAll
  static void noImage() throws Exception {
    if (Files.exists(shared.resolve("containers.conf"))) {
      podman("rmi", "-f", IMAGE);
    }
  }

  @BeforeEach
  void aServerWithACleanAndABadCommit() throws IOException {
    GitRepository repository = GitRepository.create(folder.resolve("server/owner/app"));
    clean = repository.commit("clean", sample("clean"));
    bad = repository.commit("bad", sample("bad"));
    git = new GitServer(folder.resolve("server"), TOKEN);
    api = new FakeApi();
    for (String name : List.of("workspace", "temp", "home", "workflow", "commands")) {
      Files.createDirectories(folder.resolve(name));
    }
  }

  @AfterEach
  void nothingHasTheToken() throws IOException {
    git.close();
    api.close();
    assertThat(log).doesNotContain(TOKEN);
    for (String name : List.of("workspace", "temp", "home", "workflow", "commands")) {
      try (Stream<Path> files = Files.walk(folder.resolve(name))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(TOKEN);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "push,clean,accepted,0",
    "push,bad,accepted,1",
    "push,clean,refused,3",
    "pull_request,bad,accepted,1",
    "fork,clean,refused,0",
    "fork,bad,refused,1",
    "merge_group,clean,none,0"
  })
  void aStepEndsAsItsEventAndItsFindingsSay(String event, String commit, String answer, int code)
      throws Exception {
    switch (answer) {
      case "accepted" -> api.script(Answer.accepted());
      case "refused" -> api.script(Answer.message(403, "Resource not accessible by integration"));
      default -> assertThat(answer).isEqualTo("none");
    }
    assertThat(step(event, commit.equals("bad") ? bad : clean)).as(() -> log).isEqualTo(code);
    String outputs = Files.readString(folder.resolve("commands/output"));
    assertThat(outputs).contains("verdict=" + (commit.equals("bad") ? "on" : "off"));
    assertThat(Files.readString(folder.resolve("commands/summary"))).contains("# Flask debug mode");
    Path sarif = folder.resolve("workspace/flask-debug-guard.sarif");
    assertThat(Files.getOwner(sarif)).isEqualTo(Files.getOwner(folder.resolve("workspace")));
    if (answer.equals("accepted")) {
      assertThat(api.calls().getFirst().sarif()).isEqualTo(Files.readString(sarif));
      validate(sarif);
    }
    assertThat(api.calls()).hasSize(answer.equals("none") ? 0 : 1);
    assertThat(names("workspace")).containsExactly("flask-debug-guard.sarif");
    assertThat(names("home")).isEmpty();
    assertThat(names("temp")).isEmpty();
  }

  @Test
  void anEvilTreeWritesNothingAndEachRefusedPathIsNamed() throws Exception {
    GitRepository repository = GitRepository.create(folder.resolve("server/owner/app"));
    String blob = repository.blob("from flask import Flask\n");
    String inner = repository.tree(List.of(new Entry("100644", "config", blob)));
    String outside = repository.blob("/github/home/.profile");
    String tree =
        repository.tree(
            List.of(
                new Entry("40000", "..", inner),
                new Entry("40000", ".git", inner),
                new Entry("40000", "GIT~1", inner),
                new Entry("100644", "::error::x\r##[error]y.py", blob),
                new Entry("120000", "out", outside),
                new Entry("160000", "sub", "1".repeat(40))));
    String evil = repository.commitTree(tree, "evil");
    assertThat(step("merge_group", evil)).as(() -> log).isEqualTo(3);
    String sarif = Files.readString(folder.resolve("workspace/flask-debug-guard.sarif"));
    assertThat(sarif)
        .contains("is a name that Git does not check out and was refused")
        .contains("is a name with control characters and was refused")
        .contains("is a link out of the repository")
        .contains("is a submodule and was not fetched");
    assertThat(log).contains("GIT~1").doesNotContain("##[error]");
    assertThat(names("workspace")).containsExactly("flask-debug-guard.sarif");
    assertThat(names("home")).isEmpty();
  }

  @Test
  void aWrongInputIsAnAnnotation() throws Exception {
    assertThat(step("push", clean, "INPUT_FAIL-ON=fatal")).isEqualTo(2);
    assertThat(log).startsWith("::error title=flask-debug-guard::unknown level 'fatal' for input");
  }

  @Test
  void theSameImageScansAFolder() throws Exception {
    Path repository = SAMPLES.resolve("bad").toAbsolutePath();
    List<String> command = podmanCommand("run", "--rm", "-v", repository + ":/repo:ro", IMAGE);
    command.addAll(List.of("scan", "/repo"));
    assertThat(run(command, Map.of())).isEqualTo(1);
    assertThat(log).contains("DEBUGGER ON");
  }

  private int step(String event, String sha, String... more) throws Exception {
    boolean queue = event.equals("merge_group");
    boolean push = event.equals("push") || queue;
    Files.writeString(
        folder.resolve("workflow/event.json"),
        push
            ? "{\"repository\":{\"id\":1}}"
            : "{\"repository\":{\"id\":1},\"pull_request\":{\"number\":7,\"head\":{\"repo\":{\"id\":%d}}}}"
                .formatted(event.equals("fork") ? 2 : 1));
    Map<String, String> environment = new TreeMap<>();
    environment.put("HOME", "/github/home");
    environment.put("GITHUB_ACTOR", "somebody");
    environment.put("GITHUB_EVENT_NAME", event.equals("fork") ? "pull_request" : event);
    environment.put("GITHUB_EVENT_PATH", "/github/workflow/event.json");
    environment.put("GITHUB_SHA", sha);
    environment.put(
        "GITHUB_REF",
        queue
            ? "refs/heads/gh-readonly-queue/main/pr-7-x"
            : push ? "refs/heads/main" : "refs/pull/7/merge");
    environment.put("GITHUB_REPOSITORY", "owner/app");
    environment.put("GITHUB_SERVER_URL", git.url());
    environment.put("GITHUB_API_URL", api.url());
    environment.put("GITHUB_WORKSPACE", "/github/workspace");
    environment.put("GITHUB_OUTPUT", "/github/file_commands/output");
    environment.put("GITHUB_STEP_SUMMARY", "/github/file_commands/summary");
    environment.put("RUNNER_TEMP", "/github/runner_temp");
    environment.put("INPUT_TOKEN", TOKEN);
    environment.put("INPUT_WAIT-FOR-PROCESSING", "false");
    for (String input : more) {
      environment.put(
          input.substring(0, input.indexOf('=')), input.substring(input.indexOf('=') + 1));
    }
    List<String> command =
        podmanCommand(
            "run",
            "--network",
            "host",
            "--label",
            "test",
            "--workdir",
            "/github/workspace",
            "--rm");
    environment.keySet().forEach(name -> command.addAll(List.of("-e", name)));
    command.addAll(List.of("-e", "GITHUB_ACTIONS=true", "-e", "CI=true"));
    Map.of(
            "temp", "runner_temp",
            "home", "home",
            "workflow", "workflow",
            "commands", "file_commands",
            "workspace", "workspace")
        .forEach(
            (here, there) ->
                command.addAll(List.of("-v", folder.resolve(here) + ":/github/" + there)));
    command.add(IMAGE);
    return run(command, environment);
  }

  private int run(List<String> command, Map<String, String> environment) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CONTAINERS_CONF", shared.resolve("containers.conf").toString());
    builder.environment().putAll(environment);
    if (environment.containsKey("HOME")) {
      // The client needs a home of its own; the container gets the one of the runner.
      builder.environment().put("HOME", System.getProperty("user.home"));
      command.replaceAll(word -> word.equals("HOME") ? "HOME=/github/home" : word);
    }
    Process process = builder.start();
    process.getOutputStream().close();
    log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor();
  }

  private static void validate(Path sarif) throws Exception {
    String tool = System.getenv("SARIF_MULTITOOL");
    if (tool == null || !Files.exists(Path.of(tool))) {
      return;
    }
    Path out = sarif.resolveSibling("validation.json");
    Process process =
        new ProcessBuilder(
                tool,
                "validate",
                sarif.toString(),
                "--rule-kind",
                "Sarif;Ghas",
                "--level",
                "Error",
                "--log",
                "ForceOverwrite",
                "-o",
                out.toString())
            .redirectErrorStream(true)
            .start();
    process.getInputStream().readAllBytes();
    process.waitFor();
    String report = Files.readString(out);
    Files.delete(out);
    assertThat(report)
        .contains("\"executionSuccessful\": true")
        .doesNotContain("\"level\": \"error\"");
  }

  private List<String> names(String where) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(where))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static Map<String, String> sample(String name) throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (String file : List.of("app.py", "Dockerfile")) {
      files.put(file, Files.readString(SAMPLES.resolve(name).resolve(file)));
    }
    return files;
  }

  private static List<String> podmanCommand(String... words) {
    List<String> command = new ArrayList<>(List.of("podman"));
    command.addAll(List.of(words));
    return command;
  }

  private static String podman(String... words) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(podmanCommand(words)).redirectErrorStream(true);
    builder.environment().put("CONTAINERS_CONF", shared.resolve("containers.conf").toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private static boolean isThere(String program) {
    return Stream.of("/usr/bin/", "/usr/sbin/", "/usr/local/bin/")
        .anyMatch(place -> Files.isExecutable(Path.of(place + program)));
  }
}
