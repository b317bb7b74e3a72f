package io.github.flaskdebugguard.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flaskdebugguard.config.Configuration;
import io.github.flaskdebugguard.github.RunnerStep.Kind;
import io.github.flaskdebugguard.platform.FakeApi;
import io.github.flaskdebugguard.platform.FakeApi.Answer;
import io.github.flaskdebugguard.platform.GitRepository;
import io.github.flaskdebugguard.platform.GitServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The step against a real Git server and a scripted API, in one process. */
class ActionStepTest {
  private static final String TOKEN = "ghs_" + "S3cret".repeat(6);
  private static final String APP =
      """
      import os
      from flask import Flask
      app = Flask(__name__)
      if __name__ == "__main__":
          app.run(host="0.0.0.0", debug=%s)
      """;
  private static final String DOCKERFILE =
      "FROM python:3.12\n"
          + "RUN pip install flask\n"
          + "COPY . /app\n"
          + "WORKDIR /app\n"
          + "CMD [\"python\", \"app.py\"]\n";

  @TempDir Path folder;
  private GitServer git;
  private FakeApi api;
  private String clean = "";
  private String bad = "";
  private final Map<String, String> environment = new TreeMap<>();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final List<Duration> pauses = new ArrayList<>();

  @BeforeEach
  void aRepositoryWithACleanAndABadCommit() throws IOException {
    GitRepository repository = GitRepository.create(folder.resolve("server/owner/app"));
    clean =
        repository.commit(
            "clean", Map.of("app.py", APP.formatted("False"), "Dockerfile", DOCKERFILE));
    bad =
        repository.commit("bad", Map.of("app.py", APP.formatted("True"), "Dockerfile", DOCKERFILE));
    git = new GitServer(folder.resolve("server"), TOKEN);
    api = new FakeApi();
    Files.createDirectories(folder.resolve("workspace"));
    environment.put("GITHUB_ACTIONS", "true");
    environment.put("GITHUB_API_URL", api.url());
    environment.put("GITHUB_SERVER_URL", git.url());
    environment.put("GITHUB_REPOSITORY", "owner/app");
    environment.put("GITHUB_WORKSPACE", folder.resolve("workspace").toString());
    environment.put("GITHUB_OUTPUT", folder.resolve("output").toString());
    environment.put("GITHUB_STEP_SUMMARY", folder.resolve("summary").toString());
    environment.put("INPUT_TOKEN", TOKEN);
    event(Kind.PUSH, bad);
  }

