package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Hosted.Target;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Railway services, and folders that only Nixpacks or Railpack files describe. A start command
 * replaces an image's ENTRYPOINT without a shell; an environment's own {@code deploy} wins (the
 * platform's documentation).
 */
final class RailwayReader implements DeploymentReader {
  private static final String KIND = "railway";

  @Override
  public void read(Discovery discovery) {
    Hosted hosted = discovery.hosted();
    List<String> paths = discovery.named("railway.json", "railway.toml");
    discovery.each(paths, path -> read(hosted, path, paths));
    List<String> plans = discovery.named("nixpacks.toml", "nixpacks.json", "railpack.json");
    discovery.each(
        plans,
        path -> {
          String folder = ImagePath.folder(path);
          if (!hosted.isFile(folder, "railway.json") && !hosted.isFile(folder, "railway.toml")) {
            plan(hosted, path, folder, plans);
          }
        });
  }

  private static void plan(Hosted hosted, String path, String folder, List<String> siblings) {
    Span start = new Span(path, 0, 0);
    boolean railpack = ImagePath.name(path).startsWith("railpack");
    Nixpacks.Plan plan = Nixpacks.plan(hosted, folder, railpack, start);
    Text command = plan.command();
    Target target =
        new Target(
            "nixpacks",
            path,
            "web",
            Roles.of(path, List.of(), "nixpacks", siblings),
            command == null || !command.span().path().equals(path) ? start : command.span());
    if (command != null) {
      hosted.line(target, command, folder, plan.variables());
    } else {
      hosted.unknown(target, "is what the builder chooses", folder, plan.variables());
    }
  }

  private static void read(Hosted hosted, String path, List<String> siblings) {
    YamlMap root = hosted.document(path);
    if (root == null) {
      return;
    }
    service(hosted, path, siblings, root, null, null);
    if (root.get("environments") instanceof YamlMap environments) {
      for (YamlEntry entry : environments.entries()) {
        String name = entry.name();
        if (name != null && entry.value() instanceof YamlMap own && !name.equals("pr")) {
          service(hosted, path, siblings, root, name, own);
        }
      }
    }
  }

  private static @Nullable Text either(
      @Nullable YamlMap own, YamlMap root, String section, String key) {
    Text said = own == null ? null : Settings.text(own, section, key);
    return said != null ? said : Settings.text(root, section, key);
  }

  private static void service(
      Hosted hosted,
      String path,
      List<String> siblings,
      YamlMap root,
      @Nullable String environment,
      @Nullable YamlMap own) {
    String folder = ImagePath.folder(path);
    Text start = either(own, root, "deploy", "startCommand");
    if (start == null && root.at("deploy", "startCommand") instanceof YamlNode.YamlList list) {
      start = list.items().isEmpty() ? null : Settings.value("", list.items().getFirst());
    }
    String builder =
        either(own, root, "build", "builder") instanceof Text.Known known
            ? known.value().toUpperCase(Locale.ROOT)
            : "";
    Text dockerfile = either(own, root, "build", "dockerfilePath");
    YamlNode said = root.get("build") == null ? root.get("deploy") : root.get("build");
    Span place = start != null ? start.span() : said == null ? root.span() : said.span();
    Roles.Told told =
        environment == null
            ? Roles.of(path, List.of(), KIND, siblings)
            : Roles.explicit(environment, "environment");
    Target target = new Target(KIND, path, environment == null ? "web" : environment, told, place);
    String file =
        dockerfile instanceof Text.Known known
            ? Hosted.relative(folder, known.value())
            : ImagePath.child(folder, "Dockerfile");
    boolean docker =
        builder.equals("DOCKERFILE")
            || dockerfile != null
            || ((builder.isEmpty() || builder.equals("RAILPACK"))
                && hosted.discovery().repository().isFile(file));
    if (docker) {
      ImageConfig image = hosted.images().built(file, folder, null, Map.of());
      if (image != null) {
        List<Text> words = start == null ? null : Hosted.split(start);
        hosted.image(target, image, words, null, Environment.EMPTY, null);
        return;
      }
    }
    Nixpacks.Plan plan = Nixpacks.plan(hosted, folder, builder.equals("RAILPACK"), place);
    Text command = start != null ? start : plan.command();
    if (command != null) {
      hosted.line(target, command, folder, plan.variables());
    } else {
      hosted.unknown(target, "is what the builder chooses", folder, plan.variables());
    }
  }
}
