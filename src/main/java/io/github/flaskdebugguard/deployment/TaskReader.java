package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Justfile;
import io.github.flaskdebugguard.document.Makefile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.TomlFile;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that developers run and that start a server: make targets, recipes of just, tasks of
 * Taskfiles, npm and pipenv scripts, tables of task runners in pyproject.toml, tasks of invoke and
 * fabric, environments of tox, sessions of nox. They are development unless their name says
 * otherwise.
 */
final class TaskReader implements DeploymentReader {
  @Override
  public void read(Discovery discovery) {
    DeveloperTasks tasks = new DeveloperTasks(discovery.hosted());
    discovery.each(discovery.named("makefile", "gnumakefile"), path -> makefile(tasks, path));
    discovery.each(discovery.matching(Justfile::isName), path -> justfile(tasks, path));
    discovery.each(
        discovery.named(TaskfileRunner.NAMES.toArray(String[]::new)),
        path -> taskfile(tasks, path));
    discovery.each(discovery.named("pipfile"), path -> pipfile(tasks, path));
    discovery.each(discovery.named("package.json"), path -> npm(tasks, path));
    discovery.each(discovery.named("pyproject.toml"), path -> pyproject(tasks, path));
    discovery.each(discovery.named("tasks.py", "fabfile.py"), path -> tasks(tasks, path));
    discovery.each(discovery.named("tox.ini", "tox.toml"), path -> tox(tasks, path));
    discovery.each(discovery.named("noxfile.py"), path -> nox(tasks, path));
    tasks.finish();
  }

  private static void makefile(DeveloperTasks tasks, String path) {
    SourceFile file = tasks.repository().read(path);
    if (file == null) {
      return;
    }
    int left = Limits.TARGETS;
    for (Makefile.Statement statement : Makefile.parse(file).statements()) {
      if (statement instanceof Makefile.Statement.Rule rule && !rule.recipe().isEmpty()) {
        if (left-- <= 0) {
          LimitNotes.bites(
              rule.span(), "more than " + Limits.TARGETS + " targets; the rest was not judged");
          return;
        }
        String target = rule.targets().strip().split("\\s+", 2)[0];
        if (!target.isEmpty()
            && !target.startsWith(".")
            && target.indexOf('$') < 0
            && target.indexOf('%') < 0) {
          containers(tasks, file, target, rule);
          Span place = rule.recipe().getFirst().span();
          tasks.add(
              "makefile",
              path,
              target,
              place,
              List.of(new Text.Known("make", rule.span()), new Text.Known(target, rule.span())));
        }
      }
    }
  }

  /** What a recipe runs in containers. */
  private static void containers(
      DeveloperTasks tasks, SourceFile file, String target, Makefile.Statement.Rule rule) {
    Roles.Told told = Roles.of(file.path(), List.of(target));
    if (told.role() == Role.UNKNOWN) {
      told = new Roles.Told(Role.DEVELOPMENT, "a task of makefile that developers run");
    }
    DeployCommands commands =
        new DeployCommands(tasks.hosted(), "makefile", file.path(), told, target);
    Span last = rule.recipe().getLast().span();
    Span first = rule.recipe().getFirst().span();
    String text = file.text().substring(first.start(), Math.max(first.start(), last.end()));
    if (text.contains("docker run") || text.contains("podman run")) {
      commands.read(file, first.start(), last.end(), Map.of());
      commands.finish();
    }
  }

  private static void justfile(DeveloperTasks tasks, String path) {
    SourceFile file = tasks.repository().read(path);
    if (file != null) {
      Justfile.parse(file).recipes().values().stream()
          .filter(recipe -> !recipe.lines().isEmpty())
          .forEach(
              recipe ->
                  tasks.add(
                      "just",
                      path,
                      recipe.name(),
                      recipe.lines().getFirst().span(),
                      words(recipe.span(), "just", recipe.name())));
    }
  }

  private static void taskfile(DeveloperTasks tasks, String path) {
    YamlMap root = tasks.hosted().document(path);
    if (root != null && root.get("tasks") instanceof YamlMap known) {
      for (YamlEntry entry : known.entries()) {
        String name = entry.name();
        if (name != null && name.indexOf('*') < 0) {
          tasks.add(
              "taskfile", path, name, entry.key().span(), words(entry.key().span(), "task", name));
        }
      }
    }
  }

