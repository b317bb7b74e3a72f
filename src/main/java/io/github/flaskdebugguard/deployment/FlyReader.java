package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Hosted.Target;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.repository.Span;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fly apps: an image (of a Dockerfile, or named) with {@code [env]} over its own; each process of
 * {@code [processes]} replaces CMD, without a shell. Without either, the Procfile of a buildpack.
 */
final class FlyReader implements DeploymentReader {
  private static final String KIND = "fly";

  @Override
  public void read(Discovery discovery) {
    Hosted hosted = discovery.hosted();
    List<String> paths =
        discovery.matching(
            name -> name.equals("fly.toml") || (name.startsWith("fly.") && name.endsWith(".toml")));
    discovery.each(paths, path -> read(hosted, path, paths));
  }

  private static void read(Hosted hosted, String path, List<String> siblings) {
    YamlMap root = hosted.document(path);
    if (root == null) {
      return;
    }
    Map<String, Text> processes = new LinkedHashMap<>();
    if (root.get("processes") instanceof YamlMap map) {
      for (YamlEntry entry : map.entries()) {
        String name = entry.name();
        if (name != null && entry.value() instanceof YamlNode.YamlScalar line) {
          processes.put(name, line.value());
        }
      }
    }
    if (processes.isEmpty()) {
      process(hosted, path, siblings, root, "app", null);
    }
    processes.forEach((name, line) -> process(hosted, path, siblings, root, name, line));
  }

  private static void process(
      Hosted hosted,
      String path,
      List<String> siblings,
      YamlMap root,
      String name,
      @Nullable Text line) {
    String folder = ImagePath.folder(path);
    String app = root.text("app");
    YamlNode cmd = root.at("experimental", "cmd");
    YamlNode entry = root.at("experimental", "entrypoint");
    Span place =
        line != null
            ? line.span()
            : cmd != null
                ? cmd.span()
                : root.scalar("app") instanceof YamlNode.YamlScalar said
                    ? said.span()
                    : new Span(path, 0, 0);
    Target target =
        new Target(
            KIND,
            path,
            name,
            Roles.of(path, app == null ? List.of(name) : List.of(name, app), KIND, siblings),
            place);
    Environment settings =
        Settings.map(
            Settings.own("FLY_APP_NAME", app == null ? "app" : app, place), root.get("env"));
    List<Text> command = line != null ? Hosted.split(line) : cmd == null ? null : words(cmd);
    List<Text> entrypoint = entry == null ? null : words(entry);
    ImageConfig image = image(hosted, root, folder);
    if (image != null) {
      hosted.image(target, image, entrypoint, command, settings, null);
      return;
    }
    Text web = command == null ? hosted.procfile(folder, "web") : null;
    if (command != null) {
      hosted.words(target, command, folder, settings);
    } else if (web != null) {
      hosted.line(target, web, folder, settings);
    } else {
      hosted.unknown(target, "is what a buildpack starts", folder, settings);
    }
  }

  private static List<Text> words(YamlNode node) {
    List<Text> list = Settings.words(node);
    return list != null ? list : Hosted.split(Settings.value("", node));
  }

  private static @Nullable ImageConfig image(Hosted hosted, YamlMap root, String folder) {
    YamlMap build = root.map("build");
    if (build != null && build.scalar("image") instanceof YamlNode.YamlScalar named) {
      return hosted.images().named(named.value());
    }
    if (build != null && (build.text("builder") != null || build.text("buildpacks") != null)) {
      return null;
    }
    String dockerfile = build == null ? null : build.text("dockerfile");
    String target = build == null ? null : build.text("build-target");
    Map<String, Text> arguments = new HashMap<>();
    if (build != null && build.get("args") instanceof YamlMap args) {
      for (YamlEntry entry : args.entries()) {
        String key = entry.name();
        if (key != null) {
          arguments.put(key, Settings.value(key, entry.value()));
        }
      }
    }
    String file = Hosted.relative(folder, dockerfile == null ? "Dockerfile" : dockerfile);
    if (dockerfile == null && !hosted.discovery().repository().isFile(file)) {
      file = file.toLowerCase(Locale.ROOT);
    }
    return hosted.images().built(file, folder, target, Map.copyOf(arguments));
  }
}
