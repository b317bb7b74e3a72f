package io.github.flaskdebugguard.deployment.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.deployment.provision.HostCommand;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.platform.Json;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Replays what Ansible 2.14 made of the same playbooks. */
class AnsibleRecordsTest {
  /** Records that are about something else than what a host gets. */
  private static final Map<String, String> NOT_REPLAYED =
      Map.of(
          "an-replace", "a pattern with groups is not followed: the file is unknown",
          "an-lineinfile-backrefs", "a pattern with groups is not followed: the file is unknown",
          "an-command-no-shell", "the output of a command that is not followed",
          "an-command-var", "the output of a command that is not followed");

  @Test
  void everyPlaybookYieldsWhatAnsibleYields() {
    List<String> wrong = new ArrayList<>();
    int replayed = 0;
    for (Json record : Json.records("/platform/ansible.json")) {
      String id = record.get("id").text();
      if (!NOT_REPLAYED.containsKey(id)) {
        replayed++;
        String difference = difference(record);
        if (!difference.isEmpty()) {
          wrong.add(id + ": " + difference);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(replayed).isEqualTo(75);
  }

  private static String difference(Json record) {
    Map<String, String> texts = new HashMap<>(record.get("files").map());
    Map<String, SourceFile> before = new HashMap<>();
    texts.forEach(
        (path, text) -> {
          if (path.startsWith("out")) {
            before.put("/out/" + path, new SourceFile(path, text));
          }
        });
    List<String> extra = record.get("extra").items().stream().map(Json::text).toList();
    Object inventory = record.get("inventory").value();
    PlaybookRun run =
        PlaybookRun.of(
            new InMemoryRepository(texts),
            "play.yml",
            inventory == null ? null : inventory.toString(),
            extra,
            before);
    StringBuilder differences = new StringBuilder();
    Map<String, String> results = record.get("result").map();
    for (Map.Entry<String, String> result : results.entrySet()) {
      String actual = file(run, "/out/" + result.getKey());
      if (actual == null) {
        actual = printed(run, record.get("env").map());
      }
      if (!result.getValue().equals(actual)) {
        differences.append(
            result.getKey() + " is [" + actual + "] instead of [" + result.getValue() + "] ");
      }
    }
    if (results.isEmpty()) {
      // What fails there is not known here, and nothing is said to be there.
      for (HostCommand.Written file : run.files().values()) {
        if (file.text() != null && !file.text().text().contains("{{")) {
          differences.append("wrote " + file.text().text());
        }
      }
    }
    return differences.toString();
  }

  private static @Nullable String file(PlaybookRun run, String path) {
    HostCommand.Written file = run.files().get(path);
    return file == null || file.text() == null ? null : file.text().text();
  }

  /** What {@code printenv A; printenv B} prints. */
  private static @Nullable String printed(PlaybookRun run, Map<String, String> caller) {
    if (run.commands().isEmpty()) {
      return null;
    }
    StringBuilder out = new StringBuilder();
    for (String name : List.of("A", "B")) {
      Text value = run.commands().getLast().environment().get(name);
      if (value instanceof Text.Known known) {
        out.append(known.value()).append('\n');
      } else if (value == null && caller.containsKey(name)) {
        out.append(caller.get(name)).append('\n');
      }
    }
    return out.toString();
  }
}
