package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Hosted.Target;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * App specifications of DigitalOcean's App Platform; a component's variables win over the app's,
 * those of scope {@code BUILD_TIME} do not reach the process.
 */
final class DigitalOceanReader implements DeploymentReader {
  private static final String KIND = "digitalocean";

  @Override
  public void read(Discovery discovery) {
    Hosted hosted = discovery.hosted();
    List<String> paths = new ArrayList<>();
    for (String path : discovery.endingWith(".yaml", ".yml")) {
      if (path.startsWith(".do/") || path.contains("/.do/")) {
        paths.add(path);
      }
    }
    discovery.each(paths, path -> read(hosted, path, paths));
  }

  private static void read(Hosted hosted, String path, List<String> siblings) {
    YamlMap root = hosted.document(path);
    YamlMap spec = root == null ? null : root.map("spec");
    if (spec == null) {
      spec = root;
    }
    if (spec != null && spec.get("services") instanceof YamlList services) {
      for (YamlMap service : services.maps()) {
        service(hosted, path, siblings, spec, service);
      }
    }
  }

  private static void service(
      Hosted hosted, String path, List<String> siblings, YamlMap spec, YamlMap service) {
    String name = service.text("name");
    Text command = Settings.text(service, "run_command");
    Span place = command == null ? service.span() : command.span();
    Target target =
        new Target(
            KIND,
            path,
            name == null ? "web" : name,
            Roles.of(path, name == null ? List.of() : List.of(name), KIND, siblings),
            place);
    String source = service.text("source_dir");
    String folder = Hosted.relative("", source == null ? "" : source);
    Environment environment = variables(Environment.EMPTY, spec.get("envs"));
    environment = variables(environment, service.get("envs"));
    String dockerfile = service.text("dockerfile_path");
    if (dockerfile != null) {
      ImageConfig image =
          hosted.images().built(Hosted.relative("", dockerfile), folder, null, Map.of());
      if (image != null) {
        List<Text> words = command == null ? null : Hosted.shell(command);
        hosted.image(target, image, words, null, environment, null);
        return;
      }
    }
    Text start = command != null ? command : hosted.procfile(folder, "web");
    if (start != null) {
      hosted.line(target, start, folder, environment);
    } else {
      hosted.unknown(target, "is what the buildpack chooses", folder, environment);
    }
  }

  private static Environment variables(Environment base, @Nullable YamlNode envs) {
    Environment.Builder environment = new Environment.Builder(base);
    if (envs instanceof YamlList list) {
      for (YamlMap item : list.maps()) {
        String name = item.text("key");
        if (name == null || "BUILD_TIME".equals(item.text("scope"))) {
          continue;
        }
        YamlNode value = item.get("value");
        Text text =
            value == null
                ? new Text.Unknown("is set outside the repository", name, item.span())
                : Settings.value(name, value);
        boolean secret =
            "SECRET".equals(item.text("type"))
                || (text instanceof Text.Known known
                    && (known.value().startsWith("EV[") || known.value().contains("${")));
        environment.with(
            name, secret ? new Text.Unknown("is kept by the platform", name, text.span()) : text);
      }
    }
    return environment.build();
  }
}
