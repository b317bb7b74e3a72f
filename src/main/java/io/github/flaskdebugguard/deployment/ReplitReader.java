package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Hosted.Target;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Replit: {@code [deployment] run} is what is published, {@code run} is the editor's own button.
 * {@code [env]} holds for both, a table's own {@code env} wins.
 */
final class ReplitReader implements DeploymentReader {
  private static final String KIND = "replit";

  @Override
  public void read(Discovery discovery) {
    Hosted hosted = discovery.hosted();
    discovery.each(discovery.named(".replit"), path -> read(hosted, path));
  }

  private static void read(Hosted hosted, String path) {
    YamlMap root = hosted.document(path);
    if (root == null) {
      return;
    }
    Environment environment = Settings.map(Environment.EMPTY, root.get("env"));
    run(
        hosted,
        path,
        "run",
        root.get("run"),
        Role.DEVELOPMENT,
        "the editor's run button",
        environment);
    run(
        hosted,
        path,
        "deployment",
        root.at("deployment", "run"),
        Role.PRODUCTION,
        "deployment table",
        Settings.map(environment, root.at("deployment", "env")));
  }

  private static void run(
      Hosted hosted,
      String path,
      String name,
      @Nullable YamlNode run,
      Role role,
      String reason,
      Environment environment) {
    if (run == null) {
      return;
    }
    List<Text> list = Settings.words(run);
    Target target = new Target(KIND, path, name, new Roles.Told(role, reason), run.span());
    String folder = ImagePath.folder(path);
    if (list == null) {
      hosted.line(target, Settings.value("run", run), folder, environment);
    } else if (!list.isEmpty()) {
      hosted.words(target, list, folder, environment);
    }
  }
}
