package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.EnvFile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlFile;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code task name} of a Taskfile (the tool's documentation, version 3): tasks that others need run
 * before, each command is a shell of its own in the task's folder. The caller's environment wins
 * over {@code env}, a task's over the file's, and {@code env} over {@code dotenv}, of which the
 * first file with a name counts. Taskfiles that a file includes are not followed.
 */
final class TaskfileRunner {
  static final List<String> NAMES =
      List.of(
          "Taskfile.yml",
          "taskfile.yml",
          "Taskfile.yaml",
          "taskfile.yaml",
          "Taskfile.dist.yml",
          "taskfile.dist.yml",
          "Taskfile.dist.yaml",
          "taskfile.dist.yaml");

  private static final Set<String> VALUED =
      Set.of("-t", "--taskfile", "-d", "--dir", "-o", "--output", "-C", "--concurrency", "-I");

  /** Options that show something and run nothing. */
  private static final Set<String> SHOWING =
      Set.of(
          "-l",
          "--list",
          "-a",
          "--list-all",
          "--summary",
          "--status",
          "-i",
          "--init",
          "-n",
          "--dry",
          "--version",
          "-h",
          "--help");

  /** Tasks that are run, also those without commands of their own. */
  private static final int MOST_TASKS = 2 * Limits.TARGETS;

  private final ProcessStart start;
  private final FileView files;
  private final Map<String, Text> given = new HashMap<>();
  private final Set<String> done = new HashSet<>();
  private final List<ProcessStart> result = new ArrayList<>();
  private @Nullable String folder;

  TaskfileRunner(ProcessStart start, FileView files) {
    this.start = start;
    this.files = files;
    this.folder = start.folder();
  }

  /** {@return a shell for each command that the tasks run, or null when there is no Taskfile} */
  @Nullable List<ProcessStart> unwrap() {
    List<String> tasks = new ArrayList<>();
    String name = null;
    List<Text> words = start.arguments();
    for (int i = 1; i < words.size(); i++) {
      String word = ShellBuiltins.known(words.get(i));
      String next = i + 1 < words.size() ? ShellBuiltins.known(words.get(i + 1)) : null;
      if (word == null) {
        continue;
      }
      int equals = word.indexOf('=');
      if (word.equals("--")) {
        given.put(
            "CLI_ARGS",
            ShellExpansion.joined(words.subList(i + 1, words.size()), words.get(i).span()));
        break;
      } else if (SHOWING.contains(word)) {
        return List.of();
      } else if (word.startsWith("-")) {
        name = word.equals("-t") || word.equals("--taskfile") ? next : name;
        if ((word.equals("-d") || word.equals("--dir")) && next != null) {
          folder = Paths.resolve(folder, next);
        }
        i += VALUED.contains(word) ? 1 : 0;
      } else if (equals > 0) {
        given.put(
            word.substring(0, equals),
            new Text.Known(word.substring(equals + 1), words.get(i).span()));
      } else {
        tasks.add(word);
      }
    }
    SourceFile file = file(name);
    YamlMap root = file == null ? null : YamlFile.parse(file).map();
    YamlMap known = root == null ? null : root.map("tasks");
    if (root == null || known == null) {
      return null;
    }
    given.putIfAbsent("CLI_ARGS", new Text.Known("", root.span()));
    if (folder != null) {
      given.put("ROOT_DIR", new Text.Known(folder, root.span()));
      given.put("TASKFILE_DIR", new Text.Known(folder, root.span()));
    }
    for (String task : tasks.isEmpty() ? List.of("default") : tasks) {
      run(root, known, task, given, 0);
    }
    return result;
  }

  private @Nullable SourceFile file(@Nullable String name) {
    for (String each : name == null ? NAMES : List.of(name)) {
      String path = Paths.resolve(folder, each);
      SourceFile file = path == null ? null : files.read(path);
      if (file != null) {
        return file;
      }
    }
    return null;
  }

  private void run(YamlMap root, YamlMap tasks, String name, Map<String, Text> caller, int depth) {
    YamlEntry entry = tasks.entry(name);
    if (entry == null || !done.add(name + caller)) {
      return;
    }
    if (depth > Limits.EXPANSION_LEVELS
        || result.size() > Limits.TARGETS
        || done.size() > MOST_TASKS) {
      LimitNotes.bites(entry.key().span(), "more tasks than are followed; the rest was not run");
      return;
    }
    YamlMap task = entry.value() instanceof YamlMap map ? map : null;
    Map<String, Text> variables = new HashMap<>();
    Environment environment = environment(root, task);
    environment
        .variables()
        .forEach(
            (key, variable) -> {
              Text value = variable.value();
              if (value != null) {
                variables.put(key, value);
              }
            });
    variables(root.map("vars"), variables);
    variables(task == null ? null : task.map("vars"), variables);
    variables.putAll(caller);
    YamlNode commands = task == null ? entry.value() : task.get("cmds");
    if (commands == null && task != null) {
      commands = task.get("cmd");
    }
    if (task != null) {
      for (YamlNode needed : task.list("deps")) {
        if (done.size() <= MOST_TASKS) {
          called(root, tasks, needed, variables, depth);
        }
      }
    }
    String dir = task == null ? null : task.text("dir");
    String at = dir == null ? folder : Paths.resolve(folder, dir);
    List<YamlNode> all =
        commands instanceof YamlList list
            ? list.items()
            : commands == null ? List.of() : List.of(commands);
    for (YamlNode command : all) {
      if (done.size() > MOST_TASKS) {
        break;
      }
      YamlNode line = command instanceof YamlMap map ? map.get("cmd") : command;
      if (line instanceof YamlScalar scalar && !scalar.isNull()) {
        shell(name, scalar, at, variables, environment);
      } else {
        called(root, tasks, command, variables, depth);
      }
    }
  }

  private void called(
      YamlMap root, YamlMap tasks, YamlNode call, Map<String, Text> variables, int depth) {
    Map<String, Text> passed = new HashMap<>(given);
    if (call instanceof YamlScalar name) {
      run(root, tasks, name.text(), passed, depth + 1);
    } else if (call instanceof YamlMap map && map.text("task") instanceof String name) {
      Map<String, Text> own = new HashMap<>(variables);
      variables(map.map("vars"), own);
      YamlMap said = map.map("vars");
      if (said != null) {
        for (YamlEntry entry : said.entries()) {
          String key = String.valueOf(entry.name());
          Text value = own.get(key);
          if (value != null) {
            passed.put(key, value);
          }
        }
      }
      run(root, tasks, name, passed, depth + 1);
    }
  }

  private static void variables(@Nullable YamlMap map, Map<String, Text> variables) {
    if (map == null) {
      return;
    }
    for (YamlEntry entry : map.entries()) {
      String name = entry.name();
      if (name != null) {
        variables.put(name, value(name, entry.value(), variables));
      }
    }
  }

  private static Text value(String name, YamlNode node, Map<String, Text> variables) {
    return node instanceof YamlScalar scalar
        ? text(scalar, variables).value(scalar.span())
        : new Text.Unknown("is what a command prints", name, node.span());
  }

  private static BracedText text(YamlScalar scalar, Map<String, Text> variables) {
    return BracedText.of(scalar.text(), source -> expression(source, scalar.span(), variables));
  }

  private Environment environment(YamlMap root, @Nullable YamlMap task) {
    Environment environment = Environment.EMPTY;
    for (YamlMap layer : task == null ? List.of(root) : List.of(root, task)) {
      Environment loaded = environment;
      for (YamlNode named : layer.list("dotenv").reversed()) {
        loaded = dotenv(loaded, named);
      }
      environment = loaded;
    }
    Environment.Builder result = new Environment.Builder(environment);
    for (YamlMap layer : task == null ? List.of(root) : List.of(root, task)) {
      YamlMap map = layer.map("env");
      if (map != null) {
        for (YamlEntry entry : map.entries()) {
          String name = entry.name();
          if (name != null) {
            result.with(name, value(name, entry.value(), given));
          }
        }
      }
    }
    return result.build().overlaidBy(start.environment());
  }

  private Environment dotenv(Environment environment, YamlNode named) {
    Text name = value("dotenv", named, given);
    if (!(name instanceof Text.Known known)) {
      return environment.withOthers(
          new Text.Unknown("may be set in a file that is not known", null, named.span()));
    }
    String path = Paths.resolve(folder, known.value());
    SourceFile file = path == null ? null : files.read(path);
    if (file == null) {
      boolean absent = path != null && files.presence(path) == FileView.Presence.ABSENT;
      return absent
          ? environment
          : environment.withOthers(
              new Text.Unknown("may be set in " + known.value(), null, named.span()));
    }
    Environment.Builder result = new Environment.Builder(environment);
    for (EnvFile.Entry entry :
        EnvFile.parse(file, EnvFile.Reader.PYTHON_DOTENV, environment::get).entries()) {
      Text value = entry.value();
      if (value != null) {
        result.with(entry.name(), value);
      }
    }
    return result.build();
  }

  private static Text expression(String text, Span span, Map<String, Text> variables) {
    int pipe = text.indexOf('|');
    String name = (pipe < 0 ? text : text.substring(0, pipe)).strip();
    String filter = pipe < 0 ? "" : text.substring(pipe + 1).strip();
    boolean plain =
        name.startsWith(".")
            && name.chars().skip(1).allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
    if (!plain || !(filter.isEmpty() || filter.startsWith("default "))) {
      return new Text.Unknown("comes from the template expression " + text, null, span);
    }
    Text value = variables.get(name.substring(1));
    boolean empty = value == null || (value instanceof Text.Known known && known.value().isEmpty());
    if (empty && !filter.isEmpty()) {
      String otherwise = filter.substring("default ".length()).strip();
      boolean quoted =
          otherwise.length() > 1 && (otherwise.charAt(0) == '"' || otherwise.charAt(0) == '\'');
      return new Text.Known(
          quoted ? otherwise.substring(1, otherwise.length() - 1) : otherwise, span);
    }
    return value == null ? new Text.Known("", span) : value;
  }

  private void shell(
      String task,
      YamlScalar command,
      @Nullable String at,
      Map<String, Text> variables,
      Environment environment) {
    Span span = command.span();
    BracedText line = text(command, variables);
    List<Fact> trail = new ArrayList<>(start.trail());
    trail.add(new Fact(span, "task runs " + task, true));
    result.add(
        new ProcessStart(
            List.of(
                new Text.Known("bash", span),
                new Text.Known("-c", span),
                new Text.Known(line.text(), span)),
            at,
            line.in(environment),
            start.condition(),
            trail,
            start.absent()));
  }
}
