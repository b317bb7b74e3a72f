package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Hosted.Target;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code gcloud run deploy}: its variables and command over the image or the source. */
final class CloudRunDeploys {
  private final DeployingScript script;

  CloudRunDeploys(DeployingScript script) {
    this.script = script;
  }

  void command(DeployCommand command) {
    Hosted hosted = script.hosted();
    List<Text> words = command.words();
    List<String> said = command.said();
    int run = said.indexOf("run");
    if (run < 0 || run > 2 || !said.contains("deploy")) {
      return;
    }
    int deploy = said.indexOf("deploy");
    String name =
        deploy + 1 < said.size() && !said.get(deploy + 1).startsWith("-")
            ? said.get(deploy + 1)
            : "service";
    Environment environment = Settings.own("K_SERVICE", name, words.get(deploy).span());
    for (int i = 0; i < said.size(); i++) {
      for (String key : List.of("--set-env-vars", "--update-env-vars")) {
        if (said.get(i).equals(key) && i + 1 < said.size()) {
          environment = pairs(environment, words.get(i + 1), 0);
        } else if (said.get(i).startsWith(key + "=")) {
          environment = pairs(environment, words.get(i), key.length() + 1);
        }
      }
    }
    for (String key : List.of("--set-secrets", "--update-secrets")) {
      if (command.option(key) instanceof Text.Known known) {
        for (String each : known.value().split(",")) {
          String variable = each.split("=", 2)[0];
          environment =
              environment.with(
                  variable, new Text.Unknown("comes from a secret", variable, known.span()));
        }
      }
    }
    if (command.option("--env-vars-file") instanceof Text.Known file) {
      YamlMap map = hosted.document(Hosted.relative("", file.value()));
      environment = Settings.map(environment, map);
    }
    Span place = words.get(deploy).span();
    Target target = script.target(name, place);
    Text image = command.option("--image");
    Text entry = command.option("--command");
    Text arguments = command.option("--args");
    List<Text> entrypoint = entry == null ? null : commas(entry);
    List<Text> options = arguments == null ? null : commas(arguments);
    if (image != null) {
      ImageConfig config = hosted.images().named(image, "python");
      if (NamedImages.isOwn(config, image.span())) {
        hosted.image(target, config, entrypoint, options, environment, null);
      }
      return;
    }
    Text source = command.option("--source");
    String folder = source instanceof Text.Known known ? Hosted.relative("", known.value()) : "";
    source(hosted, target, folder, entrypoint, options, environment);
  }

  /** A source deployment: the Dockerfile, else the Procfile, else gunicorn with main:app. */
  static void source(
      Hosted hosted,
      Target target,
      String folder,
      @Nullable List<Text> entrypoint,
      @Nullable List<Text> command,
      Environment environment) {
    ImageConfig built =
        hosted.images().built(ImagePath.child(folder, "Dockerfile"), folder, null, Map.of());
    Text web = hosted.procfile(folder, "web");
    if (built != null) {
      hosted.image(target, built, entrypoint, command, environment, null);
    } else if (web != null) {
      hosted.line(target, web, folder, environment);
    } else if (hosted.isFile(folder, "main.py")) {
      hosted.mainApp(target, folder, environment);
    }
  }

  private static List<Text> commas(Text text) {
    if (!(text instanceof Text.Known known)) {
      return List.of(text);
    }
    List<Text> words = new ArrayList<>();
    for (String word : known.value().split(",")) {
      words.add(new Text.Known(word, known.span()));
    }
    return words;
  }

  /** {@code A=1,B=2}; {@code ^@^A=1@B=2} has a separator of its own. */
  static Environment pairs(Environment environment, Text word, int offset) {
    String shown = CommandText.shown(word);
    String list = shown.substring(Math.min(offset, shown.length()));
    String separator = ",";
    if (list.startsWith("^") && list.indexOf('^', 1) > 1) {
      separator = list.substring(1, list.indexOf('^', 1));
      list = list.substring(list.indexOf('^', 1) + 1);
    }
    Environment result = environment;
    int start = 0;
    while (start <= list.length()) {
      int next = list.indexOf(separator, start);
      String each = list.substring(start, next < 0 ? list.length() : next).strip();
      int equals = each.indexOf('=');
      if (equals > 0) {
        String value = each.substring(equals + 1);
        String name = each.substring(0, equals);
        result =
            result.with(
                name,
                value.contains("${")
                    ? new Text.Unknown("comes from " + value, name, word.span())
                    : new Text.Known(value, word.span()));
      }
      if (next < 0) {
        break;
      }
      start = next + separator.length();
    }
    return result;
  }
}
