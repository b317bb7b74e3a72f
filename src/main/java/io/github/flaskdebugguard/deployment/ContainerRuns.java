package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.EnvFile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code docker run} with the images that {@code docker build} made before: what the run says wins
 * over the image, and a variable without a value is the caller's.
 */
final class ContainerRuns {
  private static final Set<String> WITH_VALUE =
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

  private final DeployingScript script;
  private final Map<String, Build> builds = new HashMap<>();

  private record Build(String dockerfile, String context) {}

  ContainerRuns(DeployingScript script) {
    this.script = script;
  }

  void command(DeployCommand command) {
    int verb = command.says(1, "container") && command.size() > 2 ? 2 : 1;
    switch (command.said(verb)) {
      case "build", "buildx" -> build(command.said());
      case "run", "create" -> run(command, verb + 1);
      default -> {}
    }
  }

  /**
   * @param first index of the word after the verb
   */
  private void run(DeployCommand command, int first) {
    List<Text> words = command.words();
    List<String> said = command.said();
    int at = first;
    Environment environment = Environment.EMPTY;
    List<Text> entrypoint = null;
    String folder = null;
    String name = null;
    while (at < said.size() && (said.get(at).startsWith("-") || said.get(at).isEmpty())) {
      // NOTE: a variable that is empty is no word at all.
      String option = said.get(at);
      int equals = option.startsWith("--") ? option.indexOf('=') : -1;
      String key = equals > 0 ? option.substring(0, equals) : option;
      Text word = words.get(at);
      int offset = equals + 1;
      if (equals < 0 && WITH_VALUE.contains(key) && at + 1 < said.size()) {
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
                    ? DeployCommand.pair(environment, word, offset)
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
    List<Text> arguments =
        words.subList(at + 1, words.size()).stream().map(CommandText::value).toList();
    Build build = builds.get(PublishedImages.bare(said.get(at)));
    ImageConfig config =
        build == null
            ? null
            : script.hosted().images().built(build.dockerfile(), build.context(), null, Map.of());
    if (config == null) {
      config = script.hosted().images().named(image);
    }
    if (NamedImages.isOwn(config, image.span())) {
      String shown = name == null ? PublishedImages.bare(said.get(at)) : name;
      script
          .hosted()
          .image(
              script.target(shown.isEmpty() ? "docker" : shown, image.span()),
              config,
              entrypoint,
              arguments.isEmpty() ? null : arguments,
              environment,
              folder);
    }
  }

  private Environment file(Environment environment, String name, Span span) {
    SourceFile file =
        script.hosted().discovery().repository().isIgnored(name)
            ? null
            : script.hosted().discovery().repository().read(Hosted.relative("", name));
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
}
