package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.repository.Span;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code fly secrets set} and {@code fly deploy --env}: variables over those of fly.toml. */
final class FlyCommands {
  private final DeployingScript script;
  private Environment settings = Environment.EMPTY;
  private @Nullable Span place;

  FlyCommands(DeployingScript script) {
    this.script = script;
  }

  void command(DeployCommand command) {
    if (command.says(1, "secrets") && command.said().contains("set")) {
      for (int i = command.said().indexOf("set") + 1; i < command.size(); i++) {
        settings = command.pair(settings, i);
      }
      place = command.place(1);
    } else if (command.says(1, "deploy")) {
      for (int i = 2; i + 1 < command.size(); i++) {
        if (command.said(i).equals("--env") || command.said(i).equals("-e")) {
          settings = command.pair(settings, i + 1);
          place = command.place(1);
        }
      }
    }
  }

  void finish() {
    Span at = place;
    if (at == null) {
      return;
    }
    Hosted hosted = script.hosted();
    YamlMap toml = hosted.document("fly.toml");
    Environment base = Settings.map(Environment.EMPTY, toml == null ? null : toml.get("env"));
    ImageConfig image = hosted.images().built("Dockerfile", "", null, Map.of());
    if (image != null) {
      hosted.image(script.target("fly", at), image, null, null, base.overlaidBy(settings), null);
    }
  }
}
