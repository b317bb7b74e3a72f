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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Deploying steps of GitHub workflows, GitLab pipelines, Jenkinsfiles and shell scripts. The {@code
 * env} of a job is what its commands see, not what the app gets.
 */
final class WorkflowReader implements DeploymentReader {
  private static final String KIND = "workflow";

  /** Keys of a GitLab file that are no jobs. */
  private static final Set<String> GITLAB =
      Set.of("stages", "variables", "default", "include", "workflow", "image", "services", "cache");

  @Override
  public void read(Discovery discovery) {
    Hosted hosted = discovery.hosted();
    for (String path : discovery.endingWith(".yml", ".yaml")) {
      if (path.startsWith(".github/workflows/")) {
        discovery.guarded(path, () -> github(hosted, path));
      } else if (ImagePath.name(path).equals(".gitlab-ci.yml")) {
        discovery.guarded(path, () -> gitlab(hosted, path));
      }
    }
    discovery.each(
        discovery.matching(name -> name.startsWith("jenkinsfile")), path -> jenkins(hosted, path));
    discovery.each(discovery.endingWith(".sh", ".bash"), path -> script(hosted, path));
  }

  private static void script(Hosted hosted, String path) {
    SourceFile file = hosted.discovery().repository().read(path);
    if (file == null || !file.text().contains("run") && !file.text().contains("set")) {
      return;
    }
    DeployCommands commands =
        new DeployCommands(
            hosted, "shell", path, Roles.of(path, List.of(), "shell", List.of()), "");
    commands.read(file, 0, file.text().length(), Map.of());
    commands.finish();
  }

  private static void github(Hosted hosted, String path) {
    SourceFile file = hosted.discovery().repository().read(path);
    YamlMap root = file == null ? null : hosted.document(path);
    if (file == null || root == null || !(root.get("jobs") instanceof YamlMap jobs)) {
      return;
    }
    for (YamlEntry entry : jobs.entries()) {
      String name = entry.name();
      if (name != null && entry.value() instanceof YamlMap job) {
        job(hosted, file, root, name, job);
      }
    }
  }

  private static void job(Hosted hosted, SourceFile file, YamlMap root, String name, YamlMap job) {
    YamlNode environment = job.get("environment");
    String said =
        environment instanceof YamlScalar scalar
            ? scalar.text()
            : environment instanceof YamlMap map ? map.text("name") : null;
    Roles.Told told = told(file.path(), said, name);
    Map<String, Text> variables = new TreeMap<>();
    variables(root.get("env"), variables);
    variables(job.get("env"), variables);
    DeployCommands commands = new DeployCommands(hosted, KIND, file.path(), told, name);
    for (YamlNode node : job.list("steps")) {
      if (node instanceof YamlMap step) {
        Map<String, Text> own = new TreeMap<>(variables);
        variables(step.get("env"), own);
        if (step.get("run") instanceof YamlScalar run) {
          commands.read(file, run.span().start(), run.span().end(), own);
        }
        action(hosted, file, commands, told, name, step, own);
      }
    }
    commands.finish();
  }

  private static Roles.Told told(String path, @Nullable String environment, String job) {
    if (environment != null) {
      Roles.Told told = Roles.explicit(environment, "environment");
      if (told.role() != Role.UNKNOWN) {
        return told;
      }
    }
    return Roles.of(path, List.of(job), KIND, List.of());
  }

  private static void variables(@Nullable YamlNode node, Map<String, Text> variables) {
    if (node instanceof YamlMap map) {
      for (YamlEntry entry : map.entries()) {
        String name = entry.name();
        if (name != null) {
          Text value = Settings.value(name, entry.value());
          boolean expression = value instanceof Text.Known known && known.value().contains("${{");
          variables.put(
              name,
              expression
                  ? new Text.Unknown("comes from an expression", name, value.span())
                  : value);
        }
      }
    }
  }

  private static void action(
      Hosted hosted,
      SourceFile file,
      DeployCommands commands,
      Roles.Told told,
      String job,
      YamlMap step,
      Map<String, Text> variables) {
    String uses = step.text("uses");
    YamlMap with = step.map("with");
    if (uses == null) {
      return;
    }
    if (uses.startsWith("google-github-actions/deploy-cloudrun") && with != null) {
      cloudRun(hosted, file, told, job, step, with);
    } else if (uses.startsWith("appleboy/ssh-action") && with != null) {
      if (with.get("script") instanceof YamlScalar script) {
        commands.read(file, script.span().start(), script.span().end(), variables);
        remote(hosted, file.path(), told, job, script);
      }
    } else if (uses.startsWith("azure/webapps-deploy") || uses.startsWith("Azure/webapps-deploy")) {
      YamlScalar said = step.scalar("uses");
      Text command = with == null ? null : Settings.text(with, "startup-command");
      Span place = command != null ? command.span() : said == null ? step.span() : said.span();
      if (hosted.hasPython("")) {
        AzureApps.app(
            hosted,
            new Target(KIND, file.path(), job, told, place),
            command,
            "",
            Environment.EMPTY);
      }
    }
  }

