package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Hosted.Target;
import io.github.flaskdebugguard.document.EnvFile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Commands in scripts and pipelines that deploy: {@code docker run}, {@code gcloud run deploy},
 * {@code heroku config:set}, {@code kubectl set env}, {@code az webapp}, {@code fly}.
 */
final class DeployCommands {
  private static final Set<String> DOCKER_VALUES =
      Set.of(
          "-p",
          "--publish",
          "--name",
          "-v",
          "--volume",
          "--network",
          "--net",
          "--restart",
          "-u",
          "--user",
          "-m",
          "--memory",
          "--cpus",
          "-h",
          "--hostname",
          "--link",
          "-l",
          "--label",
          "--mount",
          "--add-host",
          "--log-driver",
          "--log-opt",
          "--platform",
          "--ip",
          "--expose",
          "--gpus",
          "--shm-size",
          "--ulimit",
          "--cap-add",
          "--device",
          "--dns",
          "--pull",
          "--health-cmd",
          "--env-file",
          "-e",
          "--env",
          "-w",
          "--workdir",
          "--entrypoint",
          "--network-alias",
          "--volumes-from",
          "--security-opt",
          "--tmpfs",
          "--runtime");

  private final Hosted hosted;
  private final String kind;
  private final String path;
  private final Roles.Told told;
  private final String unit;
  private final Map<String, Build> builds = new TreeMap<>();
  private Environment heroku = Environment.EMPTY;
  private Environment azure = Environment.EMPTY;
  private Environment fly = Environment.EMPTY;
  private @Nullable Span herokuPlace;
  private @Nullable Span azurePlace;
  private @Nullable Span flyPlace;
  private @Nullable Text azureCommand;

  private record Build(String dockerfile, String context) {}

  /**
   * @param unit name of the job or script part, empty when the file is one
   */
  DeployCommands(Hosted hosted, String kind, String path, Roles.Told told, String unit) {
    this.hosted = hosted;
    this.kind = kind;
    this.path = path;
    this.told = told;
    this.unit = unit;
  }

  /** Adds what a stretch of shell text deploys. */
  void read(SourceFile file, int start, int end, Map<String, Text> variables) {
    for (List<Text> command : CommandText.commands(file, start, end, variables)) {
      command(command);
    }
  }

  /** Adds what one command deploys. */
  void command(List<Text> all) {
    List<Text> words = all;
    while (!words.isEmpty()
        && (words.getFirst() instanceof Text.Known first
            && (Set.of("sudo", "exec", "nohup", "time", "then", "do", "else", "if", "!")
                    .contains(first.value())
                || (first.value().indexOf('=') > 0 && !first.value().startsWith("-"))))) {
      words = words.subList(1, words.size());
    }
    List<String> said = words.stream().map(CommandText::shown).toList();
    if (said.size() < 2) {
      return;
    }
    String program = said.getFirst().substring(said.getFirst().lastIndexOf('/') + 1);
    switch (program) {
      case "docker", "podman" -> docker(words, said);
      case "gcloud" -> gcloud(words, said);
      case "heroku" -> heroku(words, said);
      case "az" -> azure(words, said);
      case "fly", "flyctl" -> fly(words, said);
      case "kubectl" -> kubectl(words, said);
      default -> {}
    }
  }

  /** Adds the deployments of which several commands say a part. */
  void finish() {
    Span herokuAt = herokuPlace;
    Text web = hosted.procfile("", "web");
    if (herokuAt != null && web != null) {
      hosted.line(target("heroku", herokuAt), web, "", heroku);
    }
    Span azureAt = azurePlace;
    if (azureAt != null && hosted.hasPython("")) {
      AzureApps.app(hosted, target("webapp", azureAt), azureCommand, "", azure);
    }
    Span flyAt = flyPlace;
    if (flyAt != null) {
      YamlMap toml = hosted.document("fly.toml");
      Environment base = Settings.map(Environment.EMPTY, toml == null ? null : toml.get("env"));
      ImageConfig image = hosted.images().built("Dockerfile", "", null, Map.of());
      if (image != null) {
        hosted.image(target("fly", flyAt), image, null, null, base.overlaidBy(fly), null);
      }
    }
  }

  private Target target(String name, Span place) {
    return new Target(kind, path, unit.isEmpty() ? name : unit + "/" + name, told, place);
  }

  private static Environment pair(Environment environment, Text word, int offset) {
    String shown = CommandText.shown(word);
    int equals = shown.indexOf('=', offset);
    if (equals <= offset) {
      return environment;
    }
    return environment.with(shown.substring(offset, equals), CommandText.from(word, equals + 1));
  }

