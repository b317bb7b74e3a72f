package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Hosted.Target;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import java.util.List;

/**
 * Services of AWS App Runner that are built from source: {@code run.command} with {@code run.env}
 * (the platform's documentation); what is set in the console is not here.
 */
final class AppRunnerReader implements DeploymentReader {
  private static final String KIND = "app-runner";

  @Override
  public void read(Discovery discovery) {
    List<String> paths = discovery.matching(AppRunnerReader::isName);
    if (!paths.isEmpty()) {
      Hosted hosted = discovery.hosted();
      discovery.each(paths, path -> read(hosted, path, paths));
    }
  }

  static boolean isName(String name) {
    return name.startsWith("apprunner") && (name.endsWith(".yaml") || name.endsWith(".yml"));
  }

  private static void read(Hosted hosted, String path, List<String> siblings) {
    YamlMap root = hosted.document(path);
    YamlMap run = root == null ? null : root.map("run");
    Text command = run == null ? null : Settings.text(run, "command");
    if (run == null || command == null) {
      return;
    }
    Environment environment =
        Settings.list(Environment.EMPTY, run.get("env"), "name", "value", text -> text);
    for (YamlNode secret : run.list("secrets")) {
      if (secret instanceof YamlMap map && map.text("name") instanceof String name) {
        environment =
            environment.with(name, new Text.Unknown("comes from a secret", name, secret.span()));
      }
    }
    String folder = ImagePath.folder(path);
    Target target =
        new Target(
            KIND, path, "service", Roles.of(path, List.of(), KIND, siblings), command.span());
    hosted.words(target, Hosted.split(command), folder, environment);
  }
}
