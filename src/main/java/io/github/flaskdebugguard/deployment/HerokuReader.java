package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Hosted.Target;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Heroku's {@code heroku.yml}, which builds images whose context is the Dockerfile's folder, and
 * {@code app.json}, whose {@code env} is what a new app of the repository starts with.
 */
final class HerokuReader implements DeploymentReader {
  private static final String KIND = "heroku";

  @Override
  public void read(Discovery discovery) {
    Hosted hosted = discovery.hosted();
    List<String> paths = discovery.named("heroku.yml");
    discovery.each(paths, path -> manifest(hosted, path, paths));
    List<String> apps = discovery.named("app.json");
    discovery.each(apps, path -> app(hosted, path, apps));
  }

  private static void manifest(Hosted hosted, String path, List<String> siblings) {
    YamlMap root = hosted.document(path);
    if (root == null) {
      return;
    }
    Map<String, YamlEntry> processes = new LinkedHashMap<>();
    entries(root.at("build", "docker"), processes);
    entries(root.get("run"), processes);
    Environment settings = Environment.EMPTY;
    if (root.at("setup", "config") instanceof YamlMap config) {
      settings = Settings.map(settings, config);
    }
    for (String name : processes.keySet()) {
      if (!name.equals("release")) {
        process(hosted, path, siblings, root, name, settings);
      }
    }
  }

  private static void entries(@Nullable YamlNode node, Map<String, YamlEntry> entries) {
    if (node instanceof YamlMap map) {
      for (YamlEntry entry : map.entries()) {
        String name = entry.name();
        if (name != null) {
          entries.putIfAbsent(name, entry);
        }
      }
    }
  }

  private static void process(
      Hosted hosted,
      String path,
      List<String> siblings,
      YamlMap root,
      String name,
      Environment settings) {
    YamlNode run = root.at("run", name);
    YamlNode built = root.at("build", "docker", name);
    if (run instanceof YamlMap map && map.text("image") != null) {
      built = root.at("build", "docker", String.valueOf(map.text("image")));
    }
    List<Text> command = command(run);
    Span place = run != null ? run.span() : built != null ? built.span() : root.span();
    Target target =
        new Target(KIND, path, name, Roles.of(path, List.of(name), KIND, siblings), place);
    Environment environment =
        Settings.own("DYNO", name + ".1", place)
            .with("PORT", new Text.Unknown("is chosen by the platform", "PORT", place))
            .overlaidBy(settings);
    String folder = ImagePath.folder(path);
    if (built instanceof YamlScalar dockerfile && !dockerfile.isNull()) {
      String file = Hosted.relative(folder, dockerfile.text());
      Map<String, Text> arguments = new LinkedHashMap<>();
      if (root.at("build", "config") instanceof YamlMap config) {
        for (YamlEntry entry : config.entries()) {
          String key = entry.name();
          if (key != null) {
            arguments.put(key, Settings.value(key, entry.value()));
          }
        }
      }
      ImageConfig image =
          hosted.images().built(file, ImagePath.folder(file), null, Map.copyOf(arguments));
      boolean serves = name.equals("web") || command == null;
      if (image != null && serves) {
        hosted.image(target, image, null, command, environment, null);
      }
    } else if (command != null && name.equals("web")) {
      hosted.words(target, command, folder, environment);
    }
  }

  /** A text goes to a shell, the items of a list are joined to one. */
  private static @Nullable List<Text> command(@Nullable YamlNode run) {
    YamlNode said = run instanceof YamlMap map ? map.get("command") : run;
    if (said instanceof YamlScalar line && !line.isNull()) {
      return Hosted.shell(line.value());
    }
    List<Text> words = Settings.words(said);
    if (words == null || words.isEmpty()) {
      return null;
    }
    StringBuilder line = new StringBuilder();
    for (Text word : words) {
      if (!(word instanceof Text.Known known)) {
        return List.of(word);
      }
      line.append(line.isEmpty() ? "" : " ").append(known.value());
    }
    return Hosted.shell(new Text.Known(line.toString(), words.getFirst().span()));
  }

  private static void app(Hosted hosted, String path, List<String> siblings) {
    YamlMap root = hosted.document(path);
    if (root == null || !(root.get("env") instanceof YamlMap variables)) {
      return;
    }
    String folder = ImagePath.folder(path);
    Text.Known web = hosted.procfile(folder, "web");
    if (web == null || variables.entries().isEmpty()) {
      return;
    }
    Environment environment = Settings.own("DYNO", "web.1", web.span());
    for (YamlEntry entry : variables.entries()) {
      String name = entry.name();
      if (name != null) {
        YamlNode value = entry.value() instanceof YamlMap map ? map.get("value") : entry.value();
        boolean generated = entry.value() instanceof YamlMap map && map.get("generator") != null;
        Text text =
            value == null || generated
                ? new Text.Unknown("is asked for when the app is made", name, entry.span())
                : Settings.value(name, value);
        environment = environment.with(name, text);
      }
    }
    Span place = variables.span();
    YamlEntry said = root.entry("env");
    hosted.line(
        new Target(
            KIND,
            path,
            "web",
            Roles.of(path, List.of(), KIND, siblings),
            said == null ? place : said.key().span()),
        web,
        folder,
        environment);
  }
}
