package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Hosted.Target;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Container definitions of ECS, whatever the file is that holds them: the keys are read in any
 * case, since CloudFormation capitalises them. Variables of a definition win over its files
 * (documented).
 *
 * @param prefix what stands before the name of each container, empty for nothing
 * @param names names that speak for the role, strongest first
 * @param resolved what the file's own references stand for
 */
record Containers(
    Hosted hosted,
    String kind,
    String path,
    String prefix,
    List<String> siblings,
    List<String> names,
    UnaryOperator<Text> resolved) {

  /** Adds a deployment for each container that may run Python. */
  void read(@Nullable YamlNode definitions) {
    if (definitions instanceof YamlList list) {
      for (YamlMap container : list.maps()) {
        container(container);
      }
    }
  }

  private void container(YamlMap container) {
    YamlNode image = key(container, "image");
    if (image == null) {
      return;
    }
    Text reference = resolved.apply(Settings.value("image", image));
    String name = key(container, "name") instanceof YamlScalar scalar ? scalar.text() : "app";
    List<Text> command = words(key(container, "command"));
    List<Text> entrypoint = words(key(container, "entryPoint"));
    String shown = image instanceof YamlScalar scalar ? scalar.text() : "";
    ImageConfig config =
        hosted
            .images()
            .named(reference, shown, name, command == null ? "" : CommandLine.shown(command));
    boolean counts =
        NamedImages.isOwn(config, reference.span())
            || NamedImages.mayBePython(
                shown, name, command == null ? "" : CommandLine.shown(command));
    if (!counts) {
      return;
    }
    YamlNode said = key(container, "command");
    Span place = said == null ? image.span() : said.span();
    List<String> all = new ArrayList<>(names);
    all.add(name);
    Target target =
        new Target(kind, path, prefix + name, Roles.of(path, all, kind, siblings), place);
    YamlNode folder = key(container, "workingDirectory");
    String at = folder instanceof YamlScalar scalar ? scalar.text() : null;
    hosted.image(target, config, entrypoint, command, environment(container), at);
  }

  private Environment environment(YamlMap container) {
    Environment environment = Environment.EMPTY;
    YamlNode files = key(container, "environmentFiles");
    if (files instanceof YamlList list && !list.items().isEmpty()) {
      environment =
          environment.withOthers(
              new Text.Unknown("comes from an environment file in S3", null, files.span()));
    }
    YamlNode own = key(container, "environment");
    if (own instanceof YamlList list) {
      for (YamlMap item : list.maps()) {
        YamlNode name = key(item, "name");
        YamlNode value = key(item, "value");
        if (name instanceof YamlScalar variable && value != null) {
          environment =
              environment.with(
                  variable.text(), resolved.apply(Settings.value(variable.text(), value)));
        }
      }
    }
    YamlNode secrets = key(container, "secrets");
    if (secrets instanceof YamlList list) {
      for (YamlMap item : list.maps()) {
        if (key(item, "name") instanceof YamlScalar variable) {
          environment =
              environment.with(
                  variable.text(),
                  new Text.Unknown("comes from a secret", variable.text(), item.span()));
        }
      }
    }
    return environment;
  }

  private @Nullable List<Text> words(@Nullable YamlNode node) {
    List<Text> words = Settings.words(node);
    return words == null || words.isEmpty() ? null : words.stream().map(resolved).toList();
  }

  /** {@return the value of a key whose first letter may be a capital} */
  static @Nullable YamlNode key(YamlMap map, String name) {
    YamlNode value = map.get(name);
    if (value == null) {
      value = map.get(name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
    }
    return value instanceof YamlScalar scalar && scalar.isNull() ? null : value;
  }

  /** {@return whether a list looks like one of container definitions} */
  static boolean isDefinitions(@Nullable YamlNode node) {
    return node instanceof YamlList list
        && !list.items().isEmpty()
        && list.maps().stream()
            .anyMatch(
                map ->
                    key(map, "image") != null
                        && key(map, "name") != null
                        && map.entries().stream()
                            .map(YamlEntry::name)
                            .anyMatch(
                                name ->
                                    name != null
                                        && List.of(
                                                "essential",
                                                "portmappings",
                                                "logconfiguration",
                                                "environment",
                                                "cpu",
                                                "memory")
                                            .contains(name.toLowerCase(Locale.ROOT))));
  }
}
