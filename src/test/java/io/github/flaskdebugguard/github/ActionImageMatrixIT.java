package io.github.flaskdebugguard.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flaskdebugguard.github.RunnerStep.Kind;
import io.github.flaskdebugguard.platform.Containers;
import io.github.flaskdebugguard.platform.FakeApi;
import io.github.flaskdebugguard.platform.GitRepository;
import io.github.flaskdebugguard.platform.GitServer;
import io.github.flaskdebugguard.platform.SarifMultitool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The real image, for each event and each answer of code scanning, with a commit in which nothing
 * is found and one that has its debugger on. Two containers run at a time.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActionImageMatrixIT {
  private static final Path SAMPLES = Path.of("src/test/action");

  @TempDir static Path folder;
  private final Map<Cell, Future<Ran>> runs = new LinkedHashMap<>();
  private final List<AutoCloseable> open = new ArrayList<>();

  /** What happens in a step, and in which commit. */
  record Cell(Kind kind, UploadCase answer, boolean bad) {
    @Override
    public String toString() {
      return kind + ", " + answer + (bad ? ", bad" : ", clean");
    }
  }

  /** What came of it. */
  private record Ran(RunnerStep.Ended ended, String commit, List<FakeApi.Call> calls) {}

  static Stream<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (UploadCase answer : UploadCase.values()) {
        if (answer != UploadCase.BAD_TOKEN && answer != UploadCase.REDIRECT) {
          cells.add(new Cell(kind, answer, false));
        }
      }
      cells.add(new Cell(kind, UploadCase.SUCCESS, true));
      cells.add(new Cell(kind, UploadCase.NO_PERMISSION, true));
    }
    return cells.stream();
  }

  @BeforeAll
  void startAll() throws IOException {
    SarifMultitool.needed();
    Containers containers = Containers.ofTheBuild(folder);
    open.add(containers);
    GitRepository repository = GitRepository.create(folder.resolve("server/owner/app"));
    String base = repository.commit("base", Map.of("README.md", "# App\n"));
    String clean = repository.commit("clean", sample("clean"));
    String bad = repository.commit("bad", sample("bad"));
    GitServer git = new GitServer(folder.resolve("server"), RunnerStep.TOKEN);
    open.add(git);
    ExecutorService two = Executors.newFixedThreadPool(2);
    open.add(two::shutdownNow);
    for (Cell cell : cells().toList()) {
      Path own = Files.createDirectory(folder.resolve("cell" + runs.size()));
      String commit = cell.bad() ? bad : clean;
      runs.put(
          cell,
          two.submit(
              () -> {
                try (FakeApi api = new FakeApi()) {
                  api.script(cell.answer().script());
                  RunnerStep step = new RunnerStep(containers, own, git.url(), api.url());
                  RunnerStep.Ended ended = step.event(cell.kind(), commit, base).run();
                  return new Ran(ended, commit, api.calls());
                }
              }));
    }
  }

  @AfterAll
  void endAll() throws Exception {
    for (AutoCloseable it : open.reversed()) {
      it.close();
    }
  }

  @ParameterizedTest
  @MethodSource("cells")
  void aStepEndsAsItsEventItsFindingsAndTheAnswerSay(Cell cell) throws Exception {
    Ran ran = Objects.requireNonNull(runs.get(cell)).get(2, TimeUnit.MINUTES);
    RunnerStep.Ended ended = ran.ended();
    int code = cell.bad() ? 1 : cell.answer().codeWhenClean(cell.kind());
    assertThat(ended.code()).as(ended::log).isEqualTo(code);
    assertThat(ended.log()).contains(cell.answer().says(cell.kind())).doesNotContain("##[");
    assertThat(ended.output("verdict")).isEqualTo(cell.bad() ? "on" : "off");
    assertThat(ended.output("deployments-on")).isEqualTo(cell.bad() ? "1" : "0");
    boolean queue = cell.kind() == Kind.MERGE_GROUP;
    boolean stands = cell.answer().stands() && !queue;
    boolean taken = stands || (cell.answer() == UploadCase.PROCESSING_FAILED && !queue);
    assertThat(ended.output("sarif-id")).isEqualTo(stands ? FakeApi.ID : "");
    assertThat(ended.summary()).contains("# Flask debug mode by deployment");
    assertThat(ended.summary().contains("debugger on")).isEqualTo(cell.bad());
    assertThat(ended.log().contains("::error file=app.py")).isEqualTo(cell.bad() && !stands);
    ended.leftOnlyItsFile();
    if (queue) {
      assertThat(ran.calls()).isEmpty();
      return;
    }
    List<FakeApi.Call> posts =
        ran.calls().stream().filter(call -> call.method().equals("POST")).toList();
    assertThat(ran.calls()).hasSize(cell.answer().script().length);
    assertThat(ran.calls().size() > posts.size()).isEqualTo(taken);
    for (FakeApi.Call call : ran.calls()) {
      assertThat(call.headers().get("Authorization")).containsExactly("Bearer " + RunnerStep.TOKEN);
      RunnerStep.assertNoSecret("a body", call.body());
      RunnerStep.assertNoSecret("a path", call.path());
    }
    for (FakeApi.Call post : posts) {
      assertThat(post.sarif()).isEqualTo(Files.readString(ended.sarif()));
      RunnerStep.assertNoSecret("an upload", post.sarif());
      JsonNode body = new ObjectMapper().readTree(post.body());
      assertThat(body.path("commit_sha").asText()).isEqualTo(ran.commit());
      assertThat(body.path("ref").asText())
          .isEqualTo(cell.kind() == Kind.PUSH ? "refs/heads/main" : "refs/pull/7/merge");
    }
    if (cell.answer() == UploadCase.TOO_MANY || cell.answer() == UploadCase.RATE_LIMIT_403) {
      long waited = posts.get(1).nanos() - posts.get(0).nanos();
      assertThat(waited).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(950));
    }
  }

  @Test
  void whatWasUploadedPassesTheValidatorOfSarif() throws Exception {
    TreeSet<String> uploads = new TreeSet<>();
    for (Future<Ran> run : runs.values()) {
      for (FakeApi.Call call : run.get(2, TimeUnit.MINUTES).calls()) {
        if (call.method().equals("POST")) {
          uploads.add(call.sarif());
        }
      }
    }
    assertThat(uploads.size()).as("one of the clean and one of the bad commit").isEqualTo(2);
    Path files = Files.createDirectory(folder.resolve("uploads"));
    for (String upload : uploads) {
      Files.writeString(files.resolve(uploads.headSet(upload).size() + ".sarif"), upload);
    }
    assertThat(SarifMultitool.needed().broken(files)).isEmpty();
  }

  private static Map<String, String> sample(String name) throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (String file : List.of("app.py", "Dockerfile")) {
      files.put(file, Files.readString(SAMPLES.resolve(name).resolve(file)));
    }
    return files;
  }
}