  private void docker(List<Text> words, List<String> said) {
    int at = 1;
    if (said.get(at).equals("container") && said.size() > 2) {
      at++;
    }
    if (said.get(at).equals("build") || said.get(at).equals("buildx")) {
      build(said);
      return;
    }
    if (!said.get(at).equals("run") && !said.get(at).equals("create")) {
      return;
    }
    Environment environment = Environment.EMPTY;
    List<Text> entrypoint = null;
    String folder = null;
    String name = null;
    at++;
    while (at < said.size() && (said.get(at).startsWith("-") || said.get(at).isEmpty())) {
      // NOTE: a variable that is empty is no word at all.
      String option = said.get(at);
      int equals = option.startsWith("--") ? option.indexOf('=') : -1;
      String key = equals > 0 ? option.substring(0, equals) : option;
      Text word = words.get(at);
      int offset = equals + 1;
      if (equals < 0 && DOCKER_VALUES.contains(key) && at + 1 < said.size()) {
        at++;
        word = words.get(at);
        offset = 0;
      } else if (equals < 0
          && option.startsWith("-e")
          && option.length() > 2
          && option.indexOf('=') > 0) {
        key = "-e";
        offset = 2;
      }
      String value =
          CommandText.shown(word).substring(Math.min(offset, CommandText.shown(word).length()));
      switch (key) {
        case "-e", "--env" ->
            environment =
                value.indexOf('=') > 0
                    ? pair(environment, word, offset)
                    : environment.with(
                        value,
                        new Text.Unknown("comes from the caller's variable", value, word.span()));
        case "--env-file" -> environment = file(environment, value, word.span());
        case "--entrypoint" -> entrypoint = List.of(CommandText.from(word, offset));
        case "-w", "--workdir" -> folder = value.startsWith("/") ? value : null;
        case "--name" -> name = value;
        default -> {}
      }
      at++;
    }
    if (at >= said.size()) {
      return;
    }
    Text image = CommandText.value(words.get(at));
    List<Text> command =
        words.subList(at + 1, words.size()).stream().map(CommandText::value).toList();
    Build build = builds.get(PublishedImages.bare(said.get(at)));
    ImageConfig config =
        build == null
            ? null
            : hosted.images().built(build.dockerfile(), build.context(), null, Map.of());
    if (config == null) {
      config = hosted.images().named(image);
    }
    if (NamedImages.isOwn(config, image.span())) {
      String shown = name == null ? PublishedImages.bare(said.get(at)) : name;
      hosted.image(
          target(shown.isEmpty() ? "docker" : shown, image.span()),
          config,
          entrypoint,
          command.isEmpty() ? null : command,
          environment,
          folder);
    }
  }

  private Environment file(Environment environment, String name, Span span) {
    SourceFile file =
        hosted.discovery().repository().isIgnored(name)
            ? null
            : hosted.discovery().repository().read(Hosted.relative("", name));
    if (file == null) {
      return environment.withOthers(
          new Text.Unknown("comes from " + name + ", which is not in the repository", null, span));
    }
    Environment result = environment;
    for (EnvFile.Entry entry :
        EnvFile.parse(file, EnvFile.Reader.DOCKER_RAW, EnvFile.Lookup.NOTHING).entries()) {
      Text value = entry.value();
      result =
          result.with(
              entry.name(),
              value == null
                  ? new Text.Unknown("comes from the caller's variable", entry.name(), entry.span())
                  : value);
    }
    return result;
  }

  private void build(List<String> said) {
    String tag = null;
    String dockerfile = null;
    String context = null;
    for (int i = 2; i < said.size(); i++) {
      String word = said.get(i);
      if ((word.equals("-t") || word.equals("--tag")) && i + 1 < said.size()) {
        tag = said.get(++i);
      } else if ((word.equals("-f") || word.equals("--file")) && i + 1 < said.size()) {
        dockerfile = said.get(++i);
      } else if (word.equals("--build-arg")
          || word.equals("--target")
          || word.equals("--platform")) {
        i++;
      } else if (!word.startsWith("-") && !word.equals("build")) {
        context = word;
      }
    }
    if (tag != null && context != null) {
      String folder = Hosted.relative("", context);
      builds.put(
          PublishedImages.bare(tag),
          new Build(
              dockerfile == null
                  ? ImagePath.child(folder, "Dockerfile")
                  : Hosted.relative("", dockerfile),
              folder));
    }
  }

