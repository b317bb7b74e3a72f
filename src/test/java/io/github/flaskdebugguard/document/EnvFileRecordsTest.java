package io.github.flaskdebugguard.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.document.EnvFile.Reader;
import io.github.flaskdebugguard.platform.Json;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Replays what eleven real readers made of the same files. */
class EnvFileRecordsTest {
  private static final Map<String, Reader> TOOLS =
      Map.ofEntries(
          Map.entry("python-dotenv", Reader.PYTHON_DOTENV),
          Map.entry("python-dotenv-new", Reader.PYTHON_DOTENV),
          Map.entry("compose-v1", Reader.COMPOSE_V1),
          Map.entry("compose-v2", Reader.COMPOSE_V2),
          Map.entry("docker", Reader.DOCKER_RAW),
          Map.entry("podman", Reader.PODMAN_RAW),
          Map.entry("kubectl", Reader.KUBECTL),
          Map.entry("kustomize", Reader.KUSTOMIZE),
          Map.entry("systemd", Reader.SYSTEMD),
          Map.entry("ruby-foreman", Reader.FOREMAN),
          Map.entry("npm-foreman", Reader.NODE_FOREMAN));

  @Test
  void everyReaderYieldsWhatTheRealToolYields() {
    List<String> wrong = new ArrayList<>();
    int replayed = 0;
    for (Json record : Json.records("/platform/env-files.json")) {
      for (Json observed : record.get("observed").items()) {
        for (String tool : observed.get("tools").texts()) {
          Reader reader = TOOLS.get(tool);
          if (reader != null) {
            replayed++;
            String difference = difference(record, observed.get("environment"), reader);
            if (!difference.isEmpty()) {
              wrong.add(record.get("id").text() + "@" + tool + ": " + difference);
            }
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(replayed).isEqualTo(759);
  }

  private static String difference(Json record, Json expected, Reader reader) {
    Map<String, String> caller = record.get("environment").map();
    EnvFile file =
        EnvFile.parse(
            new SourceFile("f.env", record.get("text").text()),
            reader,
            name ->
                caller.containsKey(name)
                    ? new Text.Known(caller.get(name), new Span("caller", 0, 0))
                    : null);
    if (expected.value() == null) {
      return file.error() == null ? "not refused: " + file.entries() : "";
    }
    if (file.error() != null) {
      return file.error();
    }
    Map<String, String> found = new TreeMap<>();
    for (EnvFile.Entry entry : file.entries()) {
      if (entry.value() instanceof Text.Known known) {
        found.put(entry.name(), known.value());
      } else if (caller.containsKey(entry.name())) {
        found.put(entry.name(), caller.get(entry.name()));
      }
    }
    Map<String, String> wanted = new TreeMap<>(expected.map());
    wanted.values().removeIf(value -> value == null);
    caller.forEach(
        (name, value) -> {
          if (!found.containsKey(name)) {
            wanted.remove(name, value);
          }
        });
    return found.equals(wanted) ? "" : found + " instead of " + wanted;
  }
}
