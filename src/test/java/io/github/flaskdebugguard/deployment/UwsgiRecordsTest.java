package io.github.flaskdebugguard.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.platform.Json;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Replays what uWSGI 2.0.21 made of the same files: options, environment and working folder. */
class UwsgiRecordsTest {
  @Test
  void everyFileYieldsWhatUwsgiYields() {
    List<String> wrong = new ArrayList<>();
    int replayed = 0;
    for (Json record : Json.records("/platform/uwsgi.json")) {
      replayed++;
      String found = found(record);
      String wanted = wanted(record.get("observed"));
      if (!found.equals(wanted)) {
        wrong.add(record.get("id").text() + ": " + found + " instead of " + wanted);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(replayed).isEqualTo(67);
  }

  private static String wanted(Json observed) {
    return observed.get("started").text().equals("no")
        ? "refused"
        : new TreeMap<>(observed.get("environment").map())
            + " in "
            + observed.get("folder").text()
            + " with "
            + new TreeMap<>(observed.get("options").map());
  }

  private static String found(Json record) {
    Environment environment = Environment.EMPTY;
    for (var variable : record.get("environment").map().entrySet()) {
      environment =
          environment.with(
              variable.getKey(), new Text.Known(variable.getValue(), new Span("caller", 0, 0)));
    }
    List<Text> arguments = new ArrayList<>();
    for (String word : record.get("arguments").texts()) {
      arguments.add(new Text.Known(word, new Span("caller", 0, 0)));
    }
    UwsgiOptions options =
        UwsgiOptions.of(
            arguments,
            "/dir",
            environment,
            new InMemoryRepository(record.get("files").map()).mountedAt("/dir"));
    if (options.error() != null) {
      return "refused";
    }
    Map<String, String> variables = new TreeMap<>();
    options
        .environment()
        .variables()
        .forEach(
            (name, variable) -> {
              if (variable.value() != null) {
                variables.put(
                    name, variable.value() instanceof Text.Known known ? known.value() : "?");
              }
            });
    Map<String, String> last = new TreeMap<>();
    for (UwsgiOptions.Option option : options.options()) {
      if (!option.name().equals("module")) {
        last.put(option.name(), option.value() instanceof Text.Known known ? known.value() : "?");
      }
    }
    return variables
        + " in "
        + String.valueOf(options.folder()).replace("/dir", "DIR")
        + " with "
        + last;
  }
}
