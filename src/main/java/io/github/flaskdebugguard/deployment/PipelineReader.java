package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Hosted.Target;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Deploying steps of pipelines other than GitHub's and GitLab's: Cloud Build, Azure Pipelines,
 * CircleCI, Bitbucket, CodeBuild, Drone and Woodpecker, Travis. Commands are taken wherever these
 * files hold them; what the job itself sees is not what the app gets.
 */
final class PipelineReader implements DeploymentReader {
  private static final String KIND = "workflow";
  private static final int DEEPEST = 20;

  /** Keys whose texts, alone or in a list, go to a shell. */
  private static final Set<String> COMMANDS =
      Set.of(
          "script",
          "run",
          "command",
          "commands",
          "bash",
          "pwsh",
          "powershell",
          "inlineScript",
          "after_success",
          "before_script",
          "deploy");

  /** Keys that name the part of a file in which they stand. */
  private static final List<String> NAMES = List.of("deployment", "job", "id", "name", "stage");

  private static final String[] TELLING = {
    "docker", "gcloud", "heroku", "az ", "fly", "kubectl", "AzureWebApp", "AzureRmWebApp"
  };

  @Override
  public void read(Discovery discovery) {
    List<String> paths = new ArrayList<>();
    for (String path : discovery.matching(PipelineReader::mayBe)) {
      if (isPipeline(path) && discovery.repository().mayContain(path, TELLING)) {
        paths.add(path);
      }
    }
    if (!paths.isEmpty()) {
      Hosted hosted = discovery.hosted();
      discovery.each(paths, path -> new PipelineReader.Run(hosted, path).read());
    }
  }

  private static boolean mayBe(String name) {
    return name.endsWith(".yml") || name.endsWith(".yaml");
  }

  private static boolean isPipeline(String path) {
    String name = ImagePath.name(path);
    return name.contains("cloudbuild")
        || name.contains("azure-pipeline")
        || name.startsWith("bitbucket-pipelines")
        || name.startsWith("buildspec")
        || name.startsWith(".drone")
        || name.startsWith(".woodpecker")
        || name.startsWith(".travis")
        || path.startsWith(".circleci/")
        || path.startsWith(".woodpecker/")
        || path.startsWith(".azure-pipelines/");
  }

  /** One file. */
  private static final class Run {
    private final Hosted hosted;
    private final String path;
    private final Map<String, DeployCommands> jobs = new LinkedHashMap<>();
    private final Map<String, Text> variables = new TreeMap<>();

    Run(Hosted hosted, String path) {
      this.hosted = hosted;
      this.path = path;
    }

    void read() {
      SourceFile file = hosted.discovery().repository().read(path);
      YamlMap root = file == null ? null : hosted.document(path);
      if (file == null || root == null) {
        return;
      }
      substitutions(root.get("substitutions"));
      walk(file, root, "", null, 0);
      jobs.values().forEach(DeployCommands::finish);
    }

    /** Variables of Cloud Build that a build may override; their defaults count. */
    private void substitutions(@Nullable YamlNode node) {
      if (node instanceof YamlMap map) {
        for (YamlEntry entry : map.entries()) {
          String name = entry.name();
          if (name != null && entry.value() instanceof YamlScalar value) {
            variables.put(name, value.value());
          }
        }
      }
    }

    private void walk(
        SourceFile file, YamlNode node, String unit, @Nullable String environment, int depth) {
      if (depth > DEEPEST) {
        return;
      }
      switch (node) {
        case YamlScalar scalar -> {}
        case YamlList list ->
            list.items().forEach(item -> walk(file, item, unit, environment, depth + 1));
        case YamlMap map -> map(file, map, unit, environment, depth);
      }
    }

    private void map(
        SourceFile file, YamlMap map, String outer, @Nullable String outerRole, int depth) {
      String unit = outer;
      for (String key : NAMES) {
        String said = map.text(key);
        if (said != null && said.indexOf('/') < 0) {
          unit = said;
          break;
        }
      }
      String environment = environment(map, outerRole);
      if (map.get("args") != null && map.text("name") != null) {
        builder(file, map, unit, environment);
      }
      String task = map.text("task");
      if (task != null
          && map.map("inputs") instanceof YamlMap inputs
          && (task.startsWith("AzureWebApp@") || task.startsWith("AzureRmWebAppDeployment@"))) {
        webApp(map, inputs, unit, environment);
      }
      for (YamlEntry entry : map.entries()) {
        String key = String.valueOf(entry.name());
        if (COMMANDS.contains(key)) {
          commands(file, entry.value(), unit, environment);
        }
        boolean named = depth == 1 || key.equals("jobs") || key.equals("pipelines");
        String inner = entry.value() instanceof YamlMap && !named && outer.isEmpty() ? key : unit;
        walk(file, entry.value(), inner, environment, depth + 1);
      }
    }

