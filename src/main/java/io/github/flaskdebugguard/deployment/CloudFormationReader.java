package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Hosted.Target;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * CloudFormation and SAM templates: functions (the values of {@code Globals} below their own), ECS
 * task definitions, App Runner services and Beanstalk environments. References to parameters are
 * their defaults.
 */
final class CloudFormationReader implements DeploymentReader {
  private static final String KIND = "cloudformation";

  @Override
  public void read(Discovery discovery) {
    Hosted hosted = discovery.hosted();
    List<String> paths = new ArrayList<>();
    for (String path : discovery.endingWith(".yaml", ".yml", ".json", ".template")) {
      if (discovery
          .repository()
          .mayContain(
              path,
              "AWS::Serverless",
              "AWS::Lambda::Function",
              "AWS::ECS::TaskDefinition",
              "AWS::AppRunner",
              "AWS::ElasticBeanstalk::Environment")) {
        paths.add(path);
      }
    }
    discovery.each(paths, path -> new Template(hosted, path, paths).read());
  }

  /** One template. */
  private static final class Template {
    private final Hosted hosted;
    private final String path;
    private final List<String> siblings;
    private final Map<String, Text> parameters = new TreeMap<>();
    private @Nullable YamlMap globals;
    private UnaryOperator<Text> filled = UnaryOperator.identity();

    Template(Hosted hosted, String path, List<String> siblings) {
      this.hosted = hosted;
      this.path = path;
      this.siblings = siblings;
    }

    void read() {
      YamlMap root = hosted.document(path);
      if (root == null || !(root.get("Resources") instanceof YamlMap resources)) {
        return;
      }
      if (root.get("Parameters") instanceof YamlMap declared) {
        for (YamlEntry entry : declared.entries()) {
          String name = entry.name();
          if (name != null && entry.value() instanceof YamlMap parameter) {
            YamlNode value = parameter.get("Default");
            parameters.put(
                name,
                value == null
                    ? new Text.Unknown("comes from the parameter " + name, name, entry.span())
                    : Settings.value(name, value));
          }
        }
      }
      filled = EcsReader.filled(parameters);
      globals = root.at("Globals", "Function") instanceof YamlMap map ? map : null;
      for (YamlEntry entry : resources.entries()) {
        String name = entry.name();
        if (name != null
            && entry.value() instanceof YamlMap resource
            && resource.get("Properties") instanceof YamlMap properties) {
          resource(name, String.valueOf(resource.text("Type")), resource, properties);
        }
      }
    }

    private void resource(String name, String type, YamlMap resource, YamlMap properties) {
      switch (type) {
        case "AWS::Serverless::Function", "AWS::Lambda::Function" ->
            function(name, resource, properties);
        case "AWS::ECS::TaskDefinition" ->
            new Containers(hosted, KIND, path, "", siblings, List.of(name), this::filled)
                .read(resolved(properties.get("ContainerDefinitions")));
        case "AWS::AppRunner::Service" -> appRunner(name, properties);
        case "AWS::ElasticBeanstalk::Environment" -> beanstalk(name, properties);
        default -> {}
      }
    }

    private Target target(String name, YamlNode place) {
      return new Target(KIND, path, name, told(name), place.span());
    }

    /** Here every file is called a template, so the word says nothing. */
    private Roles.Told told(String name) {
      String file = ImagePath.name(path).toLowerCase(Locale.ROOT).replace("template", "stack");
      return Roles.of(ImagePath.child(ImagePath.folder(path), file), List.of(name), KIND, siblings);
    }

    private @Nullable YamlNode property(YamlMap properties, String key) {
      YamlNode own = properties.get(key);
      YamlMap shared = globals;
      return own != null || shared == null ? own : shared.get(key);
    }

    private void function(String name, YamlMap resource, YamlMap properties) {
      Environment variables = Environment.EMPTY;
      YamlMap shared = globals;
      if (shared != null) {
        variables = variables(variables, shared.at("Environment", "Variables"));
      }
      variables = variables(variables, properties.at("Environment", "Variables"));
      String metadata =
          resource.at("Metadata", "Dockerfile") instanceof YamlScalar file ? file.text() : null;
      String base = ImagePath.folder(path);
      if (metadata != null) {
        String context =
            resource.at("Metadata", "DockerContext") instanceof YamlScalar folder
                ? folder.text()
                : ".";
        String folder = Hosted.relative(base, context);
        ImageConfig image =
            hosted.images().built(Hosted.relative(folder, metadata), folder, null, Map.of());
        if (image != null) {
          hosted.image(target(name, resource), image, null, null, variables, null);
        }
        return;
      }
      YamlNode runtime = property(properties, "Runtime");
      if (!(property(properties, "Handler") instanceof YamlScalar handler)
          || (runtime instanceof YamlScalar said
              && said.tag() == null
              && !said.text().startsWith("python"))) {
        return;
      }
      String code = property(properties, "CodeUri") instanceof YamlScalar uri ? uri.text() : ".";
      String folder = Hosted.relative(base, code);
      variables =
          Settings.own("AWS_LAMBDA_FUNCTION_NAME", name, handler.span()).overlaidBy(variables);
      if (filled(handler.value()) instanceof Text.Known dotted) {
        List<Text> words = LambdaHandlers.words(hosted, folder, dotted);
        if (words != null) {
          hosted.words(target(name, handler), words, folder, variables);
        } else if (dotted.value().equals("run.sh")) {
          // The web adapter runs a script of the function.
          hosted.line(
              target(name, handler),
              new Text.Known("sh run.sh", handler.span()),
              folder,
              variables);
        }
      }
    }

