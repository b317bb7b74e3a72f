package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Span;
import org.jspecify.annotations.Nullable;

/** {@code az webapp}: settings and a startup command, which several commands give. */
final class WebAppCommands {
  private final DeployingScript script;
  private Environment settings = Environment.EMPTY;
  private @Nullable Text startup;
  private @Nullable Span place;

  WebAppCommands(DeployingScript script) {
    this.script = script;
  }

  void command(DeployCommand command) {
    if (!command.says(1, "webapp")) {
      return;
    }
    if (command.said().contains("appsettings") && command.said().contains("set")) {
      int first = command.said().indexOf("--settings");
      for (int i = first + 1; first >= 0 && i < command.size(); i++) {
        if (command.said(i).startsWith("--")) {
          break;
        }
        settings = command.pair(settings, i);
      }
      place = command.place(1);
    }
    Text told = command.option("--startup-file");
    if (told != null) {
      startup = told;
      place = told.span();
    } else if (command.says(2, "up")) {
      place = command.place(1);
    }
  }

  void finish() {
    Span at = place;
    if (at != null && script.hosted().hasPython("")) {
      AzureApps.app(script.hosted(), script.target("webapp", at), startup, "", settings);
    }
  }
}
