package io.github.flaskdebugguard.deployment.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.platform.Json;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Replays what {@code docker compose config} of 2.26.1 made of the same files. */
@NullUnmarked
class ComposeRecordsTest {
  private static final Span CALLER = new Span("caller", 0, 0);

  @Test
  void everyModelIsThatOfTheRealTool() {
    List<String> wrong = new ArrayList<>();
    int replayed = 0;
    for (Json record : Json.records("/platform/compose.json")) {
      if (record.get("id").text().startsWith("co-")) {
        replayed++;
        String difference = difference(record);
        if (!difference.isEmpty()) {
          wrong.add(record.get("id").text() + ": " + difference);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(replayed).isEqualTo(226);
  }

  private static String difference(Json record) {
    InMemoryRepository repository = new InMemoryRepository(record.get("files").map());
    Set<String> named = new TreeSet<>();
    Invocation call = invocation(repository, record, named);
    if (call == null) {
      return "no compose file found";
    }
    ComposeProject project = ComposeProject.load(repository, call);
    Json expected = record.get("expected");
    boolean ok = (Boolean) expected.get("ok").value();
    if (!ok) {
      return project.refusals().isEmpty()
          ? "should be refused: " + expected.get("error").text()
          : "";
    }
    if (!project.refusals().isEmpty()) {
      return "refused: " + project.refusals();
    }
    Map<String, Object> want = new TreeMap<>();
    ((Map<?, ?>) expected.get("services").value())
        .forEach((name, service) -> want.put((String) name, wanted(new Json(service))));
    Map<String, Object> got = new TreeMap<>();
    for (ComposeService service : project.services()) {
      if (named.isEmpty() ? service.active() : named.contains(service.name())) {
        got.put(service.name(), given(service));
      }
    }
    return want.equals(got) ? "" : "\n  want " + want + "\n  got  " + got;
  }

  private static Map<String, Object> wanted(Json service) {
    Map<String, Object> result = new TreeMap<>();
    Map<?, ?> all = (Map<?, ?>) service.value();
    if (all.get("environment") != null) {
      Map<String, String> environment = new TreeMap<>();
      service
          .get("environment")
          .map()
          .forEach((name, value) -> environment.put(name.replace("$$", "$"), value));
      result.put("environment", environment);
    }
    for (String key : List.of("command", "entrypoint", "working_dir")) {
      if (all.get(key) != null) {
        result.put(key, all.get(key));
      }
    }
    if (all.get("build") instanceof Map<?, ?> build) {
      Map<String, Object> made = new TreeMap<>();
      build.forEach((key, value) -> made.put((String) key, value));
      result.put("build", made);
    }
    return result;
  }

  private static Map<String, Object> given(ComposeService service) {
    Map<String, Object> result = new TreeMap<>();
    if (!service.settings().isEmpty()) {
      Map<String, String> environment = new TreeMap<>();
      service.settings().forEach(each -> environment.put(each.name(), text(each.value())));
      result.put("environment", environment);
    }
    if (service.command() != null) {
      result.put(
          "command", service.command().words().stream().map(ComposeRecordsTest::text).toList());
    }
    if (service.entrypoint() != null) {
      result.put(
          "entrypoint",
          service.entrypoint().words().stream().map(ComposeRecordsTest::text).toList());
    }
    if (service.workingDirectory() != null) {
      result.put("working_dir", text(service.workingDirectory()));
    }
    ComposeService.Build build = service.build();
    if (build != null) {
      Map<String, Object> made = new TreeMap<>();
      if (build.inline() != null) {
        made.put("dockerfile_inline", build.inline().value());
      } else {
        String context = build.context().isEmpty() ? "" : build.context() + "/";
        made.put("dockerfile", build.dockerfile().substring(context.length()));
      }
      if (build.target() != null) {
        made.put("target", text(build.target()));
      }
      if (!build.arguments().isEmpty()) {
        Map<String, String> arguments = new LinkedHashMap<>();
        build.arguments().forEach((name, value) -> arguments.put(name, text(value)));
        made.put("args", arguments);
      }
      result.put("build", made);
    }
    return result;
  }

  private static String text(Text text) {
    return switch (text) {
      case null -> null;
      case Text.Known known -> known.value();
      case Text.Unknown unknown -> "unknown: " + unknown.reason();
    };
  }

  private static Invocation invocation(
      InMemoryRepository repository, Json record, Set<String> named) {
    List<String> arguments = record.get("arguments").texts();
    List<String> files = new ArrayList<>();
    List<String> environments = new ArrayList<>();
    Set<String> profiles = new LinkedHashSet<>();
    String directory = null;
    for (int i = 0; i < arguments.size(); i++) {
      switch (arguments.get(i)) {
        case "-f" -> files.add(arguments.get(++i));
        case "--env-file" -> environments.add(arguments.get(++i));
        case "--profile" -> profiles.add(arguments.get(++i));
        case "--project-directory" -> directory = Paths.resolve("", arguments.get(++i));
        case "config" -> {}
        default -> named.add(arguments.get(i));
      }
    }
    Map<String, Text> caller = new TreeMap<>();
    if (record.get("caller").value() != null) {
      record
          .get("caller")
          .map()
          .forEach((name, value) -> caller.put(name, new Text.Known(value, CALLER)));
    }
    String folder = record.get("folder").value() == null ? "" : record.get("folder").text();
    if (files.isEmpty()) {
      Invocation found = Invocations.automatic(repository, folder, caller);
      if (found == null) {
        return null;
      }
      files = found.files();
    }
    return new Invocation(
        files,
        directory == null ? Paths.folder(files.getFirst()) : directory,
        environments,
        profiles,
        caller,
        true,
        null);
  }
}