  private static void pipfile(DeveloperTasks tasks, String path) {
    YamlMap root = toml(tasks, path);
    if (root != null && root.get("scripts") instanceof YamlMap scripts) {
      runner(tasks, "pipenv", path, scripts, "pipenv");
    }
  }

  private static void npm(DeveloperTasks tasks, String path) {
    YamlMap root = tasks.hosted().document(path);
    if (root != null && root.get("scripts") instanceof YamlMap scripts) {
      runner(tasks, "npm", path, scripts, "npm");
    }
  }

  private static @Nullable YamlMap toml(DeveloperTasks tasks, String path) {
    SourceFile file = tasks.repository().read(path);
    return file == null ? null : TomlFile.parse(file);
  }

  private static void runner(
      DeveloperTasks tasks, String kind, String path, YamlMap scripts, String program) {
    for (YamlEntry entry : scripts.entries()) {
      String name = entry.name();
      if (name != null && entry.value() instanceof YamlScalar line) {
        tasks.add(
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

  private static void pyproject(DeveloperTasks tasks, String path) {
    YamlMap root = toml(tasks, path);
    if (root != null && root.get("tool") instanceof YamlMap tools) {
      for (YamlEntry tool : tools.entries()) {
        Set<String> named = new LinkedHashSet<>();
        commands(tasks, path, String.valueOf(tool.name()), tool.value(), named, 0);
      }
    }
  }

  private static void commands(
      DeveloperTasks tasks, String path, String name, YamlNode node, Set<String> named, int depth) {
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
            commands(tasks, path, inner ? name : key, entry.value(), named, depth + 1);
          }
        }
      }
      case YamlList list ->
          list.items().forEach(item -> commands(tasks, path, name, item, named, 10));
      case YamlScalar scalar -> {
        String line = scalar.text();
        // Runners mark lines for a shell by a prefix: "*:flask run", "*(folder):npm run dev".
        int colon = line.startsWith("*") ? line.indexOf(':') : -1;
        String command = line.substring(colon + 1).strip();
        if (!scalar.isPlain() && command.indexOf(' ') > 0 && named.add(name)) {
          Text text = new Text.Known(command, scalar.span());
          if (!tasks.add("pyproject", path, name, scalar.span(), Hosted.shell(text))) {
            named.remove(name);
          }
        }
      }
    }
  }

  private static void tasks(DeveloperTasks tasks, String path) {
    SourceFile file = tasks.repository().read(path);
    if (file != null) {
      for (PythonTasks.Task task : PythonTasks.lines(file)) {
        List<Text> words =
            task.environment().isEmpty()
                ? Hosted.shell(task.words().getFirst())
                : PythonTasks.withEnvironment(task);
        tasks.add("invoke", path, task.function(), task.place(), words);
      }
    }
  }

  private static void tox(DeveloperTasks tasks, String path) {
    SourceFile file =
        tasks.repository().mayContain(path, "testenv", "[env", "tox.env")
            ? tasks.repository().read(path)
            : null;
    if (file != null) {
      ToxFile settings = ToxFile.read(file);
      for (String name : settings.names()) {
        Span place = settings.lines(name, "commands").getFirst().span();
        tasks.add("tox", path, name, place, words(place, "tox", "-e", name));
      }
    }
  }

  private static void nox(DeveloperTasks tasks, String path) {
    SourceFile file = tasks.repository().read(path);
    if (file != null) {
      Set<String> done = new LinkedHashSet<>();
      for (PythonTasks.Task task : PythonTasks.sessions(file)) {
        if (done.add(task.function())) {
          tasks.add(
              "nox",
              path,
              task.function(),
              task.place(),
              words(task.place(), "nox", "-s", task.function()));
        }
      }
    }
  }

  private static List<Text> words(Span span, String... words) {
    List<Text> result = new ArrayList<>();
    for (String word : words) {
      result.add(new Text.Known(word, span));
    }
    return result;
  }
}