  @AfterEach
  void nothingHasTheTokenAndNoLineIsACommandOfTheRepository() throws IOException {
    git.close();
    api.close();
    assertThat(log()).doesNotContain(TOKEN);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(TOKEN);
      }
    }
    assertThat(log().lines())
        .allMatch(line -> line.startsWith("| ") || line.matches("::(error|warning|notice) .*"));
  }

  @ParameterizedTest
  @EnumSource
  void eachAnswerToAPushLeadsToWhatTheUserMustDo(UploadCase answer) throws Exception {
    event(Kind.PUSH, clean);
    api.script(answer.script());
    int code = run();
    assertThat(log()).contains(answer.says(Kind.PUSH));
    assertThat(code).isEqualTo(answer.codeWhenClean(Kind.PUSH));
    assertThat(output("sarif-id")).isEqualTo(answer.stands() ? FakeApi.ID : "");
    assertThat(output("verdict")).isEqualTo("off");
    everythingIsWritten();
    switch (answer) {
      case NO_PERMISSION ->
          assertThat(log()).contains("permissions:%0A  contents: read%0A  security-events: write");
      case RATE_LIMIT_403, TOO_MANY -> assertThat(pauses).contains(Duration.ofSeconds(1));
      case PROCESSING_FAILED -> assertThat(log()).doesNotContain("##[");
      default -> assertThat(api.calls()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void findingsFailTheStepWhateverTheEventAndTheUploadAre(Kind kind) throws Exception {
    event(kind, bad);
    boolean restricted = kind == Kind.FORK || kind == Kind.DEPENDABOT;
    if (restricted) {
      api.script(UploadCase.NO_PERMISSION.script());
    } else {
      api.script(UploadCase.SUCCESS.script());
    }
    assertThat(run()).isEqualTo(1);
    everythingIsWritten();
    assertThat(output("verdict")).isEqualTo("on");
    assertThat(output("highest-severity")).isEqualTo("error");
    assertThat(output("deployments-on")).isEqualTo("1");
    assertThat(summary()).contains("DEBUGGER ON", "```mermaid", "debugger-in-production");
    boolean uploaded = kind == Kind.PUSH || kind == Kind.PULL_REQUEST;
    assertThat(api.calls().isEmpty()).isEqualTo(kind == Kind.MERGE_GROUP);
    assertThat(log().contains("::error file=app.py,line=5")).isEqualTo(!uploaded);
    if (restricted) {
      assertThat(log()).contains("::notice title=flask-debug-guard::A pull request from a fork");
    }
    boolean pullRequest = kind != Kind.PUSH && kind != Kind.MERGE_GROUP;
    assertThat(summary().contains("| off | debugger on |")).isEqualTo(pullRequest);
  }

  @Test
  void whatIsUploadedIsTheFileForTheCommitOfTheEvent() throws Exception {
    event(Kind.PULL_REQUEST, bad);
    api.script(Answer.accepted(), Answer.processing("pending"), Answer.processing("complete"));
    run();
    FakeApi.Call upload = api.calls().getFirst();
    assertThat(upload.method()).isEqualTo("POST");
    assertThat(upload.path()).isEqualTo("/api/v3/repos/owner/app/code-scanning/sarifs");
    assertThat(upload.headers().get("Authorization")).containsExactly("Bearer " + TOKEN);
    assertThat(upload.headers()).containsKeys("User-agent", "X-github-api-version");
    assertThat(upload.body())
        .contains("\"commit_sha\":\"" + bad + "\"", "\"ref\":\"refs/pull/7/merge\"")
        .contains("\"started_at\":\"2026-11-25T12:00:00Z\"");
    assertThat(upload.sarif())
        .isEqualTo(Files.readString(folder.resolve("workspace/flask-debug-guard.sarif")))
        .contains("\"id\" : \"flask-debug-guard/\"", "primaryLocationLineHash");
    assertThat(api.calls()).hasSize(3);
    assertThat(api.calls().getLast().path()).endsWith("/sarifs/" + FakeApi.ID);
    assertThat(pauses).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(5));
  }

  @Test
  void aCheckedOutWorkspaceIsUsedOnlyWhenItHoldsTheCommit() throws Exception {
    GitRepository workspace = GitRepository.create(folder.resolve("workspace"));
    String other = workspace.commit("other", Map.of("app.py", APP.formatted("False")));
    set("upload", "never");
    assertThat(run()).isEqualTo(1);
    int fetches = git.requests();
    assertThat(fetches).isPositive();
    event(Kind.PUSH, other);
    assertThat(run()).isZero();
    assertThat(git.requests()).isEqualTo(fetches);
  }

  @Test
  void resultsOfAnotherRepositoryAreNeverUploaded() throws Exception {
    GitRepository.create(folder.resolve("server/owner/other"))
        .commit("first", Map.of("app.py", APP.formatted("True"), "Dockerfile", DOCKERFILE));
    set("repository", "owner/other");
    assertThat(run()).isEqualTo(1);
    assertThat(api.calls()).isEmpty();
    set("upload", "always");
    assertThatThrownBy(this::run).isInstanceOf(InputException.class).hasMessageContaining("upload");
  }

  @Test
  void anotherRefIsJudgedAndNotUploaded() throws Exception {
    set("ref", clean);
    assertThat(run()).isZero();
    assertThat(api.calls()).isEmpty();
    assertThat(log()).contains("names another commit");
  }

  @Test
  void aCommitThatIsGoneStillLeavesAValidFile() throws Exception {
    event(Kind.PUSH, "f".repeat(40));
    assertThat(run()).isEqualTo(3);
    assertThat(log()).contains("has no commit ffff", "refs/heads/main has moved to " + bad);
    assertThat(api.calls()).isEmpty();
    assertThat(Files.readString(folder.resolve("workspace/flask-debug-guard.sarif")))
        .contains("\"executionSuccessful\" : false");
    assertThat(output("verdict")).isEqualTo("unknown");
  }

  @Test
  void aFolderIsACategoryOfItsOwn() throws Exception {
    GitRepository.create(folder.resolve("server/owner/mono"))
        .commit(
            "first",
            Map.of(
                "web/app.py",
                APP.formatted("True"),
                "web/Dockerfile",
                DOCKERFILE,
                "old/app.py",
                APP.formatted("True"),
                "old/Dockerfile",
                DOCKERFILE));
    set("repository", "owner/mono");
    set("path", "./web/");
    assertThat(run()).isEqualTo(1);
    assertThat(output("deployments")).isEqualTo("1");
    assertThat(Files.readString(folder.resolve("workspace/flask-debug-guard.sarif")))
        .contains("\"id\" : \"flask-debug-guard/web/\"")
        .contains("\"uri\" : \"web/")
        .doesNotContain("\"uri\" : \"old/");
    set("path", "nowhere");
    assertThatThrownBy(this::run).hasMessageContaining("input path");
  }

  @ParameterizedTest
  @CsvSource({
    "upload,sometimes",
    "annotations,yes",
    "summary,maybe",
    "wait-for-processing,1",
    "repository,owner",
    "repository,../x",
    "ref,--upload-pack=x",
    "path,/etc",
    "path,a/../../b",
    "category,a|b",
    "sarif-file,../out.sarif",
    "sarif-file,/etc/out.sarif",
    "sarif-file,nowhere/out.sarif",
    "config,x.yml",
    "probe-path,/search"
  })
  void aWrongInputIsNamed(String input, String value) {
    set(input, value);
    assertThatThrownBy(this::run)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("input " + input);
  }

  private static final String IGNORE =
      "# flask-debug-guard: ignore[debugger-in-production] a lab without network\n    ";

  private static String ignoring() {
    return APP.formatted("True").replace("app.run(", IGNORE + "app.run(");
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"PULL_REQUEST", "FORK", "DEPENDABOT"})
  void aPullRequestCannotSilenceWhatIsFoundInIt(Kind kind) throws Exception {
    GitRepository repository = GitRepository.create(folder.resolve("server/owner/app2"));
    clean =
        repository.commit(
            "base",
            Map.of(
                "app.py",
                APP.formatted("False"),
                "Dockerfile",
                DOCKERFILE,
                ".flask-debug-guard.yml",
                "policy: strict\n"));
    String head =
        repository.commit(
            "head",
            Map.of(
                "app.py",
                ignoring(),
                "Dockerfile",
                DOCKERFILE,
                ".flask-debug-guard.yml",
                "fail-on: never\naccept: [{rule: debugger-in-production, reason: a lab}]\n"));
    environment.put("GITHUB_REPOSITORY", "owner/app2");
    set("upload", "never");
    event(kind, head);

    assertThat(run()).isEqualTo(1);
    assertThat(summary())
        .contains("- **exception added** for debugger-in-production at <code>app.py&#58;5</code>")
        .contains("at <code>.flask-debug-guard.yml&#58;2</code>: a lab (without end)")
        .contains("- **configuration** <code>&#126; .flask-debug-guard.yml</code>")
        .contains("<code>- policy&#58; strict</code>")
        .contains("<code>&#43; fail-on&#58; never</code>")
        .contains("the exceptions and the configuration of its base count");
    assertThat(log()).contains("exception added  debugger-in-production  app.py:5");

    event(Kind.PUSH, head);
    assertThat(run()).isZero();
  }

  @Test
  void whatTheBaseAcceptsIsAcceptedAndIsNotUploaded() throws Exception {
    GitRepository repository = GitRepository.create(folder.resolve("server/owner/app3"));
    clean = repository.commit("base", Map.of("app.py", ignoring(), "Dockerfile", DOCKERFILE));
    String head =
        repository.commit(
            "head", Map.of("app.py", "import sys\n" + ignoring(), "Dockerfile", DOCKERFILE));
    environment.put("GITHUB_REPOSITORY", "owner/app3");
    set("upload", "never");
    event(Kind.FORK, head);

    assertThat(run()).isZero();
    assertThat(summary()).contains("## Accepted").doesNotContain("exception added");
    assertThat(Files.readString(folder.resolve("workspace/flask-debug-guard.sarif")))
        .doesNotContain("\"ruleId\" : \"debugger-in-production\"", "suppressions");
  }

  @Test
  void theNamedConfigurationCountsAndOneThatIsWrongStopsTheStep() throws Exception {
    GitRepository repository = GitRepository.create(folder.resolve("server/owner/app4"));
    String head =
        repository.commit(
            "all",
            Map.of(
                "app.py",
                APP.formatted("True"),
                "Dockerfile",
                DOCKERFILE,
                "ci/guard.yml",
                "fail-on: never\n",
                "ci/wrong.yml",
                "fail_on: never\n"));
    environment.put("GITHUB_REPOSITORY", "owner/app4");
    set("upload", "never");
    event(Kind.PUSH, head);
    assertThat(run()).isEqualTo(1);
    set("config", "ci/guard.yml");
    assertThat(run()).isZero();
    assertThat(log()).contains("Configuration: ci/guard.yml");
    set("config", "ci/wrong.yml");
    assertThatThrownBy(this::run)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("input config: ci/wrong.yml:1: unknown key 'fail_on'")
        .hasMessageContaining("did you mean fail-on?");
    set("config", "../guard.yml");
    assertThatThrownBy(this::run).hasMessageContaining("input config");
  }

  @Test
  void noFileIsWrittenBehindALink() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.createSymbolicLink(folder.resolve("workspace/link"), outside);
    set("sarif-file", "link/out.sarif");
    assertThatThrownBy(this::run).hasMessageContaining("is behind a link");
  }

  private int run() throws Exception {
    ActionInputs inputs = ActionInputs.of(environment);
    ActionStep step =
        new ActionStep(
            inputs,
            environment,
            log,
            "1.2.3",
            pauses::add,
            Clock.fixed(Instant.parse("2026-11-25T12:00:00.5Z"), ZoneOffset.UTC));
    return step.run(Configuration.Overrides.NONE, result -> result);
  }

  private void set(String input, String value) {
    environment.put("INPUT_" + input.toUpperCase(java.util.Locale.ROOT), value);
  }

  private void event(Kind kind, String sha) throws IOException {
    environment.put("GITHUB_SHA", sha);
    environment.put("GITHUB_ACTOR", kind == Kind.DEPENDABOT ? "dependabot[bot]" : "somebody");
    boolean push = kind == Kind.PUSH || kind == Kind.MERGE_GROUP;
    String name = push ? kind.name().toLowerCase(java.util.Locale.ROOT) : "pull_request";
    environment.put("GITHUB_EVENT_NAME", name);
    environment.put(
        "GITHUB_REF",
        switch (kind) {
          case PUSH -> "refs/heads/main";
          case MERGE_GROUP -> "refs/heads/gh-readonly-queue/main/pr-7-" + sha;
          default -> "refs/pull/7/merge";
        });
    Path payload = folder.resolve("event.json");
    Files.writeString(
        payload,
        push
            ? "{\"repository\":{\"id\":1}}"
            : "{\"repository\":{\"id\":1},\"pull_request\":{\"number\":7,\"head\":{\"repo\":{\"id\":%d}},"
                    .formatted(kind == Kind.FORK ? 2 : 1)
                + "\"base\":{\"sha\":\""
                + clean
                + "\"}}}");
    environment.put("GITHUB_EVENT_PATH", payload.toString());
  }

  private void everythingIsWritten() throws IOException {
    assertThat(Files.readString(folder.resolve("workspace/flask-debug-guard.sarif")))
        .contains("\"executionSuccessful\" : true");
    assertThat(summary()).contains("# Flask debug mode by deployment");
    assertThat(output("sarif-file")).isEqualTo("flask-debug-guard.sarif");
  }

  private @Nullable String output(String name) throws IOException {
    String value = null;
    for (String line : Files.readAllLines(folder.resolve("output"))) {
      if (line.startsWith(name + "=")) {
        value = line.substring(name.length() + 1);
      }
    }
    return value;
  }

  private String summary() throws IOException {
    return Files.readString(folder.resolve("summary"));
  }

  private String log() {
    return log.toString(StandardCharsets.UTF_8);
  }
}
