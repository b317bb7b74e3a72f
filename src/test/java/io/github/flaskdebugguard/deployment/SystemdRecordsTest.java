package io.github.flaskdebugguard.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.UnitFile;
import io.github.flaskdebugguard.platform.Json;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Replays what systemd 252 as pid 1 made of the same units. */
class SystemdRecordsTest {
  /** Records that are about something outside the unit's text. */
  private static final Map<String, String> NOT_REPLAYED =
      Map.of(
          "sd-exec-start-pre-env", "the file is written by a command before the main one",
          "sd-workdir-missing", "whether the folder exists is up to the host",
          "sd-workdir-missing-dash", "whether the folder exists is up to the host",
          "sd-envfile-missing", "a file that is not in the repository may be on the host",
          "sd-exec-sh-c", "observed after sh had run the line",
          "sd-exec-env-program", "observed after env had run",
          "sd-exec-at", "observed after sh had run the line");

  @Test
  void everyUnitYieldsWhatSystemdYields() {
    List<String> wrong = new ArrayList<>();
    int replayed = 0;
    for (Json record : Json.records("/platform/systemd.json")) {
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
    assertThat(replayed).isEqualTo(77);
  }

  private static String difference(Json record) {
    Map<String, String> texts = new HashMap<>();
    String name =
        record.get("unit").text().equals("inst") ? "u@prod.service" : record.get("unit").text();
    record
        .get("files")
        .map()
        .forEach((path, text) -> texts.put(path.replace("%p", "u"), complete(path, text)));
    String file = name.contains("@") ? "u@.service" : name;
    List<UnitFile> fragments = new ArrayList<>();
    fragments.add(UnitFile.parse(new SourceFile(file, texts.getOrDefault(file, ""))));
    TreeMap<String, String> dropIns = new TreeMap<>();
    for (String folder : SystemdReader.dropInFolders(name)) {
      for (String path : new TreeMap<>(texts).keySet()) {
        if (path.startsWith(folder + "/") && path.endsWith(".conf")) {
          dropIns.put(path.substring(folder.length() + 1), path);
        }
      }
    }
    dropIns
        .values()
        .forEach(
            path ->
                fragments.add(UnitFile.parse(new SourceFile(path, texts.getOrDefault(path, "")))));
    FileView files = new InMemoryRepository(texts).mountedAt("/etc/plat");
    SystemdUnit unit = new SystemdUnit(name, fragments);
    Environment manager = Environment.EMPTY;
    boolean withManager =
        record.get("observed").get("environment").value() != null
            && record.get("observed").get("environment").map().containsKey("MGR");
    if (withManager) {
      manager = manager.with("MGR", known("fromboot")).with("MGR2", known("fromboot2"));
    }
    List<ProcessStart> starts = unit.starts(manager, files);
    boolean started = record.get("observed").get("started").text().equals("yes");
    if (!started) {
      return unit.failure() == null ? "starts" : "";
    }
    if (unit.failure() != null || starts.isEmpty()) {
      return "does not start: " + unit.failure();
    }
    ProcessStart start = last(starts);
    List<String> command =
        new ArrayList<>(start.arguments().stream().map(SystemdRecordsTest::shown).toList());
    String found =
        command.subList(
                command.contains("OUT") ? command.indexOf("OUT") + 1 : command.size(),
                command.size())
            + " in "
            + start.folder()
            + " with "
            + shown(start.environment());
    String wanted =
        record.get("observed").get("command").texts()
            + " in "
            + record.get("observed").get("folder").text()
            + " with "
            + new TreeMap<>(record.get("observed").get("environment").map());
    return found.equals(wanted) ? "" : found + " instead of " + wanted;
  }

  /** The second command of a line with a lone semicolon is no program of the record. */
  private static ProcessStart last(List<ProcessStart> starts) {
    return starts.stream()
        .filter(s -> s.arguments().size() > 1)
        .reduce((a, b) -> b)
        .orElse(starts.getLast());
  }

  private static String complete(String path, String text) {
    String filled =
        text.replace("SHOW", "/show OUT").replace("OUTFILE", "OUT").replace("ETC/", "/etc/plat/");
    boolean main = path.endsWith(".service");
    if (!main || filled.contains("[Service]")) {
      return main ? filled.replace("[Service]\n", "[Service]\nType=oneshot\n") : filled;
    }
    return "[Service]\nType=oneshot\n" + filled;
  }

  private static Text.Known known(String value) {
    return new Text.Known(value, new Span("manager", 0, 0));
  }

  private static String shown(Text text) {
    return text instanceof Text.Known known ? known.value() : "?";
  }

  private static String shown(Environment environment) {
    Map<String, @Nullable String> values = new TreeMap<>();
    environment
        .variables()
        .forEach(
            (name, variable) -> {
              Text value = variable.value();
              if (value != null) {
                values.put(name, shown(value));
              }
            });
    return values.toString();
  }
}
