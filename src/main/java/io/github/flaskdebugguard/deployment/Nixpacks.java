package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Nixpacks and Railpack start in a folder: their file's command, the Procfile ({@code web},
 * then {@code worker}), else {@code python main.py} (their documentation).
 */
final class Nixpacks {
  /** Files that Railpack tries, in its order. */
  private static final List<String> RAILPACK =
      List.of("main.py", "app.py", "bot.py", "hello.py", "server.py");

  /** What is started, and the variables that the builder's file sets. */
  record Plan(@Nullable Text command, Environment variables) {}

  private Nixpacks() {}

  /** {@return what is started when nothing else gives a command} */
  static Plan plan(Hosted hosted, String folder, boolean railpack, Span place) {
    Environment variables = Environment.EMPTY;
    Text command = null;
    YamlMap nix = hosted.document(ImagePath.child(folder, "nixpacks.toml"));
    if (nix == null) {
      nix = hosted.document(ImagePath.child(folder, "nixpacks.json"));
    }
    if (nix != null && !railpack) {
      variables = Settings.map(variables, nix.get("variables"));
      command = command(nix, "start", "cmd");
    }
    YamlMap rail = hosted.document(ImagePath.child(folder, "railpack.json"));
    if (rail != null && (railpack || nix == null)) {
      variables = Settings.map(variables, rail.at("deploy", "variables"));
      command = command(rail, "deploy", "startCommand");
    }
    if (command == null) {
      command = hosted.procfile(folder, "web", "worker");
    }
    if (command == null) {
      for (String name : railpack ? RAILPACK : RAILPACK.subList(0, 1)) {
        if (hosted.isFile(folder, name)) {
          command = new Text.Known("python " + name, place);
          break;
        }
      }
    }
    return new Plan(command, variables);
  }

  private static @Nullable Text command(YamlMap root, String... keys) {
    YamlNode node = root.at(keys);
    return node instanceof YamlScalar scalar && !scalar.text().isBlank() ? scalar.value() : null;
  }
}
