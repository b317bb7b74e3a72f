package io.github.flaskdebugguard.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.platform.Json;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Replays what supervisord 4.2.5 made of the same files. */
class SupervisorRecordsTest {
  private static final Map<String, String> NOT_REPLAYED =
      Map.of(
          "sv-command-sh-c", "observed after sh had run the line",
          "sv-command-env-program", "observed after env had run",
          "sv-env-expand-missing",
              "whoever starts supervisord may set the variable, so it is unknown here");

  @Test
  void everyFileYieldsWhatSupervisordYields() {
    List<String> wrong = new ArrayList<>();
    int replayed = 0;
    for (Json record : Json.records("/platform/supervisor.json")) {
      String id = record.get("id").text();
      if (!NOT_REPLAYED.containsKey(id)) {
        replayed++;
        String found = found(record);
        String wanted = wanted(record.get("observed"));
        if (!found.equals(wanted)) {
          wrong.add(id + ": " + found + " instead of " + wanted);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(replayed).isEqualTo(64);
  }

  private static String wanted(Json observed) {
    if (observed.get("started").text().equals("no")) {
      return "refused";
    }
    TreeMap<String, String> programs = new TreeMap<>();
    ((Map<?, ?>) observed.get("programs").value())
        .forEach(
            (name, value) -> {
              Json program = new Json(value);
              programs.put(
                  (String) name,
                  program.get("command").texts()
                      + " in "
                      + program.get("folder").text()
                      + " with "
                      + new TreeMap<>(program.get("environment").map()));
            });
    return programs.toString();
  }

  private static String found(Json record) {
    Map<String, String> texts = new HashMap<>();
    record
        .get("files")
        .map()
        .forEach(
            (path, text) ->
                texts.put(path, text.replace("SHOW", "/show").replace("OUT/", "/out-")));
    Environment environment = Environment.EMPTY;
    for (var variable : record.get("environment").map().entrySet()) {
      environment =
          environment.with(
              variable.getKey(), new Text.Known(variable.getValue(), new Span("caller", 0, 0)));
    }
    SupervisorPrograms.Result result =
        SupervisorPrograms.programs(
            new SourceFile("supervisord.conf", texts.getOrDefault("supervisord.conf", "")),
            "/dir/supervisord.conf",
            "/dir",
            environment,
            new InMemoryRepository(texts).mountedAt("/dir"));
    if (result.error() != null) {
      return "refused";
    }
    TreeMap<String, String> programs = new TreeMap<>();
    for (SupervisorPrograms.Program program : result.programs()) {
      ProcessStart start = program.start();
      if (start != null) {
        List<String> words = new ArrayList<>();
        String out = "";
        for (Text word : start.arguments()) {
          String text = word instanceof Text.Known known ? known.value() : "?";
          if (text.startsWith("/out-")) {
            out = text.substring(5);
          } else if (!text.equals("/show")) {
            words.add(text);
          }
        }
        Map<String, String> variables = new TreeMap<>();
        start
            .environment()
            .variables()
            .forEach(
                (name, variable) ->
                    variables.put(
                        name, variable.value() instanceof Text.Known known ? known.value() : "?"));
        programs.put(out, words + " in " + start.folder() + " with " + variables);
      }
    }
    return programs.toString().replace("/dir", "DIR").replace("DIR/conf.d", "DIR/conf.d");
  }
}
