package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.List;
import java.util.Map;

/**
 * Commands in scripts and pipelines that deploy: {@code docker run}, {@code gcloud run deploy},
 * {@code heroku config:set}, {@code kubectl set env}, {@code az webapp}, {@code fly}.
 */
final class DeployCommands {
  private final DeployingScript script;
  private final ContainerRuns containers;
  private final CloudRunDeploys cloudRun;
  private final HerokuCommands heroku;
  private final WebAppCommands webApp;
  private final FlyCommands fly;

  /**
   * @param unit name of the job or script part, empty when the file is one
   */
  DeployCommands(Hosted hosted, String kind, String path, Roles.Told told, String unit) {
    this.script = new DeployingScript(hosted, kind, path, told, unit);
    this.containers = new ContainerRuns(script);
    this.cloudRun = new CloudRunDeploys(script);
    this.heroku = new HerokuCommands(script);
    this.webApp = new WebAppCommands(script);
    this.fly = new FlyCommands(script);
  }

  /** Adds what a stretch of shell text deploys. */
  void read(SourceFile file, int start, int end, Map<String, Text> variables) {
    for (List<Text> command : CommandText.commands(file, start, end, variables)) {
      command(command);
    }
  }

  /** Adds what one command deploys. */
  void command(List<Text> words) {
    DeployCommand command = DeployCommand.of(words);
    if (command.size() < 2) {
      return;
    }
    switch (command.program()) {
      case "docker", "podman" -> containers.command(command);
      case "gcloud" -> cloudRun.command(command);
      case "heroku" -> heroku.command(command);
      case "az" -> webApp.command(command);
      case "fly", "flyctl" -> fly.command(command);
      case "kubectl" -> kubectl(command);
      default -> {}
    }
  }

  /** Adds the deployments of which several commands say a part. */
  void finish() {
    heroku.finish();
    webApp.finish();
    fly.finish();
  }

  private void kubectl(DeployCommand command) {
    int set = command.said().indexOf("set");
    if (set < 0 || set + 2 >= command.size() || !command.says(set + 1, "env")) {
      return;
    }
    Environment environment = Environment.EMPTY;
    for (int i = set + 3; i < command.size(); i++) {
      if (!command.said(i).startsWith("-")) {
        environment = command.pair(environment, i);
      }
    }
    String name = command.said(set + 2);
    Text image = new Text.Unknown("is the image of " + name, null, command.place(set + 2));
    ImageConfig config = script.hosted().images().named(image);
    if (NamedImages.isOwn(config, image.span()) && !environment.variables().isEmpty()) {
      script
          .hosted()
          .image(script.target(name, image.span()), config, null, null, environment, null);
    }
  }
}
