package io.github.flaskdebugguard.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.platform.Json;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Replays what shells and make made of env files that they read as their own language. */
class ShellEnvFileRecordsTest {
  private static final Span CALLER = new Span("caller", 0, 0);

  /**
   * The process id in a value, the goal that make takes from a line {@code A: 1}, and names that no
   * shell variable can have.
   */
  private static final Set<String> EXCLUDED =
      Set.of(
          "ef-dollar-dollar@dash",
          "ef-dollar-dollar@bash",
          "ef-dollar-in-password@dash",
          "ef-dollar-in-password@bash",
          "ef-colon@make");

  @Test
  void shellsAndMakeReadEnvFilesAsTheRealOnesDo() {
    Map<String, List<String>> commands =
        Map.of(
            "dash", List.of("dash", "-c", "set -a; . ./f.env; show"),
            "bash", List.of("bash", "-c", "set -a; . ./f.env; show"),
            "bash-xargs", List.of("bash", "-c", "export $(grep -v \"^#\" ./f.env | xargs) && show"),
            "bash-env-cat", List.of("bash", "-c", "env $(cat ./f.env) show"),
            "make", List.of("make", "-s", "run"));
    List<String> wrong = new ArrayList<>();
    int replayed = 0;
    for (Json record : Json.records("/platform/env-files.json")) {
      for (Json observed : record.get("observed").items()) {
        for (String tool : observed.get("tools").texts()) {
          String id = record.get("id").text() + "@" + tool;
          List<String> command = commands.get(tool);
          if (command != null && !EXCLUDED.contains(id)) {
            replayed++;
            String expected =
                observed.get("environment").value() == null
                    ? "none"
                    : new TreeMap<>(observed.get("environment").map()).toString();
            String found = found(record, command);
            if (!found.equals(expected)) {
              wrong.add(id + ": " + found + " instead of " + expected);
            }
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(replayed).isEqualTo(340);
  }

  private static String found(Json record, List<String> command) {
    List<Text> words = new ArrayList<>();
    command.forEach(word -> words.add(new Text.Known(word, CALLER)));
    Environment environment = Environment.EMPTY;
    for (var entry : record.get("environment").map().entrySet()) {
      environment = environment.with(entry.getKey(), new Text.Known(entry.getValue(), CALLER));
    }
    var files =
        new TextFiles(
            "/d",
            Map.of(
                "f.env",
                record.get("text").text(),
                "Makefile",
                "include f.env\nexport\nrun:\n\tshow\n"));
    for (ProcessStart start :
        Launches.resolve(new ProcessStart(words, "/d", environment, null, List.of()), files)) {
      if (start.arguments().getFirst() instanceof Text.Known program
          && program.value().equals("show")) {
        Map<String, String> values = new TreeMap<>();
        start
            .environment()
            .variables()
            .forEach(
                (name, variable) -> {
                  if (variable.value() != null) {
                    values.put(
                        name, variable.value() instanceof Text.Known known ? known.value() : "?");
                  }
                });
        return values.toString();
      }
    }
    return "none";
  }
}
