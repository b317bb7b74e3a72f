package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Hosted.Target;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Render blueprints: services with a start command or a Dockerfile; a service's own variables win
 * over those of its groups; {@code sync: false} and {@code generateValue} are set elsewhere.
 */
final class RenderReader implements DeploymentReader {
  private static final String KIND = "render";

  @Override
  public void read(Discovery discovery) {
    Hosted hosted = discovery.hosted();
    List<String> paths = discovery.named("render.yaml", "render.yml");
    discovery.each(paths, path -> read(hosted, path, paths));
  }

  private static void read(Hosted hosted, String path, List<String> siblings) {
    YamlMap root = hosted.document(path);
    if (root == null) {
      return;
    }
    Map<String, YamlNode> groups = new HashMap<>();
    groups(root, groups);
    services(hosted, path, siblings, root, null, groups);
    if (root.get("projects") instanceof YamlList projects) {
      for (YamlMap project : projects.maps()) {
        if (project.get("environments") instanceof YamlList environments) {
          for (YamlMap environment : environments.maps()) {
            Map<String, YamlNode> own = new HashMap<>(groups);
            groups(environment, own);
            services(hosted, path, siblings, environment, environment.text("name"), own);
          }
        }
      }
    }
  }

  private static void groups(YamlMap holder, Map<String, YamlNode> groups) {
    if (holder.get("envVarGroups") instanceof YamlList list) {
      for (YamlMap group : list.maps()) {
        String name = group.text("name");
        YamlNode variables = group.get("envVars");
        if (name != null && variables != null) {
          groups.put(name, variables);
        }
      }
    }
  }

  private static void services(
      Hosted hosted,
      String path,
      List<String> siblings,
      YamlMap holder,
      @Nullable String environment,
      Map<String, YamlNode> groups) {
    if (!(holder.get("services") instanceof YamlList services)) {
      return;
    }
    for (YamlMap service : services.maps()) {
      String type = service.text("type");
      if (type == null || type.equals("web") || type.equals("pserv")) {
        service(hosted, path, siblings, service, environment, groups);
      }
    }
  }

  private static void service(
      Hosted hosted,
      String path,
      List<String> siblings,
      YamlMap service,
      @Nullable String environment,
      Map<String, YamlNode> groups) {
    String runtime = service.text("runtime");
    if (runtime == null) {
      runtime = service.text("env");
    }
    String name = service.text("name");
    String unit = name == null ? "web" : name;
    List<String> names = new ArrayList<>();
    if (environment != null) {
      names.add(environment);
    }
    if (!unit.contains("sample") && !unit.contains("example")) {
      // Names that a generator proposes say nothing of the environment.
      names.add(unit);
    }
    Text start = Settings.text(service, "startCommand");
    Span place = start == null ? service.span() : start.span();
    Target target =
        new Target(
            KIND,
            path,
            environment == null ? unit : environment + "/" + unit,
            Roles.of(path, names, KIND, siblings),
            place);
    String root = Hosted.relative("", service.text("rootDir") == null ? "" : rootDir(service));
    Environment variables = variables(service, groups, place);
    if ("docker".equals(runtime) || "image".equals(runtime)) {
      docker(hosted, target, service, root, variables);
    } else if (runtime == null || runtime.startsWith("python")) {
      if (start != null) {
        hosted.line(target, start, root, variables);
      } else {
        hosted.unknown(
            target, "is a start command that render.yaml does not give", root, variables);
      }
    }
  }

  private static String rootDir(YamlMap service) {
    String text = service.text("rootDir");
    return text == null ? "" : text;
  }

  private static void docker(
      Hosted hosted, Target target, YamlMap service, String root, Environment variables) {
    Text command = Settings.text(service, "dockerCommand");
    Target placed = command == null ? target : target.at(command.span());
    List<Text> words = command == null ? null : Hosted.shell(command);
    if (service.at("image", "url") instanceof YamlNode.YamlScalar url) {
      hosted.image(placed, hosted.images().named(url.value()), null, words, variables, null);
      return;
    }
    String dockerfile = service.text("dockerfilePath");
    String context = service.text("dockerContext");
    ImageConfig image =
        hosted
            .images()
            .built(
                Hosted.relative(root, dockerfile == null ? "Dockerfile" : dockerfile),
                Hosted.relative(root, context == null ? "" : context),
                null,
                Map.of());
    if (image != null) {
      hosted.image(placed, image, null, words, variables, null);
    }
  }

  private static Environment variables(YamlMap service, Map<String, YamlNode> groups, Span place) {
    Environment environment = Settings.own("RENDER", "true", place);
    YamlNode own = service.get("envVars");
    if (own instanceof YamlList list) {
      for (YamlMap item : list.maps()) {
        YamlNode group = item.get("fromGroup");
        if (group instanceof YamlNode.YamlScalar name) {
          YamlNode variables = groups.get(name.text());
          environment =
              variables == null
                  ? environment.withOthers(
                      new Text.Unknown(
                          "comes from the environment group " + name.text(), null, name.span()))
                  : Settings.list(environment, variables, "key", "value", text -> text);
        }
      }
    }
    return Settings.list(environment, own, "key", "value", text -> text);
  }
}
