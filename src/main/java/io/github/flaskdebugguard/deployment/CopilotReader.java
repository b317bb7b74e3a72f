package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Hosted.Target;
import io.github.flaskdebugguard.document.EnvFile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Services of AWS Copilot, once for each environment that the manifest or the folder {@code
 * copilot/environments} names. What an environment says overrides the rest of the manifest; paths
 * are relative to the folder that holds {@code copilot}, and a Dockerfile is built in its own
 * folder where no context is named (the tool's documentation). {@code variables} beat {@code
 * env_file}, as in the task that they become.
 */
final class CopilotReader implements DeploymentReader {
  private static final String KIND = "copilot";
  private static final String FOLDER = "copilot";

  @Override
  public void read(Discovery discovery) {
    List<String> paths =
        discovery.named("manifest.yml").stream().filter(CopilotReader::isService).toList();
    if (!paths.isEmpty()) {
      Hosted hosted = discovery.hosted();
      discovery.each(paths, path -> read(hosted, path));
    }
  }

  /** {@return whether a path ends in {@code copilot/SERVICE/manifest.yml}} */
  private static boolean isService(String path) {
    return ImagePath.name(ImagePath.folder(ImagePath.folder(path))).equals(FOLDER);
  }

  private static void read(Hosted hosted, String path) {
    YamlMap root = hosted.document(path);
    String type = root == null ? null : root.text("type");
    if (root == null || type == null || type.equals("Static Site")) {
      return;
    }
    String copilot = ImagePath.folder(ImagePath.folder(path));
    TreeSet<String> environments = new TreeSet<>();
    YamlMap overrides = root.map("environments");
    if (overrides != null) {
      overrides.entries().forEach(entry -> environments.add(String.valueOf(entry.name())));
    }
    Repository repository = hosted.discovery().repository();
    for (String name : repository.list(copilot + "/environments")) {
      if (repository.isFile(copilot + "/environments/" + name + "/manifest.yml")) {
        environments.add(name);
      }
    }
    if (environments.isEmpty()) {
      new Service(hosted, path, root, null, null).add();
    }
    for (String name : environments) {
      new Service(hosted, path, root, name, overrides == null ? null : overrides.map(name)).add();
    }
  }

  /**
   * A service in one environment.
   *
   * @param own what the environment says, or null
   */
  private record Service(
      Hosted hosted,
      String path,
      YamlMap manifest,
      @Nullable String environment,
      @Nullable YamlMap own) {

    void add() {
      YamlNode image = either("image", "build");
      YamlNode location = either("image", "location");
      YamlNode said = either("command");
      ImageConfig config =
          location instanceof YamlScalar named
              ? hosted.images().named(filled().apply(named.value()), "python")
              : image == null ? null : built(image);
      if (config == null || !NamedImages.isOwn(config, manifest.span())) {
        return;
      }
      String service = manifest.text("name");
      String name = service == null ? ImagePath.name(ImagePath.folder(path)) : service;
      Roles.Told told =
          environment == null
              ? Roles.of(path, List.of(name), KIND, List.of())
              : Roles.explicit(environment, "environment");
      YamlNode first = said != null ? said : location != null ? location : image;
      Span place = first == null ? manifest.span() : first.span();
      hosted.image(
          new Target(
              KIND, path, environment == null ? name : name + "@" + environment, told, place),
          config,
          words(either("entrypoint")),
          words(said),
          variables(name),
          null);
    }

    private @Nullable YamlNode either(String... keys) {
      YamlNode over = own == null ? null : own.at(keys);
      return over != null ? over : manifest.at(keys);
    }

    private String workspace() {
      return ImagePath.folder(ImagePath.folder(ImagePath.folder(path)));
    }

    private @Nullable ImageConfig built(YamlNode build) {
      String dockerfile = null;
      String context = null;
      Map<String, Text> arguments = new TreeMap<>();
      if (build instanceof YamlScalar scalar) {
        dockerfile = scalar.text();
      } else if (build instanceof YamlMap map) {
        dockerfile = map.text("dockerfile");
        context = map.text("context");
        if (map.get("args") instanceof YamlMap named) {
          for (YamlEntry entry : named.entries()) {
            arguments.put(
                String.valueOf(entry.name()),
                filled().apply(Settings.value("build argument", entry.value())));
          }
        }
      }
      if (dockerfile == null && context == null) {
        return null;
      }
      String folder = context == null ? null : Hosted.relative(workspace(), context);
      String file =
          dockerfile != null
              ? Hosted.relative(workspace(), dockerfile)
              : ImagePath.child(folder == null ? "" : folder, "Dockerfile");
      String target = build instanceof YamlMap map ? map.text("target") : null;
      return hosted
          .images()
          .built(file, folder == null ? ImagePath.folder(file) : folder, target, arguments);
    }

    private static @Nullable List<Text> words(@Nullable YamlNode node) {
      return node instanceof YamlScalar line && !line.isNull()
          ? Hosted.split(line.value())
          : Settings.words(node);
    }

    private Environment variables(String name) {
      Environment result = Settings.own("COPILOT_SERVICE_NAME", name, manifest.span());
      if (environment != null) {
        result =
            result.with("COPILOT_ENVIRONMENT_NAME", new Text.Known(environment, manifest.span()));
      }
      if (either("env_file") instanceof YamlScalar file && !file.isNull()) {
        result = file(result, file);
      }
      for (YamlMap layer : layers()) {
        result = Settings.map(result, layer.get("variables"), filled());
        if (layer.get("secrets") instanceof YamlMap secrets) {
          for (YamlEntry entry : secrets.entries()) {
            String variable = String.valueOf(entry.name());
            result =
                result.with(
                    variable, new Text.Unknown("comes from a secret", variable, entry.span()));
          }
        }
      }
      return result;
    }

    private List<YamlMap> layers() {
      List<YamlMap> layers = new ArrayList<>(List.of(manifest));
      if (own != null) {
        layers.add(own);
      }
      return layers;
    }

    private Environment file(Environment environment, YamlScalar named) {
      Repository repository = hosted.discovery().repository();
      String name = Hosted.relative(workspace(), named.text());
      SourceFile file = repository.isIgnored(name) ? null : repository.read(name);
      if (file == null) {
        return environment.withOthers(
            new Text.Unknown(
                "comes from " + named.text() + ", which is not in the repository",
                null,
                named.span()));
      }
      Environment result = environment;
      for (EnvFile.Entry entry :
          EnvFile.parse(file, EnvFile.Reader.DOCKER_RAW, EnvFile.Lookup.NOTHING).entries()) {
        Text value = entry.value();
        result = value == null ? result : result.with(entry.name(), value);
      }
      return result;
    }

    /** What fills {@code ${NAME}}: the environment's name, else who deploys. */
    private UnaryOperator<Text> filled() {
      return EcsReader.filled(
          environment == null
              ? Map.of()
              : Map.of("COPILOT_ENVIRONMENT_NAME", new Text.Known(environment, manifest.span())));
    }
  }
}
