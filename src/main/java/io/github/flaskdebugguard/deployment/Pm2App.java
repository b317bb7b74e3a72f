package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.JavaScriptModule;
import io.github.flaskdebugguard.document.JsonFile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlFile;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.LimitNotes;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An app of a process file of pm2 (executed: 7.0.4). {@code env} beats the caller's environment,
 * {@code env_NAME} beats both when {@code --env NAME} is given, and {@code port} sets {@code PORT}
 * before that. The folder is {@code cwd}, else the one that pm2 is called in. A script with a blank
 * is a line for bash; what is not a program by itself and has no interpreter goes to node.
 */
record Pm2App(YamlMap map) {
  private static final String ENVIRONMENT = "env_";
  private static final int MOST_ENVIRONMENTS = 100;

  /** Programs that pm2 sees to be no scripts, so that it starts them without an interpreter. */
  private static final Set<String> COMPILED =
      Set.of("python", "pypy", "pypy3", "bash", "sh", "dash", "uwsgi", "uv", "node", "docker");

  /** {@return the apps of a process file in the format that its name tells} */
  static List<Pm2App> of(SourceFile file) {
    String name = file.path();
    YamlNode root =
        name.endsWith(".json")
            ? JsonFile.parse(file).root()
            : name.endsWith(".yml") || name.endsWith(".yaml")
                ? YamlFile.parse(file).map()
                : JavaScriptModule.exported(file);
    YamlNode apps = root;
    if (root instanceof YamlMap map) {
      YamlNode inner = map.get("apps") == null ? map.get("pm2") : map.get("apps");
      apps = inner == null ? root : inner;
    }
    List<Pm2App> result = new ArrayList<>();
    if (apps instanceof YamlMap one) {
      result.add(new Pm2App(one));
    } else if (apps instanceof YamlList list) {
      list.maps().forEach(each -> result.add(new Pm2App(each)));
    }
    return result.stream().filter(app -> app.script() != null && app.isStarted()).toList();
  }

  private boolean isStarted() {
    return !"false".equals(map.text("autostart"));
  }

  /** {@return the value of the first of these keys that is there} */
  private @Nullable Text first(String... keys) {
    for (String key : keys) {
      YamlNode node = map.get(key);
      if (node instanceof YamlScalar scalar && !scalar.isNull() && !scalar.text().isEmpty()) {
        return value(scalar);
      }
    }
    return null;
  }

  private @Nullable Text script() {
    return first("script", "cmd", "command");
  }

  /** {@return where the app says what it starts} */
  Span place() {
    Text script = script();
    return script == null ? map.span() : script.span();
  }

  /** {@return its name, else that of its script without the ending} */
  String name() {
    if (first("name") instanceof Text.Known name) {
      return name.value();
    }
    String script = script() instanceof Text.Known known ? Paths.name(known.value()) : "app";
    int dot = script.lastIndexOf('.');
    return dot > 0 ? script.substring(0, dot) : script;
  }

  /** {@return the names for which {@code --env} adds variables} */
  List<String> environments() {
    List<String> names = new ArrayList<>();
    for (YamlEntry entry : map.entries()) {
      String key = entry.name();
      if (key != null && key.startsWith(ENVIRONMENT) && entry.value() instanceof YamlMap) {
        if (names.size() == MOST_ENVIRONMENTS) {
          LimitNotes.bites(
              entry.key().span(),
              "more than " + MOST_ENVIRONMENTS + " environments; the rest is not judged");
          break;
        }
        names.add(key.substring(ENVIRONMENT.length()));
      }
    }
    return names;
  }

  /** {@return the folder that the app names, or null} */
  @Nullable Text folder() {
    return first("cwd");
  }

  /**
   * {@return the process, or null when node gets a script that is not its own}
   *
   * @param caller how pm2 was called
   * @param environment what {@code --env} names, or null
   */
  @Nullable ProcessStart start(ProcessStart caller, @Nullable String environment) {
    List<Text> words = words();
    if (words == null) {
      return null;
    }
    List<Fact> trail = new ArrayList<>(caller.trail());
    trail.add(new Fact(place(), "pm2 starts " + name() + " of " + place().path(), true));
    return new ProcessStart(
        words,
        switch (folder()) {
          case null -> caller.folder();
          case Text.Known known -> Paths.resolve(caller.folder(), known.value());
          case Text.Unknown unknown -> caller.folder();
        },
        environment(caller.environment(), environment),
        caller.condition(),
        trail,
        caller.absent());
  }

