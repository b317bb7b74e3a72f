package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Hosted.Target;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Python functions of Vercel: what {@code builds} or {@code functions} of vercel.json name, else
 * {@code api/*.py}, whose {@code app} is imported and served.
 */
final class VercelReader implements DeploymentReader {
  private static final String KIND = "vercel";

  @Override
  public void read(Discovery discovery) {
    Hosted hosted = discovery.hosted();
    List<String> paths = discovery.named("vercel.json", "now.json");
    discovery.each(paths, path -> read(hosted, path, paths));
  }

  private static void read(Hosted hosted, String path, List<String> siblings) {
    YamlMap root = hosted.document(path);
    if (root == null) {
      return;
    }
    String folder = ImagePath.folder(path);
    Map<String, Span> sources = new LinkedHashMap<>();
    if (root.get("builds") instanceof YamlList builds) {
      for (YamlMap build : builds.maps()) {
        String use = build.text("use");
        YamlScalar source = build.scalar("src");
        if (use != null && use.contains("python") && source != null) {
          named(hosted, folder, source.text(), source.span(), sources);
        }
      }
    }
    if (root.get("functions") instanceof YamlMap functions) {
      for (YamlEntry entry : functions.entries()) {
        String name = entry.name();
        if (name != null) {
          named(hosted, folder, name, entry.key().span(), sources);
        }
      }
    }
    if (sources.isEmpty()) {
      named(hosted, folder, "api/*.py", new Span(path, 0, 0), sources);
    }
    if (sources.isEmpty()) {
      for (String name : List.of("app.py", "index.py", "server.py", "main.py", "wsgi.py")) {
        if (sources.isEmpty()) {
          named(hosted, folder, name, new Span(path, 0, 0), sources);
        }
      }
    }
    sources.forEach(
        (source, place) -> function(hosted, path, siblings, root, folder, source, place));
  }

  private static void named(
      Hosted hosted, String folder, String source, Span place, Map<String, Span> sources) {
    String path = Hosted.relative(folder, source);
    int star = path.indexOf('*');
    if (star < 0) {
      if (path.endsWith(".py") && hosted.discovery().repository().isFile(path)) {
        sources.putIfAbsent(path, place);
      }
      return;
    }
    String prefix = path.substring(0, star);
    hosted.discovery().repository().files().stream()
        .filter(file -> file.startsWith(prefix) && file.endsWith(".py"))
        .forEach(file -> sources.putIfAbsent(file, place));
  }

  private static void function(
      Hosted hosted,
      String path,
      List<String> siblings,
      YamlMap root,
      String folder,
      String source,
      Span place) {
    SourceFile file = hosted.discovery().repository().read(source);
    if (file == null) {
      return;
    }
    String name = ImagePath.name(source);
    String attribute = file.text().contains("application =") ? "application" : "app";
    if (file.text().contains("app =") || file.text().contains(" app\n")) {
      attribute = "app";
    }
    String below = ImagePath.below(folder.isEmpty() ? "" : folder, source);
    String module = (below == null ? source : below).replace('/', '.');
    module = module.substring(module.startsWith(".") ? 1 : 0, module.length() - 3);
    Environment environment = Settings.own("VERCEL", "1", place);
    YamlNode variables = root.get("env");
    environment =
        Settings.map(
            environment,
            variables,
            text ->
                text instanceof Text.Known known && known.value().startsWith("@")
                    ? new Text.Unknown("comes from the secret " + known.value(), null, known.span())
                    : text);
    Target target =
        new Target(
            KIND,
            path,
            name.substring(0, name.length() - 3),
            Roles.of(path, List.of(), KIND, siblings),
            place);
    hosted.words(
        target,
        List.of(
            new Text.Known("lambda-wsgi", place), new Text.Known(module + ":" + attribute, place)),
        folder,
        environment);
  }
}
