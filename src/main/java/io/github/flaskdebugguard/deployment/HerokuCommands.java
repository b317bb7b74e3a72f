package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Span;
import org.jspecify.annotations.Nullable;

/** {@code heroku config:set}: the variables of the app that the Procfile starts. */
final class HerokuCommands {
  private final DeployingScript script;
  private Environment settings = Environment.EMPTY;
  private @Nullable Span place;

  HerokuCommands(DeployingScript script) {
    this.script = script;
  }

  void command(DeployCommand command) {
    if (command.says(1, "config:set") || command.says(1, "config:add")) {
      for (int i = 2; i < command.size(); i++) {
        if (!command.said(i).startsWith("-")) {
          settings = command.pair(settings, i);
        }
      }
      place = command.place(1);
    }
  }

  void finish() {
    Span at = place;
    Text web = script.hosted().procfile("", "web");
    if (at != null && web != null) {
      script.hosted().line(script.target("heroku", at), web, "", settings);
    }
  }
}