  private Environment environment(Environment caller, @Nullable String name) {
    Environment result = variables(caller, map.get("env"));
    if (first("port") instanceof Text.Known port) {
      result = result.with("PORT", port);
    }
    return name == null ? result : variables(result, map.get(ENVIRONMENT + name));
  }

  private static Environment variables(Environment environment, @Nullable YamlNode node) {
    if (!(node instanceof YamlMap variables)) {
      return node instanceof YamlScalar scalar && value(scalar) instanceof Text.Unknown unknown
          ? environment.withOthers(unknown)
          : environment;
    }
    Environment.Builder result = new Environment.Builder(environment);
    for (YamlEntry entry : variables.entries()) {
      String name = entry.name();
      if (name == null) {
        continue;
      }
      Text value =
          entry.value() instanceof YamlScalar scalar
              ? value(scalar)
              : new Text.Unknown("is no plain value", name, entry.value().span());
      if (name.equals(JavaScriptModule.SPREAD) && value instanceof Text.Unknown unknown) {
        result.withOthers(unknown);
      } else {
        result.with(name, value);
      }
    }
    return result.build();
  }

  private static Text value(YamlScalar scalar) {
    String expression = scalar.template();
    return expression == null
        ? new Text.Known(scalar.text(), scalar.span())
        : new Text.Unknown("comes from " + expression, null, scalar.span());
  }

  /** {@return the script with its arguments, without an interpreter} */
  List<Text> command() {
    Text script = script();
    List<Text> words = new ArrayList<>();
    words.add(script == null ? new Text.Known("", map.span()) : script);
    words.addAll(list("args"));
    return words;
  }

  private @Nullable List<Text> words() {
    Text script = script();
    if (!(script instanceof Text.Known known)) {
      return script == null ? null : List.of(script);
    }
    if (known.value().indexOf(' ') >= 0) {
      return List.of(
          new Text.Known("bash", known.span()), new Text.Known("-c", known.span()), known);
    }
    List<Text> words = new ArrayList<>();
    Text interpreter = first("exec_interpreter", "interpreter");
    if (interpreter == null) {
      interpreter = interpreter(known);
      if (interpreter == null) {
        return null;
      }
    }
    boolean none = interpreter instanceof Text.Known it && it.value().equals("none");
    boolean python =
        interpreter instanceof Text.Known it && Paths.name(it.value()).startsWith("py");
    // NOTE: a program that pm2 finds in PATH is a Python script that any Python runs alike.
    boolean installed = known.value().indexOf('/') < 0 && known.value().indexOf('.') < 0;
    if (!none && !(python && installed)) {
      words.add(interpreter);
      words.addAll(list("node_args", "interpreterArgs", "interpreter_args"));
    }
    words.addAll(command());
    return words;
  }

  private static @Nullable Text interpreter(Text.Known script) {
    String name = Paths.name(script.value());
    int dot = name.lastIndexOf('.');
    String ending = dot < 0 ? "" : name.substring(dot);
    boolean versioned = name.startsWith("python3");
    String interpreter =
        switch (ending) {
          case ".py" -> "python";
          case ".sh" -> "bash";
          default -> versioned || COMPILED.contains(name) ? "none" : null;
        };
    return interpreter == null ? null : new Text.Known(interpreter, script.span());
  }

  /** Words as a list, or as one text that pm2 splits at blanks outside of quotes. */
  private List<Text> list(String... keys) {
    for (String key : keys) {
      YamlNode node = map.get(key);
      if (node instanceof YamlScalar scalar && !scalar.isNull() && !scalar.text().isBlank()) {
        return Hosted.split(value(scalar));
      }
      if (node instanceof YamlList list) {
        List<Text> words = new ArrayList<>();
        for (YamlNode item : list.items()) {
          words.add(
              item instanceof YamlScalar scalar
                  ? value(scalar)
                  : new Text.Unknown("is no plain value", null, item.span()));
        }
        return words;
      }
    }
    return List.of();
  }
}
