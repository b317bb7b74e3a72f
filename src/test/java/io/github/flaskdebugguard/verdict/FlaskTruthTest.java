package io.github.flaskdebugguard.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Replays 1,100 recorded runs of real Flask, 0.12 to 3.1, under its own server, gunicorn, uWSGI,
 * waitress and others. {@code -Dtruth.only=TEXT} keeps the runs whose id and version hold the text.
 */
class FlaskTruthTest {
  private static final String ONLY = System.getProperty("truth.only", "");

  private record Run(Program program, Expectation expected) {}

  @Test
  void theJudgeAgreesWithEveryRecordedRun() throws IOException {
    List<String> mismatches = new ArrayList<>();
    List<Run> runs = runs();
    for (Run run : runs) {
      List<String> differences = differences(run);
      if (!differences.isEmpty()) {
        mismatches.add(
            run.program().id()
                + "  "
                + String.join(", ", run.program().files().keySet())
                + "  "
                + String.join("; ", differences));
      }
    }
    assertThat(mismatches.size())
        .as("runs that differ, of %d:%n%s", runs.size(), String.join("\n", mismatches))
        .isZero();
  }

  @Test
  void everyRecordIsReplayed() throws IOException {
    if (ONLY.isEmpty()) {
      assertThat(runs()).hasSize(1100);
    }
  }

  private static List<String> differences(Run run) {
    try {
      return run.expected().differences(run.program().judge());
    } catch (RuntimeException | StackOverflowError failure) {
      StackTraceElement[] stack = failure.getStackTrace();
      return List.of("fails: " + failure + (stack.length > 0 ? " at " + stack[0] : ""));
    }
  }

  private static List<Run> runs() throws IOException {
    Json data;
    try (InputStream in = FlaskTruthTest.class.getResourceAsStream("/truth/flask-truth.json")) {
      data = Json.read(assertThat(in).isNotNull().actual());
    }
    List<Run> runs = new ArrayList<>();
    for (Json program : data.get("programs").items()) {
      Map<String, String> files = new LinkedHashMap<>();
      program
          .get("files")
          .memberTexts()
          .forEach(
              (path, text) ->
                  files.put(
                      path,
                      text.replace("#HEAD\n", data.get("head").text())
                          .replace("#ROUTES\n", data.get("routes").text())));
      Map<String, String> environment =
          new LinkedHashMap<>(Map.of("PORT", "5000", "PORT2", "5001"));
      environment.putAll(program.get("env").memberTexts());
      program
          .get("runs")
          .members()
          .forEach(
              (states, versions) -> {
                for (String version : versions.itemTexts()) {
                  Map<String, String> installed =
                      new LinkedHashMap<>(data.get("installed").get(version).memberTexts());
                  if (!program.get("dotenv").text().isEmpty()) {
                    installed.put("python-dotenv", "");
                  }
                  runs.add(
                      new Run(
                          new Program(
                              program.get("id").text() + " " + version,
                              files,
                              program.get("folder").text(),
                              program.get("argv").itemTexts(),
                              environment,
                              installed),
                          new Expectation(states)));
                }
              });
    }
    runs.removeIf(run -> !run.program().id().contains(ONLY));
    return runs;
  }
}
