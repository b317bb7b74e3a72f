package io.github.flaskdebugguard.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gives each stored input to its target. Needs no fuzzer. */
class StoredInputsTest {
  private static final Path INPUTS = Path.of("src/test/resources/fuzz");

  /** A stored input and the target that reads it. */
  record Stored(String target, Path file) {
    @Override
    public String toString() {
      return target + "/" + file.getFileName();
    }
  }

  static Stream<Stored> stored() throws IOException {
    List<Stored> stored = new ArrayList<>();
    for (String target : FuzzTargets.all().keySet()) {
      for (String folder : FuzzTargets.folders(target)) {
        try (Stream<Path> files = Files.list(INPUTS.resolve(folder))) {
          files.sorted().forEach(file -> stored.add(new Stored(target, file)));
        }
      }
    }
    return stored.stream();
  }

  @ParameterizedTest
  @MethodSource("stored")
  void aStoredInputBreaksNothing(Stored stored) throws Exception {
    String input = new String(Files.readAllBytes(stored.file()), StandardCharsets.UTF_8);
    assertThatCode(() -> Trial.whole(FuzzTargets.named(stored.target()), input))
        .as(stored.toString())
        .doesNotThrowAnyException();
  }

  @Test
  void everyFolderOfInputsHasATargetAndTheOtherWayRound() throws IOException {
    TreeSet<String> read = new TreeSet<>();
    FuzzTargets.all().keySet().forEach(target -> read.addAll(FuzzTargets.folders(target)));
    try (Stream<Path> folders = Files.list(INPUTS)) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(read);
    }
  }

  @Test
  void theWorkflowRunsEveryTarget() throws IOException {
    String workflow = Files.readString(Path.of(".github/workflows/fuzz.yml"));
    String list = workflow.substring(workflow.indexOf("target:"), workflow.indexOf("runs-on:"));
    TreeSet<String> named = new TreeSet<>();
    list.lines()
        .map(String::strip)
        .filter(line -> line.startsWith("- "))
        .forEach(line -> named.add(line.substring(2)));
    assertThat(named).isEqualTo(new TreeSet<>(FuzzTargets.all().keySet()));
  }

  @Test
  void aBrokenPropertyIsAFailure() {
    FuzzTarget broken = input -> Property.same(input, "a", "input");
    assertThatThrownBy(() -> Trial.quick(broken, "b"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("input: <b> instead of <a>");
    Trial.Task slow =
        () -> {
          long end = System.nanoTime() + 50_000_000;
          while (System.nanoTime() < end) {
            Thread.onSpinWait();
          }
        };
    assertThatThrownBy(() -> Trial.within(1_000_000, slow)).hasMessageStartingWith("took ");
  }

  @Test
  void aTextOfSeveralFilesIsTakenApart() {
    assertThat(Sections.files("a\n=== b/c\nd\n=== ../x\ny", "app.py"))
        .isEqualTo(Map.of("app.py", "a\n", "b/c", "d\n"));
  }
}
