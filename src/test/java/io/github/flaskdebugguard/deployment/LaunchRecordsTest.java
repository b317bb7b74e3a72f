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

/** Replays what real shells, make, npm and Procfile runners started. */
class LaunchRecordsTest {
  private static final String FOLDER = "/srv/dir";
  private static final Span CALLER = new Span("caller", 0, 0);

  /** Variables that the tools add for themselves. */
  private static final Set<String> OWN =
      Set.of(
          "PATH",
          "HOME",
          "PWD",
          "OLDPWD",
          "SHLVL",
          "_",
          "MAKEFLAGS",
          "MAKELEVEL",
          "MFLAGS",
          "MAKEOVERRIDES",
          "FOREMAN_WORKER_NAME",
          "PS");

  @Test
  void shellsStartWhatTheRealOnesStart() {
    assertThat(wrong("sh-", Set.of("dash", "bash", "busybox-sh"), Set.of())).isEmpty();
  }

  @Test
  void makeStartsWhatTheRealOneStarts() {
    assertThat(wrong("mk-", Set.of("make"), Set.of())).isEmpty();
  }

  @Test
  void npmStartsWhatTheRealOneStarts() {
    assertThat(wrong("np-", Set.of("npm"), Set.of())).isEmpty();
  }

  @Test
  void procfileRunnersStartWhatTheRealOnesStart() {
    assertThat(wrong("pf-", Set.of("npm-foreman", "ruby-foreman"), Set.of())).isEmpty();
  }

  private static List<String> wrong(String prefix, Set<String> tools, Set<String> excluded) {
    List<String> wrong = new ArrayList<>();
    int replayed = 0;
    for (Json record : Json.records("/platform/launches.json")) {
      String id = record.get("id").text();
      if (!id.startsWith(prefix) || excluded.contains(id)) {
        continue;
      }
      for (Json observed : record.get("observed").items()) {
        for (String tool : observed.get("tools").texts()) {
          if (tools.contains(tool)) {
            replayed++;
            String expected = expected(observed);
            String found = found(record, tool);
            if (!found.equals(expected)) {
              wrong.add(id + "@" + tool + ": " + found + " instead of " + expected);
            }
          }
        }
      }
    }
    assertThat(replayed).isGreaterThan(7);
    return wrong;
  }

  private static String expected(Json observed) {
    List<String> programs = new ArrayList<>();
    for (Json program : observed.get("programs").items()) {
      List<String> command = new ArrayList<>(program.get("command").texts());
      if (!command.isEmpty() && command.getFirst().equals("show")) {
        command.removeFirst();
      }
      programs.add(
          command
              + " in "
              + program.get("working_dir").text().replace("DIR", FOLDER)
              + " with "
              + new TreeMap<>(program.get("environment").map()));
    }
    return programs.stream().sorted().toList().toString();
  }

  private static String found(Json record, String tool) {
    List<Text> words = new ArrayList<>();
    for (String word : record.get("argv").texts()) {
      String program =
          switch (tool) {
            case "busybox-sh" -> "ash";
            case "npm-foreman" -> "nf";
            case "ruby-foreman" -> "foreman";
            default -> tool;
          };
      words.add(new Text.Known(word.equals("TOOL") ? program : word, CALLER));
    }
    Environment environment = Environment.EMPTY;
    for (var entry : record.get("environment").map().entrySet()) {
      environment = environment.with(entry.getKey(), new Text.Known(entry.getValue(), CALLER));
    }
    if (tool.equals("ruby-foreman")
        && words.stream().anyMatch(w -> w instanceof Text.Known k && k.value().equals("-j"))) {
      words.replaceAll(
          w ->
              w instanceof Text.Known k && k.value().equals("-j")
                  ? new Text.Known("-f", CALLER)
                  : w);
    }
    List<String> programs = new ArrayList<>();
    var files = new TextFiles(FOLDER, record.get("files").map());
    for (ProcessStart start :
        Launches.resolve(new ProcessStart(words, FOLDER, environment, null, List.of()), files)) {
      if (start.arguments().getFirst() instanceof Text.Known program
          && program.value().toLowerCase().startsWith("show")) {
        programs.add(shown(start));
      }
    }
    return programs.stream().sorted().toList().toString();
  }

  private static String shown(ProcessStart start) {
    List<String> command = new ArrayList<>();
    for (Text word : start.arguments().subList(1, start.arguments().size())) {
      command.add(word instanceof Text.Known known ? known.value() : word.toString());
    }
    Map<String, String> environment = new TreeMap<>();
    start
        .environment()
        .variables()
        .forEach(
            (name, variable) -> {
              if (variable.value() != null && !OWN.contains(name) && !name.startsWith("npm_")) {
                environment.put(
                    name,
                    variable.value() instanceof Text.Known known
                        ? known.value()
                        : variable.value().toString());
              }
            });
    return command
        + " in "
        + start.folder()
        + " with "
        + environment
        + (start.condition() == null ? "" : " if " + start.condition());
  }
}