  private static void cloudRun(
      Hosted hosted, SourceFile file, Roles.Told told, String job, YamlMap step, YamlMap with) {
    Environment environment = Environment.EMPTY;
    if (with.get("env_vars") instanceof YamlScalar pairs) {
      String separated = pairs.text().replace('\n', ',');
      environment =
          CloudRunDeploys.pairs(
              environment, new Text.Known(separated.replace("${{", "${"), pairs.span()), 0);
    }
    YamlScalar image = with.scalar("image");
    YamlScalar said = step.scalar("uses");
    Target target =
        new Target(KIND, file.path(), job, told, said == null ? step.span() : said.span());
    if (image != null) {
      ImageConfig config = hosted.images().named(image.value(), "python");
      if (NamedImages.isOwn(config, image.span())) {
        hosted.image(target, config, null, null, environment, null);
      }
    } else {
      String source = with.text("source");
      CloudRunDeploys.source(
          hosted,
          target,
          Hosted.relative("", source == null ? "." : source),
          null,
          null,
          environment);
    }
  }

  /** Commands on a host: what serves counts, the rest prepares it. */
  private static void remote(
      Hosted hosted, String path, Roles.Told told, String job, YamlScalar script) {
    List<Text> words = Hosted.shell(script.value());
    ProcessStart start = new ProcessStart(words, Hosted.MOUNT, Environment.EMPTY, null, List.of());
    boolean serves =
        Launches.resolve(start, hosted.files()).stream()
            .anyMatch(each -> Servers.mayServe(each, hosted.files()));
    if (serves) {
      hosted.words(
          new Target(KIND, path, job + "/ssh", told, script.span()), words, "", Environment.EMPTY);
    }
  }

  private static void gitlab(Hosted hosted, String path) {
    SourceFile file = hosted.discovery().repository().read(path);
    YamlMap root = file == null ? null : hosted.document(path);
    if (file == null || root == null) {
      return;
    }
    for (YamlEntry entry : root.entries()) {
      String name = entry.name();
      if (name == null || GITLAB.contains(name) || !(entry.value() instanceof YamlMap job)) {
        continue;
      }
      YamlNode environment = job.get("environment");
      String said =
          environment instanceof YamlScalar scalar
              ? scalar.text()
              : environment instanceof YamlMap map ? map.text("name") : null;
      Map<String, Text> variables = new TreeMap<>();
      variables(root.get("variables"), variables);
      variables(job.get("variables"), variables);
      DeployCommands commands =
          new DeployCommands(hosted, KIND, path, told(path, said, name), name);
      List<YamlNode> lines = new ArrayList<>(job.list("before_script"));
      lines.addAll(job.get("script") instanceof YamlList list ? list.items() : List.of());
      for (YamlNode line : lines) {
        if (line instanceof YamlScalar scalar) {
          commands.read(file, scalar.span().start(), scalar.span().end(), variables);
        }
      }
      commands.finish();
    }
  }

  private static void jenkins(Hosted hosted, String path) {
    SourceFile file = hosted.discovery().repository().read(path);
    if (file == null) {
      return;
    }
    DeployCommands commands =
        new DeployCommands(
            hosted, KIND, path, Roles.of(path, List.of(), KIND, List.of()), "pipeline");
    String text = file.text();
    for (int at = text.indexOf("sh "); at >= 0; at = text.indexOf("sh ", at + 3)) {
      int open = at + 3;
      while (open < text.length() && (text.charAt(open) == ' ' || text.charAt(open) == '(')) {
        open++;
      }
      String quote =
          text.startsWith("\"\"\"", open)
              ? "\"\"\""
              : text.startsWith("'''", open)
                  ? "'''"
                  : text.startsWith("\"", open) ? "\"" : text.startsWith("'", open) ? "'" : "";
      int close = quote.isEmpty() ? -1 : text.indexOf(quote, open + quote.length());
      if (close > 0) {
        commands.read(file, open + quote.length(), close, Map.of());
        at = close;
      }
    }
    commands.finish();
  }
}
