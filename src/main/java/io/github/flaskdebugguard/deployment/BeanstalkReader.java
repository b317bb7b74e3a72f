package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Hosted.Target;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlFile;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Elastic Beanstalk: the option settings of {@code .ebextensions} in file name order; a Procfile
 * beats {@code WSGIPath}, whose default is {@code application:application} (documented).
 */
final class BeanstalkReader implements DeploymentReader {
  private static final String KIND = "elastic-beanstalk";
  private static final String FOLDER = ".ebextensions/";
  private static final String VARIABLES = "aws:elasticbeanstalk:application:environment";
  private static final String PYTHON = "aws:elasticbeanstalk:container:python";

  /** What the files of one folder set. */
  private static final class Options {
    private Environment environment = Environment.EMPTY;
    private @Nullable Text path;
    private @Nullable Span first;
  }

  @Override
  public void read(Discovery discovery) {
    Hosted hosted = discovery.hosted();
    Map<String, List<String>> roots = new TreeMap<>();
    for (String path : discovery.endingWith(".config")) {
      int at = path.indexOf(FOLDER);
      if (at == 0 || (at > 0 && path.charAt(at - 1) == '/')) {
        roots
            .computeIfAbsent(at == 0 ? "" : path.substring(0, at - 1), r -> new ArrayList<>())
            .add(path);
      }
    }
    roots.forEach(
        (root, files) -> discovery.guarded(files.getFirst(), () -> read(hosted, root, files)));
  }

  private static void read(Hosted hosted, String root, List<String> files) {
    Options options = new Options();
    for (String path : files) {
      SourceFile file = hosted.discovery().repository().read(path);
      YamlFile yaml = file == null ? null : YamlFile.parse(file);
      if (yaml != null) {
        hosted.discovery().problems(yaml.problems());
        yaml.maps().forEach(map -> options(map.get("option_settings"), options));
      }
    }
    if (!hosted.hasPython(root)) {
      return;
    }
    Text web = hosted.procfile(root, "web");
    Text path = options.path;
    Span place = web != null ? web.span() : path != null ? path.span() : options.first;
    Span shown = place == null ? new Span(files.getFirst(), 0, 0) : place;
    Span said = options.first == null ? shown : options.first;
    Target target =
        new Target(
            KIND,
            said.path(),
            "web",
            Roles.of(root.isEmpty() ? FOLDER : root + "/" + FOLDER, List.of(), KIND, List.of()),
            path == null ? said : path.span());
    if (web != null) {
      hosted.line(target, web, root, options.environment);
      return;
    }
    if (path == null && !hosted.isFile(root, "application.py")) {
      hosted.unknown(target, "is a WSGIPath that no file sets", root, options.environment);
      return;
    }
    Text application = path == null ? new Text.Known("application:application", shown) : path;
    List<Text> words =
        application instanceof Text.Known known
            ? List.of(new Text.Known("gunicorn", known.span()), callable(known))
            : List.of(application);
    hosted.words(target, words, root, options.environment);
  }

  /** {@code src/application.py} of older platforms is its module's {@code application}. */
  private static Text callable(Text.Known path) {
    String value = path.value();
    if (value.endsWith(".py")) {
      String module = value.substring(0, value.length() - 3).replace('/', '.');
      return new Text.Known(module + ":application", path.span());
    }
    return value.indexOf(':') < 0 ? new Text.Known(value + ":application", path.span()) : path;
  }

  private static void options(@Nullable YamlNode settings, Options options) {
    if (settings instanceof YamlMap map) {
      for (YamlEntry entry : map.entries()) {
        String namespace = entry.name();
        if (namespace != null && entry.value() instanceof YamlMap values) {
          for (YamlEntry value : values.entries()) {
            option(namespace, value.name(), value.value(), options);
          }
        }
      }
    } else if (settings instanceof YamlList list) {
      for (YamlMap item : list.maps()) {
        String namespace = item.text("namespace");
        YamlNode value = item.get("value");
        if (value != null) {
          option(
              namespace == null ? VARIABLES : namespace, item.text("option_name"), value, options);
        }
      }
    }
  }

  private static void option(
      String namespace, @Nullable String name, YamlNode value, Options options) {
    if (name == null) {
      return;
    }
    Text text = Settings.value(name, value);
    if (text instanceof Text.Known known && known.value().startsWith("`{")) {
      text = new Text.Unknown("comes from " + known.value(), name, known.span());
    }
    if (namespace.startsWith(VARIABLES)) {
      options.environment = options.environment.with(name, text);
      options.first = options.first == null ? value.span() : options.first;
    } else if (namespace.startsWith(PYTHON)
        && name.equals("WSGIPath")
        && value instanceof YamlScalar) {
      options.path = text;
      options.first = options.first == null ? value.span() : options.first;
    }
  }
}
