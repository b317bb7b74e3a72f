package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.deployment.Hosted.Target;
import io.github.flaskdebugguard.document.Makefile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.TomlFile;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that developers run and that start a server: make targets, npm and pipenv scripts, tables
 * of task runners in pyproject.toml, tasks of invoke and fabric. They are development unless their
 * name says otherwise.
 */
final class TaskReader implements DeploymentReader {
  private static final int MOST_TARGETS = 300;
  private static final List<String> CALLS = List.of("local(", ".run(", "session.run(", ".sudo(");

  @Override
  public void read(Discovery discovery) {
    Hosted hosted = new Hosted(discovery);
    discovery.each(discovery.named("makefile", "gnumakefile"), path -> makefile(hosted, path));
    discovery.each(discovery.named("pipfile"), path -> pipfile(hosted, path));
    discovery.each(discovery.named("package.json"), path -> npm(hosted, path));
    discovery.each(discovery.named("pyproject.toml"), path -> pyproject(hosted, path));
    discovery.each(discovery.named("tasks.py", "fabfile.py"), path -> tasks(hosted, path));
  }

  private static void makefile(Hosted hosted, String path) {
    SourceFile file = hosted.discovery().repository().read(path);
    if (file == null) {
      return;
    }
    int left = MOST_TARGETS;
    for (Makefile.Statement statement : Makefile.parse(file).statements()) {
      if (statement instanceof Makefile.Statement.Rule rule
          && !rule.recipe().isEmpty()
          && left-- > 0) {
        String target = rule.targets().strip().split("\\s+", 2)[0];
        if (!target.isEmpty()
            && !target.startsWith(".")
            && target.indexOf('$') < 0
            && target.indexOf('%') < 0) {
          Span place = rule.recipe().getFirst().span();
          task(
              hosted,
              "makefile",
              path,
              target,
              place,
              List.of(new Text.Known("make", rule.span()), new Text.Known(target, rule.span())));
        }
      }
    }
  }

  private static void pipfile(Hosted hosted, String path) {
    YamlMap root = toml(hosted, path);
    if (root != null && root.get("scripts") instanceof YamlMap scripts) {
      runner(hosted, "pipenv", path, scripts, "pipenv");
    }
  }

  private static void npm(Hosted hosted, String path) {
    YamlMap root = hosted.document(path);
    if (root != null && root.get("scripts") instanceof YamlMap scripts) {
      runner(hosted, "npm", path, scripts, "npm");
    }
  }

  private static @Nullable YamlMap toml(Hosted hosted, String path) {
    SourceFile file = hosted.discovery().repository().read(path);
    return file == null ? null : TomlFile.parse(file);
  }

  private static void runner(
      Hosted hosted, String kind, String path, YamlMap scripts, String program) {
    for (YamlEntry entry : scripts.entries()) {
      String name = entry.name();
      if (name != null && entry.value() instanceof YamlScalar line) {
        task(
            hosted,
            kind,
            path,
            name,
            line.span(),
            List.of(
                new Text.Known(program, line.span()),
                new Text.Known("run", line.span()),
                new Text.Known(name, line.span())));
      }
    }
  }

  private static void pyproject(Hosted hosted, String path) {
    YamlMap root = toml(hosted, path);
    if (root != null && root.get("tool") instanceof YamlMap tools) {
      for (YamlEntry tool : tools.entries()) {
        Set<String> named = new LinkedHashSet<>();
        commands(hosted, path, String.valueOf(tool.name()), tool.value(), named, 0);
      }
    }
  }

