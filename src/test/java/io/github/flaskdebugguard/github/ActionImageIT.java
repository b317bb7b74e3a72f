package io.github.flaskdebugguard.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.github.RunnerStep.Kind;
import io.github.flaskdebugguard.platform.Containers;
import io.github.flaskdebugguard.platform.FakeApi;
import io.github.flaskdebugguard.platform.FakeApi.Answer;
import io.github.flaskdebugguard.platform.GitRepository;
import io.github.flaskdebugguard.platform.GitRepository.Entry;
import io.github.flaskdebugguard.platform.GitServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The real image against what is hostile, wrong or elsewhere; {@link ActionImageMatrixIT} has the
 * events and the answers of code scanning.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActionImageIT {
  private static final Path SAMPLES = Path.of("src/test/action");

  @TempDir static Path shared;
  @TempDir Path folder;
  private @Nullable Containers containers;
  private GitRepository repository;
  private GitServer git;
  private FakeApi api;
  private FakeApi elsewhere;
  private String clean = "";

  @BeforeAll
  void theImage() throws IOException {
    containers = Containers.ofTheBuild(shared);
  }

  @AfterAll
  void noImage() throws IOException {
    if (containers != null) {
      containers.close();
    }
  }

  @BeforeEach
  void aServerWithACleanCommit() throws IOException {
    repository = GitRepository.create(folder.resolve("server/owner/app"));
    Map<String, String> files = new TreeMap<>();
    for (String file : List.of("app.py", "Dockerfile")) {
      files.put(file, Files.readString(SAMPLES.resolve("clean").resolve(file)));
    }
    clean = repository.commit("clean", files);
    git = new GitServer(folder.resolve("server"), RunnerStep.TOKEN);
    api = new FakeApi();
    elsewhere = new FakeApi();
  }

  @AfterEach
  void noServer() {
    git.close();
    api.close();
    elsewhere.close();
  }

  @Test
  void anEvilTreeWritesNothingAndEachRefusedPathIsNamed() throws Exception {
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
    RunnerStep.Ended ended = step(Kind.MERGE_GROUP, repository.commitTree(tree, "evil")).run();
    assertThat(ended.code()).as(ended::log).isEqualTo(3);
    assertThat(Files.readString(ended.sarif()))
        .contains("is a name that Git does not check out and was refused")
        .contains("is a name with control characters and was refused")
        .contains("is a link out of the repository")
        .contains("is a submodule and was not fetched");
    assertThat(ended.log()).contains("GIT~1").doesNotContain("##[error]");
    ended.leftOnlyItsFile();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void noRedirectOfTheApiIsFollowed(int status) throws Exception {
    api.script(Answer.of(status, "").with("Location", elsewhere.url() + "/upload"));
    RunnerStep.Ended ended = step(Kind.PUSH, clean).run();
    assertThat(ended.code()).as(ended::log).isEqualTo(3);
    assertThat(ended.log()).contains("leads to another address");
    assertThat(api.calls()).hasSize(1);
    assertThat(elsewhere.calls()).isEmpty();
    ended.leftOnlyItsFile();
  }

  @Test
  void noRedirectOfTheGitServerGetsTheToken() throws Exception {
    git.redirectTo(elsewhere.url());
    RunnerStep.Ended ended = step(Kind.PUSH, clean).run();
    assertThat(ended.code()).as(ended::log).isEqualTo(3);
    assertThat(ended.log()).contains("leads to another address");
    assertThat(elsewhere.calls()).isEmpty();
    assertThat(api.calls()).isEmpty();
    ended.leftOnlyItsFile();
  }

  @Test
  void aProbedAddressIsAskedForThePagesAndGetsNoToken() throws Exception {
    RunnerStep.Ended ended =
        step(Kind.PUSH, clean)
            .input("upload", "never")
            .input("probe-url", elsewhere.url() + "=final")
            .input("probe-path", "/broken?x=1")
            .run();
    assertThat(ended.code()).as(ended::log).isNotEqualTo(2);
    assertThat(elsewhere.calls()).extracting(FakeApi.Call::path).contains("/api/v3/broken?x=1");
    for (FakeApi.Call call : elsewhere.calls()) {
      RunnerStep.assertNoSecret("a probe", call.headers() + call.body());
    }
    ended.leftOnlyItsFile();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fail-on | fatal | unknown level 'fatal' for input",
        "probe-url | http://h | input probe-url: the probe 'http://h' is not of the form",
        "probe-path | /x | input probe-path: there is no input probe-url",
        "role-of | web=prod | unknown role 'prod' for input role-of"
      })
  void aWrongInputIsAnAnnotation(String input, String value, String text) throws Exception {
    RunnerStep.Ended ended = step(Kind.PUSH, clean).input(input, value).run();
    assertThat(ended.code()).as(ended::log).isEqualTo(2);
    assertThat(ended.log()).startsWith("::error title=flask-debug-guard::" + text);
  }

  @Test
  void theCacheOfTheImageIsInUse() throws Exception {
    String home = "/opt/flask-debug-guard";
    Containers image = Objects.requireNonNull(containers);
    List<String> words = new ArrayList<>(List.of("--rm", "--entrypoint"));
    words.addAll(List.of(home + "/runtime/bin/java", image.image()));
    // Java ends with an error where it cannot use the cache that it must use.
    words.addAll(List.of("-XX:AOTMode=on", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    words.add("-XX:+UseCompactObjectHeaders");
    words.add("-XX:AOTCache=" + home + "/lib/flask-debug-guard.aot");
    words.addAll(List.of("-jar", home + "/lib/flask-debug-guard.jar", "--version"));
    Containers.Ended ended = image.run(words, Map.of());
    assertThat(ended.code()).as(ended::log).isZero();
    assertThat(ended.log()).startsWith("flask-debug-guard ");
  }

  @Test
  void theSameImageScansAFolder() throws Exception {
    Path bad = SAMPLES.resolve("bad").toAbsolutePath();
    Containers image = Objects.requireNonNull(containers);
    Containers.Ended ended =
        image.run(
            List.of("--rm", "-v", bad + ":/repo:ro", image.image(), "scan", "/repo"), Map.of());
    assertThat(ended.code()).as(ended::log).isEqualTo(1);
    assertThat(ended.log()).contains("DEBUGGER ON");
  }

  private RunnerStep step(Kind kind, String commit) throws IOException {
    Path own = Files.createDirectory(folder.resolve("step"));
    return new RunnerStep(Objects.requireNonNull(containers), own, git.url(), api.url())
        .event(kind, commit, clean);
  }
}
