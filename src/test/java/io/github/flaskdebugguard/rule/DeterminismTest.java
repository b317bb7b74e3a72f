package io.github.flaskdebugguard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.WorkTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same files give the same result, whichever thread is faster, and a broken disk gives one. */
class DeterminismTest {
  private static final int RUNS = 100;
  private static final int STORIES = 8;

  private static Map<String, String> stories() {
    Map<String, String> files = new TreeMap<>();
    List<Scenario> scenarios = Scenarios.all();
    for (int i = 0; i < STORIES; i++) {
      String folder = "s" + i + "/";
      scenarios
          .get(i * scenarios.size() / STORIES)
          .files()
          .forEach((path, text) -> files.put(folder + path, text));
    }
    return files;
  }

  /** All that reports are made from, without the time that it took. */
  private static String shown(ScanResult result) {
    StringBuilder text = new StringBuilder();
    result
        .verdicts()
        .forEach(
            each ->
                text.append(each.deployment().id())
                    .append(each.debug())
                    .append(each.debugger())
                    .append(each.reason())
                    .append(each.dependsOn())
                    .append(each.trail())
                    .append('\n'));
    result.findings().forEach(each -> text.append(each).append('\n'));
    result.problems().forEach(each -> text.append(each).append('\n'));
    return text.toString();
  }

  @Test
  void aHundredScansGiveTheSame() {
    InMemoryRepository repository = new InMemoryRepository(stories());
    String first = shown(Scan.run(repository, Scan.Options.DEFAULT, Scan.Listener.NONE));
    assertThat(first).contains("ON");
    for (int run = 1; run < RUNS; run++) {
      Shaken slow = Shaken.slow(repository, run);
      assertThat(shown(Scan.run(slow, Scan.Options.DEFAULT, Scan.Listener.NONE))).isEqualTo(first);
    }
  }

  @Test
  void theOrderOfFilesOnTheDiskDoesNotCount(@TempDir Path folder) throws Exception {
    TreeSet<String> results = new TreeSet<>();
    for (int run = 0; run < 5; run++) {
      Path root = folder.resolve("r" + run);
      List<Map.Entry<String, String>> files = new ArrayList<>(stories().entrySet());
      Collections.shuffle(files, new Random(run));
      for (Map.Entry<String, String> file : files) {
        Path path = root.resolve(file.getKey());
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        Files.writeString(path, file.getValue());
      }
      results.add(shown(Scan.run(WorkTree.open(root), Scan.Options.DEFAULT, Scan.Listener.NONE)));
    }
    assertThat(results).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whicheverOperationFailsThereIsAResultThatSaysSo(boolean thrown) throws IOException {
    InMemoryRepository repository = new InMemoryRepository(Scenarios.all().get(5).files());
    int operations = 0;
    for (int n = 1; operations >= n - 1; n++) {
      Shaken shaken = Shaken.failing(repository, n, thrown);
      ScanResult result = Scan.runWhole(shaken, Scan.Options.DEFAULT, Scan.Listener.NONE);
      operations = shaken.count().get();
      if (operations >= n) {
        assertThat(result.problems())
            .as("operation %d", n)
            .anyMatch(problem -> problem.message().contains(Shaken.FAULT));
        assertThat(result.problems()).anyMatch(Problem::matters);
      }
    }
    assertThat(operations).isGreaterThan(50);
  }
}