  /** {@return the value of {@code --name value} or {@code --name=value}, or null} */
  private static @Nullable Text option(List<Text> words, List<String> said, String name) {
    for (int i = 0; i < said.size(); i++) {
      if (said.get(i).equals(name) && i + 1 < said.size()) {
        return CommandText.value(words.get(i + 1));
      }
      if (said.get(i).startsWith(name + "=")) {
        return CommandText.from(words.get(i), name.length() + 1);
      }
    }
    return null;
  }

  private void gcloud(List<Text> words, List<String> said) {
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
      if (option(words, said, key) instanceof Text.Known known) {
        for (String each : known.value().split(",")) {
          String variable = each.split("=", 2)[0];
          environment =
              environment.with(
                  variable, new Text.Unknown("comes from a secret", variable, known.span()));
        }
      }
    }
    if (option(words, said, "--env-vars-file") instanceof Text.Known file) {
      YamlMap map = hosted.document(Hosted.relative("", file.value()));
      environment = Settings.map(environment, map);
    }
    Span place = words.get(deploy).span();
    Target target = target(name, place);
    Text image = option(words, said, "--image");
    Text entry = option(words, said, "--command");
    Text arguments = option(words, said, "--args");
    List<Text> entrypoint = entry == null ? null : commas(entry);
    List<Text> command = arguments == null ? null : commas(arguments);
    if (image != null) {
      ImageConfig config = hosted.images().named(image, "python");
      if (NamedImages.isOwn(config, image.span())) {
        hosted.image(target, config, entrypoint, command, environment, null);
      }
      return;
    }
    Text source = option(words, said, "--source");
    String folder = source instanceof Text.Known known ? Hosted.relative("", known.value()) : "";
    source(target, folder, entrypoint, command, environment);
  }

  /** A source deployment: the Dockerfile, else the Procfile, else gunicorn with main:app. */
  void source(
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
      Span place = target.place();
      hosted.words(
          target,
          List.of(
              new Text.Known("gunicorn", place),
              new Text.Known("-b", place),
              new Text.Known(":8080", place),
              new Text.Known("main:app", place)),
          folder,
          environment);
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

  private void heroku(List<Text> words, List<String> said) {
    if (said.get(1).equals("config:set") || said.get(1).equals("config:add")) {
      for (int i = 2; i < said.size(); i++) {
        if (!said.get(i).startsWith("-")) {
          heroku = pair(heroku, words.get(i), 0);
        }
      }
      herokuPlace = words.get(1).span();
    }
  }

  private void azure(List<Text> words, List<String> said) {
    if (!said.get(1).equals("webapp")) {
      return;
    }
    if (said.contains("appsettings") && said.contains("set")) {
      int settings = said.indexOf("--settings");
      for (int i = settings + 1; settings >= 0 && i < said.size(); i++) {
        if (said.get(i).startsWith("--")) {
          break;
        }
        azure = pair(azure, words.get(i), 0);
      }
      azurePlace = words.get(1).span();
    }
    Text command = option(words, said, "--startup-file");
    if (command != null) {
      azureCommand = command;
      azurePlace = command.span();
    } else if (said.get(2 < said.size() ? 2 : 1).equals("up")) {
      azurePlace = words.get(1).span();
    }
  }

  private void fly(List<Text> words, List<String> said) {
    if (said.get(1).equals("secrets") && said.contains("set")) {
      for (int i = said.indexOf("set") + 1; i < said.size(); i++) {
        fly = pair(fly, words.get(i), 0);
      }
      flyPlace = words.get(1).span();
    } else if (said.get(1).equals("deploy")) {
      for (int i = 2; i + 1 < said.size(); i++) {
        if (said.get(i).equals("--env") || said.get(i).equals("-e")) {
          fly = pair(fly, words.get(i + 1), 0);
          flyPlace = words.get(1).span();
        }
      }
    }
  }

  private void kubectl(List<Text> words, List<String> said) {
    int set = said.indexOf("set");
    if (set < 0 || set + 2 >= said.size() || !said.get(set + 1).equals("env")) {
      return;
    }
    Environment environment = Environment.EMPTY;
    String name = said.get(set + 2);
    for (int i = set + 3; i < said.size(); i++) {
      if (!said.get(i).startsWith("-")) {
        environment = pair(environment, words.get(i), 0);
      }
    }
    Text image = new Text.Unknown("is the image of " + name, null, words.get(set + 2).span());
    ImageConfig config = hosted.images().named(image);
    if (NamedImages.isOwn(config, image.span()) && !environment.variables().isEmpty()) {
      hosted.image(target(name, image.span()), config, null, null, environment, null);
    }
  }
}
