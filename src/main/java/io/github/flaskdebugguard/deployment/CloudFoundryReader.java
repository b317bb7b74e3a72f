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
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Cloud Foundry manifests: {@code command}, else the Procfile in the folder that {@code path} names
 * relative to the manifest; values of the top level hold for every application.
 */
final class CloudFoundryReader implements DeploymentReader {
  private static final String KIND = "cloud-foundry";

  @Override
  public void read(Discovery discovery) {
    Hosted hosted = discovery.hosted();
    List<String> paths = new ArrayList<>();
    for (String path :
        discovery.matching(
            name ->
                name.contains("manifest") && (name.endsWith(".yml") || name.endsWith(".yaml")))) {
      if (discovery.repository().mayContain(path, "applications:")) {
        paths.add(path);
      }
    }
    discovery.each(paths, path -> read(hosted, path, paths));
  }

  private static void read(Hosted hosted, String path, List<String> siblings) {
    YamlMap root = hosted.document(path);
    if (root != null && root.get("applications") instanceof YamlList applications) {
      for (YamlMap application : applications.maps()) {
        application(hosted, path, siblings, root, application);
      }
    }
  }

  private static void application(
      Hosted hosted, String path, List<String> siblings, YamlMap root, YamlMap application) {
    if (otherBuildpack(application)) {
      return;
    }
    String name = application.text("name");
    String unit = name == null ? "app" : name;
    Text command = Settings.text(application, "command");
    if (application.get("processes") instanceof YamlList processes) {
      for (YamlMap process : processes.maps()) {
        Text own = Settings.text(process, "command");
        if ("web".equals(process.text("type")) && own != null) {
          command = own;
        }
      }
    }
    YamlNode said = application.get("name");
    Span place = command != null ? command.span() : said == null ? application.span() : said.span();
    Target target =
        new Target(KIND, path, unit, Roles.of(path, List.of(unit), KIND, siblings), place);
    Environment environment = variables(Environment.EMPTY, root.get("env"));
    environment = variables(environment, application.get("env"));
    YamlNode image = application.at("docker", "image");
    if (image instanceof YamlScalar named) {
      List<Text> words = command == null ? null : Hosted.shell(command);
      hosted.image(target, hosted.images().named(named.value()), null, words, environment, null);
      return;
    }
    String where = application.text("path");
    String folder = Hosted.relative(ImagePath.folder(path), where == null ? "." : where);
    if (where == null && !hosted.hasPython(folder)) {
      folder = "";
    }
    Text start = command != null ? command : hosted.procfile(folder, "web");
    if (start != null) {
      hosted.line(target, start, folder, environment);
    } else {
      hosted.unknown(
          target, "is a start command that the manifest does not give", folder, environment);
    }
  }

  private static boolean otherBuildpack(YamlMap application) {
    List<Text> names = new ArrayList<>();
    List<Text> list = Settings.words(application.get("buildpacks"));
    Text one = Settings.text(application, "buildpack");
    if (list != null) {
      names.addAll(list);
    }
    if (one != null) {
      names.add(one);
    }
    return !names.isEmpty()
        && names.stream()
            .noneMatch(
                name ->
                    !(name instanceof Text.Known known)
                        || known.value().toLowerCase(Locale.ROOT).contains("python")
                        || known.value().contains("(("));
  }

  /** The client writes YAML's own bools in lower case, and fills in {@code ((name))}. */
  private static Environment variables(Environment base, @Nullable YamlNode env) {
    return Settings.map(
        base,
        env,
        text -> {
          if (!(text instanceof Text.Known known)) {
            return text;
          }
          int open = known.value().indexOf("((");
          int close = known.value().indexOf("))");
          if (open >= 0 && close > open) {
            String variable = known.value().substring(open + 2, close);
            return new Text.Unknown(
                "comes from the variable " + variable + " of the push", variable, known.span());
          }
          boolean plain =
              env instanceof YamlMap map
                  && map.entries().stream()
                      .anyMatch(
                          entry ->
                              entry.value().span().equals(known.span())
                                  && entry.value() instanceof YamlScalar scalar
                                  && scalar.isPlain());
          String lower = known.value().toLowerCase(Locale.ROOT);
          return plain && (lower.equals("true") || lower.equals("false"))
              ? new Text.Known(lower, known.span())
              : known;
        });
  }
}
