package io.github.flaskdebugguard.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.deployment.compose.Invocation;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.platform.Json;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Replays what containers got that docker compose 2.26.1 started. */
@NullUnmarked
class ComposeContainersTest {
  /** Options of one {@code docker compose run} are no deployment of the repository. */
  private static final Set<String> NOT_REPLAYED =
      Set.of("cr-run-e", "cr-run-e-over-env_file", "cr-run-command", "cr-run-entrypoint");

  @Test
  void containersGetCommandFolderAndEnvironment() {
    List<String> wrong = new ArrayList<>();
    int replayed = 0;
    for (Json record : Json.records("/platform/compose.json")) {
      String id = record.get("id").text();
      if (id.startsWith("cr-") && !NOT_REPLAYED.contains(id)) {
        replayed++;
        String difference = difference(record);
        if (!difference.isEmpty()) {
          wrong.add(id + ": " + difference);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(replayed).isEqualTo(33);
  }

  private static String difference(Json record) {
    Map<String, Text> caller = new TreeMap<>();
    if (record.get("caller").value() != null) {
      record
          .get("caller")
          .map()
          .forEach((name, value) -> caller.put(name, new Text.Known(value, new Span("x", 0, 0))));
    }
    Discovery discovery = new Discovery(new InMemoryRepository(record.get("files").map()));
    ComposeReader.read(
        discovery,
        List.of(
            new Invocation(List.of("compose.yaml"), "", List.of(), Set.of(), caller, true, null)));
    if (discovery.deployments().size() != 1) {
      return "deployments " + discovery.deployments() + discovery.problems();
    }
    ProcessStart start = discovery.deployments().getFirst().starts().getFirst();
    List<String> words = start.arguments().stream().map(ComposeContainersTest::text).toList();
    List<String> expected = new ArrayList<>(record.get("expected").get("command").texts());
    if (expected.getFirst().equals("/bin/show")) {
      expected.set(0, "show");
    }
    Map<String, String> environment = new TreeMap<>();
    start
        .environment()
        .variables()
        .forEach(
            (name, variable) -> {
              if (variable.value() != null) {
                environment.put(name, text(variable.value()));
              }
            });
    Map<String, String> wanted = new TreeMap<>(record.get("expected").get("environment").map());
    String folder = record.get("expected").get("working_dir").text();
    String got = words + " " + environment + " " + (start.folder() == null ? "/" : start.folder());
    String want = expected + " " + wanted + " " + folder;
    return got.equals(want) ? "" : "\n  want " + want + "\n  got  " + got;
  }

  private static String text(Text text) {
    return text instanceof Text.Known known ? known.value() : text.toString();
  }
}