    private void appRunner(String name, YamlMap properties) {
      YamlNode image = properties.at("SourceConfiguration", "ImageRepository", "ImageIdentifier");
      YamlNode settings =
          properties.at("SourceConfiguration", "ImageRepository", "ImageConfiguration");
      if (image instanceof YamlScalar named) {
        Environment variables = Environment.EMPTY;
        Text command = null;
        if (settings instanceof YamlMap map) {
          variables =
              Settings.list(
                  variables, map.get("RuntimeEnvironmentVariables"), "Name", "Value", this::filled);
          command = Settings.text(map, "StartCommand");
        }
        ImageConfig config = hosted.images().named(filled(named.value()), name, "python");
        if (NamedImages.isOwn(config, named.span())) {
          hosted.image(
              target(name, image),
              config,
              null,
              command == null ? null : Hosted.split(command),
              variables,
              null);
        }
      }
    }

    private void beanstalk(String name, YamlMap properties) {
      Environment variables = Environment.EMPTY;
      Text application = null;
      if (properties.get("OptionSettings") instanceof YamlList list) {
        for (YamlMap item : list.maps()) {
          String option = item.text("OptionName");
          YamlNode value = item.get("Value");
          if (option != null && value != null) {
            Text text = filled(value(option, value));
            if ("aws:elasticbeanstalk:application:environment".equals(item.text("Namespace"))) {
              variables = variables.with(option, text);
            } else if (option.equals("WSGIPath")) {
              application = text;
            }
          }
        }
      }
      Target target = target(name, properties);
      Text web = hosted.procfile("", "web");
      if (web != null) {
        hosted.line(target, web, "", variables);
      } else if (application != null || hosted.isFile("", "application.py")) {
        Text app =
            application == null
                ? new Text.Known("application:application", properties.span())
                : application;
        hosted.words(
            target, List.of(new Text.Known("gunicorn", properties.span()), app), "", variables);
      }
    }

    private Environment variables(Environment base, @Nullable YamlNode node) {
      Environment.Builder result = new Environment.Builder(base);
      if (node instanceof YamlMap map) {
        for (YamlEntry entry : map.entries()) {
          String name = entry.name();
          if (name != null) {
            result.with(name, filled(value(name, entry.value())));
          }
        }
      }
      return result.build();
    }

    /** A reference is a parameter's default; other functions are not known. */
    private Text value(String name, YamlNode node) {
      if (node instanceof YamlMap map && map.get("Ref") instanceof YamlScalar reference) {
        return parameter(reference);
      }
      if (node instanceof YamlMap map && map.get("Fn::Sub") instanceof YamlScalar text) {
        return text.value();
      }
      if (node instanceof YamlScalar scalar && scalar.tag() != null) {
        String tag = scalar.tag();
        if (tag.endsWith("!Ref") || tag.equals("Ref")) {
          return parameter(scalar);
        }
        if (tag.endsWith("Sub")) {
          return new Text.Known(scalar.text(), scalar.span());
        }
        if (!tag.startsWith("tag:yaml.org")) {
          return new Text.Unknown("comes from " + tag, name, scalar.span());
        }
      }
      return Settings.value(name, node);
    }

    private Text parameter(YamlScalar reference) {
      Text known = parameters.get(reference.text());
      return known != null
          ? known
          : new Text.Unknown("comes from the resource " + reference.text(), null, reference.span());
    }

    private Text filled(Text text) {
      return filled.apply(text);
    }

    /** The definitions with each reference as its value, so that they read as those of ECS. */
    private @Nullable YamlNode resolved(@Nullable YamlNode node) {
      return switch (node) {
        case YamlList list ->
            new YamlList(
                list.items().stream()
                    .map(
                        item -> {
                          YamlNode inner = resolved(item);
                          return inner == null ? item : inner;
                        })
                    .toList(),
                list.tag(),
                list.span());
        case YamlMap map -> {
          if (map.get("Ref") != null || map.get("Fn::Sub") != null) {
            yield scalar(value("", map));
          }
          List<YamlEntry> entries = new ArrayList<>();
          for (YamlEntry entry : map.entries()) {
            YamlNode inner = resolved(entry.value());
            entries.add(new YamlEntry(entry.key(), inner == null ? entry.value() : inner));
          }
          yield new YamlMap(entries, map.tag(), map.span());
        }
        case YamlScalar scalar ->
            scalar.tag() == null || scalar.tag().toLowerCase(Locale.ROOT).startsWith("tag:")
                ? scalar
                : scalar(value("", scalar));
        case null -> null;
      };
    }

    private static YamlScalar scalar(Text text) {
      return switch (text) {
        case Text.Known known ->
            new YamlScalar(known.value(), YamlNode.Style.DOUBLE_QUOTED, null, known.span(), null);
        case Text.Unknown unknown ->
            new YamlScalar(
                "", YamlNode.Style.DOUBLE_QUOTED, null, unknown.span(), unknown.reason());
      };
    }
  }
}