  private static void commands(
      Hosted hosted, String path, String name, YamlNode node, Set<String> named, int depth) {
    switch (node) {
      case YamlMap map -> {
        for (YamlEntry entry : map.entries()) {
          String key = String.valueOf(entry.name());
          boolean inner =
              key.equals("cmd")
                  || key.equals("shell")
                  || key.equals("scripts")
                  || key.equals("tasks");
          if (depth < 10) {
            commands(hosted, path, inner ? name : key, entry.value(), named, depth + 1);
          }
        }
      }
      case YamlList list ->
          list.items().forEach(item -> commands(hosted, path, name, item, named, 10));
      case YamlScalar scalar -> {
        String line = scalar.text();
        // Runners mark lines for a shell by a prefix: "*:flask run", "*(folder):npm run dev".
        int colon = line.startsWith("*") ? line.indexOf(':') : -1;
        String command = line.substring(colon + 1).strip();
        if (!scalar.isPlain() && command.indexOf(' ') > 0 && named.add(name)) {
          Text text = new Text.Known(command, scalar.span());
          if (!task(hosted, "pyproject", path, name, scalar.span(), Hosted.shell(text))) {
            named.remove(name);
          }
        }
      }
    }
  }

  private static void tasks(Hosted hosted, String path) {
    SourceFile file = hosted.discovery().repository().read(path);
    if (file == null) {
      return;
    }
    String text = file.text();
    for (String call : CALLS) {
      for (int at = text.indexOf(call); at >= 0; at = text.indexOf(call, at + 1)) {
        int open = at + call.length();
        char quote = open < text.length() ? text.charAt(open) : ' ';
        int close = quote == '"' || quote == '\'' ? text.indexOf(quote, open + 1) : -1;
        if (close > open + 1 && text.indexOf('\n', open) > close) {
          Text line = new Text.Known(text.substring(open + 1, close), file.span(open, close + 1));
          task(hosted, "invoke", path, function(text, at), line.span(), Hosted.shell(line));
        }
      }
    }
  }

  private static String function(String text, int at) {
    int def = text.lastIndexOf("\ndef ", at);
    int open = def < 0 ? -1 : text.indexOf('(', def);
    return open < 0 ? "main" : text.substring(def + 5, open).strip();
  }

  private static boolean task(
      Hosted hosted, String kind, String path, String name, Span place, List<Text> words) {
    String folder = ImagePath.folder(path);
    ProcessStart start =
        new ProcessStart(
            words,
            ImagePath.resolve(Hosted.MOUNT, folder.isEmpty() ? "." : folder),
            Environment.EMPTY,
            null,
            List.of());
    ImageFiles files = developerFiles(hosted);
    List<ProcessStart> serving = new ArrayList<>();
    for (ProcessStart each : Launches.resolve(start, files)) {
      if (Servers.mayServe(each, files)) {
        serving.add(each);
      }
    }
    if (serving.isEmpty()) {
      return false;
    }
    Roles.Told told = Roles.of(path, List.of(name));
    if (told.role() == Role.UNKNOWN) {
      told = new Roles.Told(Role.DEVELOPMENT, "a task of " + kind + " that developers run");
    }
    Span shown = serving.getFirst().arguments().getFirst().span();
    Target target = new Target(kind, path, name, told, shown.path().equals(path) ? shown : place);
    return hosted.start(target, start, files, Exposure.NONE, List.of(), folder);
  }

  /** The clone of a developer, in which what Git is told to ignore by name may stand. */
  private static ImageFiles developerFiles(Hosted hosted) {
    ImageFiles files = hosted.files();
    SourceFile ignored = hosted.discovery().repository().read(".gitignore");
    if (ignored == null) {
      return files;
    }
    for (String line : ignored.text().lines().limit(MOST_TARGETS).toList()) {
      String name = line.strip();
      name = name.startsWith("/") ? name.substring(1) : name;
      boolean plain =
          !name.isEmpty()
              && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || "._-".indexOf(c) >= 0);
      if (plain
          && name.indexOf('.') >= 0
          && !name.startsWith(".venv")
          && !name.equals("..")
          && !hosted.discovery().repository().isFile(name)
          && !hosted.discovery().repository().isFolder(name)) {
        files = files.opaque(Hosted.MOUNT + "/" + name);
      }
    }
    return files;
  }
}
