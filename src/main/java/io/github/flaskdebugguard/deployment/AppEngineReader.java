package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Hosted.Target;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * App Engine services: {@code entrypoint}, else gunicorn with {@code main:app} (the platform's
 * documentation); the values of a file win over those of its includes.
 */
final class AppEngineReader implements DeploymentReader {
  private static final String KIND = "app-engine";

  @Override
  public void read(Discovery discovery) {
    Hosted hosted = discovery.hosted();
    List<String> paths = new ArrayList<>();
    for (String path : discovery.endingWith(".yaml", ".yml")) {
      if (discovery.repository().mayContain(path, "runtime:")
          && !AppRunnerReader.isName(ImagePath.name(path))
          && !path.startsWith(".github/")
          && !ImagePath.name(path).startsWith("serverless")) {
        paths.add(path);
      }
    }
    discovery.each(paths, path -> read(hosted, path, paths));
  }

  private static void read(Hosted hosted, String path, List<String> siblings) {
    YamlMap root = hosted.document(path);
    String runtime = root == null ? null : root.text("runtime");
    if (root == null || runtime == null) {
      return;
    }
    boolean flexible =
        "flex".equals(root.text("env"))
            || "flexible".equals(root.text("env"))
            || "true".equals(root.text("vm"));
    if (!runtime.startsWith("python") && !(runtime.equals("custom") && flexible)) {
      return;
    }
    String folder = ImagePath.folder(path);
    String service = root.text("service");
    String name = service == null ? "default" : service;
    Text entrypoint = Settings.text(root, "entrypoint");
    YamlNode said = root.get("runtime");
    Span place = entrypoint != null ? entrypoint.span() : said == null ? root.span() : said.span();
    Target target =
        new Target(KIND, path, name, Roles.of(path, List.of(name), KIND, siblings), place);
    Environment environment =
        variables(
            hosted,
            root,
            folder,
            0,
            Settings.own("GAE_ENV", flexible ? "flex" : "standard", place));
    if (runtime.equals("custom")) {
      ImageConfig image =
          hosted.images().built(ImagePath.child(folder, "Dockerfile"), folder, null, Map.of());
      if (image != null) {
        List<Text> command = entrypoint == null ? null : Hosted.shell(entrypoint);
        hosted.image(target, image, null, command, environment, null);
      }
      return;
    }
    if (entrypoint != null) {
      hosted.line(target, entrypoint, folder, environment);
      return;
    }
    Text script = script(root);
    if (script instanceof Text.Known known) {
      hosted.words(target.at(known.span()), lambda(known), folder, environment);
    } else if (!flexible && hosted.isFile(folder, "main.py")) {
      hosted.mainApp(target, folder, environment);
    } else {
      hosted.unknown(
          target, "is what App Engine starts without entrypoint and main.py", folder, environment);
    }
  }

  /** The application that handlers of the first generation name: {@code main.app}. */
  private static @Nullable Text script(YamlMap root) {
    if (!"python27".equals(root.text("runtime"))
        || !(root.get("handlers") instanceof YamlList list)) {
      return null;
    }
    Text script = null;
    for (YamlMap handler : list.maps()) {
      String text = handler.text("script");
      YamlScalar scalar = handler.scalar("script");
      if (text != null && scalar != null && text.indexOf('.') > 0 && !text.endsWith(".py")) {
        script = scalar.value();
      }
    }
    return script;
  }

  /** {@code lambda-wsgi module:attribute} of a dotted name. */
  static List<Text> lambda(Text.Known dotted) {
    int dot = dotted.value().lastIndexOf('.');
    String name =
        dot < 0
            ? dotted.value()
            : dotted.value().substring(0, dot) + ":" + dotted.value().substring(dot + 1);
    return List.of(
        new Text.Known("lambda-wsgi", dotted.span()), new Text.Known(name, dotted.span()));
  }

  private static Environment variables(
      Hosted hosted, YamlMap root, String folder, int depth, Environment base) {
    Environment environment = base;
    if (depth < 10 && root.get("includes") instanceof YamlList includes) {
      for (YamlNode include : includes.items()) {
        if (include instanceof YamlScalar name) {
          String path = Hosted.relative(folder, name.text());
          YamlMap other =
              hosted.discovery().repository().isIgnored(path) ? null : hosted.document(path);
          environment =
              other == null
                  ? environment.withOthers(
                      new Text.Unknown(
                          "comes from " + name.text() + ", which is not in the repository",
                          null,
                          name.span()))
                  : variables(hosted, other, ImagePath.folder(path), depth + 1, environment);
        }
      }
    }
    return Settings.map(environment, root.get("env_variables"));
  }
}