    private static @Nullable String environment(YamlMap map, @Nullable String outer) {
      for (String key : List.of("environment", "deployment")) {
        YamlNode said = map.get(key);
        String name =
            said instanceof YamlScalar scalar
                ? scalar.text()
                : said instanceof YamlMap inner ? inner.text("name") : null;
        if (name != null && Roles.explicit(name, "environment").role() != Role.UNKNOWN) {
          return name;
        }
      }
      return outer;
    }

    private Roles.Told told(String unit, @Nullable String environment) {
      return environment != null
          ? Roles.explicit(environment, "environment")
          : Roles.of(path, List.of(unit), KIND, List.of());
    }

    private DeployCommands job(String unit, @Nullable String environment) {
      return jobs.computeIfAbsent(
          unit + "\0" + environment,
          each -> new DeployCommands(hosted, KIND, path, told(unit, environment), unit));
    }

    private void commands(
        SourceFile file, YamlNode node, String unit, @Nullable String environment) {
      if (node instanceof YamlScalar scalar) {
        job(unit, environment).read(file, scalar.span().start(), scalar.span().end(), variables);
      } else if (node instanceof YamlList list) {
        for (YamlNode item : list.items()) {
          if (item instanceof YamlScalar) {
            commands(file, item, unit, environment);
          }
        }
      }
    }

    /** A step of Cloud Build: its image is the program unless it names another one. */
    private void builder(SourceFile file, YamlMap step, String unit, @Nullable String environment) {
      String image = String.valueOf(step.text("name"));
      String program = step.text("entrypoint");
      if (program == null) {
        String base = ImagePath.name(image).split("[:@]", 2)[0];
        program = base.equals("cloud-sdk") ? "gcloud" : base;
      }
      List<YamlScalar> arguments = new ArrayList<>();
      for (YamlNode item : step.list("args")) {
        if (item instanceof YamlScalar scalar) {
          arguments.add(scalar);
        }
      }
      if (arguments.isEmpty()) {
        return;
      }
      DeployCommands commands = job(unit, environment);
      boolean shell = program.endsWith("sh") && arguments.size() > 1;
      if (shell) {
        YamlScalar text = arguments.getLast();
        commands.read(file, text.span().start(), text.span().end(), variables);
        return;
      }
      List<Text> words = new ArrayList<>();
      words.add(new Text.Known(program, arguments.getFirst().span()));
      for (YamlScalar argument : arguments) {
        words.add(substituted(argument.value()));
      }
      commands.command(words);
    }

    private Text substituted(Text text) {
      if (!(text instanceof Text.Known known) || known.value().indexOf('$') < 0) {
        return text;
      }
      String value = known.value();
      for (Map.Entry<String, Text> each : variables.entrySet()) {
        if (each.getValue() instanceof Text.Known given) {
          value =
              value
                  .replace("${" + each.getKey() + "}", given.value())
                  .replace("$" + each.getKey(), given.value());
        }
      }
      return new Text.Known(value, known.span());
    }

    /** Settings are written as {@code -NAME value -OTHER "a value"}. */
    private void webApp(YamlMap step, YamlMap inputs, String unit, @Nullable String environment) {
      Environment settings = Environment.EMPTY;
      if (inputs.get("appSettings") instanceof YamlScalar said) {
        List<String> words = ShellWords.split(said.text());
        for (int i = 0; words != null && i + 1 < words.size(); i++) {
          if (words.get(i).startsWith("-")) {
            String value = words.get(i + 1);
            Text text =
                value.contains("$(")
                    ? new Text.Unknown("comes from the variable " + value, null, said.span())
                    : new Text.Known(value, said.span());
            settings = settings.with(words.get(i).substring(1), text);
            i++;
          }
        }
      }
      Text command = Settings.text(inputs, "startUpCommand");
      command = command == null ? Settings.text(inputs, "StartupCommand") : command;
      YamlScalar task = step.scalar("task");
      if (hosted.hasPython("") && task != null) {
        AzureApps.app(
            hosted,
            new Target(
                KIND,
                path,
                unit.isEmpty() ? "webapp" : unit,
                told(unit, environment),
                command != null ? command.span() : task.span()),
            command,
            "",
            settings);
      }
    }
  }
}
