package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.document.YamlNode.Style;
import io.github.flaskdebugguard.document.YamlNode.YamlEntry;
import io.github.flaskdebugguard.document.YamlNode.YamlList;
import io.github.flaskdebugguard.document.YamlNode.YamlMap;
import io.github.flaskdebugguard.document.YamlNode.YamlScalar;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call of pm2 (executed: 7.0.4): of a process file, with {@code --env} and {@code --only}, or of
 * a script with its options and, after {@code --}, its arguments.
 */
final class Pm2Command {
  private static final Set<String> STARTS =
      Set.of("start", "startOrRestart", "startOrReload", "startOrGracefulReload");

  /** These start what a process file holds, and only start again what has another name. */
  private static final Set<String> AGAIN = Set.of("restart", "reload");

  private static final Set<String> FLAGS =
      Set.of(
          "--no-daemon",
          "--update-env",
          "-a",
          "-f",
          "--force",
          "--watch",
          "--time",
          "--no-autorestart",
          "--no-vizion",
          "--merge-logs",
          "--silent",
          "-s",
          "--attach",
          "--raw",
          "--json",
          "--no-color",
          "--no-treekill",
          "--wait-ready",
          "--no-pmx",
          "--disable-logs",
          "--auto-exit",
          "--web",
          "--sort");

  /** Options by the keys that a process file has for them. */
  private static final Map<String, String> KEYS =
      Map.of(
          "--name", "name",
          "-n", "name",
          "--interpreter", "interpreter",
          "--interpreter-args", "interpreter_args",
          "--node-args", "interpreter_args",
          "--cwd", "cwd",
          "--port", "port",
          "--env", "--env",
          "--only", "--only");

  private final ProcessStart start;
  private final Map<String, Text> options = new LinkedHashMap<>();
  private List<Text> arguments = List.of();
  private @Nullable Text named;
  private boolean again;

  private Pm2Command(ProcessStart start) {
    this.start = start;
  }

  /** {@return what a call starts, or null when it starts nothing} */
  static @Nullable List<ProcessStart> unwrap(ProcessStart start, String program, FileView files) {
    Pm2Command command = new Pm2Command(start);
    return command.parse(program) ? command.started(files) : null;
  }

  private boolean parse(String program) {
    List<Text> words = start.arguments();
    // pm2-runtime starts what it is given, also without a verb.
    boolean starts = !program.equals("pm2");
    for (int i = 1; i < words.size(); i++) {
      String word = ShellBuiltins.known(words.get(i));
      if (word != null && word.equals("--")) {
        arguments = words.subList(i + 1, words.size());
        break;
      }
      if (word != null && named == null && (STARTS.contains(word) || AGAIN.contains(word))) {
        starts = true;
        again |= AGAIN.contains(word);
      } else if (word != null && word.startsWith("-")) {
        int equals = word.startsWith("--") ? word.indexOf('=') : -1;
        String option = equals < 0 ? word : word.substring(0, equals);
        boolean flag = FLAGS.contains(option);
        if (equals > 0) {
          keep(option, new Text.Known(word.substring(equals + 1), words.get(i).span()));
        } else if (!flag && i + 1 < words.size()) {
          keep(option, words.get(++i));
        }
      } else if (!starts) {
        return false;
      } else if (named == null) {
        named = words.get(i);
      }
    }
    return starts && named != null;
  }

  private void keep(String option, Text value) {
    String key = KEYS.get(option);
    if (key != null) {
      options.put(key, value);
    }
  }

  private List<ProcessStart> started(FileView files) {
    Text target = named;
    if (!(target instanceof Text.Known known)) {
      return target == null
          ? List.of()
          : List.of(Wrappers.with(start, List.of(target), start.environment()));
    }
    if (isProcessFile(known.value())) {
      String path = Paths.resolve(start.folder(), known.value());
      SourceFile file = path == null ? null : files.read(path);
      return file == null ? List.of() : started(Pm2App.of(file));
    }
    return again ? List.of() : started(List.of(app(known)));
  }

  private List<ProcessStart> started(List<Pm2App> apps) {
    String environment = options.get("--env") instanceof Text.Known known ? known.value() : null;
    List<String> only =
        options.get("--only") instanceof Text.Known known
            ? List.of(known.value().split("[ ,]"))
            : List.of();
    List<ProcessStart> starts = new ArrayList<>();
    for (Pm2App app : apps) {
      ProcessStart one =
          only.isEmpty() || only.contains(app.name()) ? app.start(start, environment) : null;
      if (one != null) {
        starts.add(one);
      }
    }
    return starts;
  }

  private static boolean isProcessFile(String name) {
    return name.contains(".json")
        || name.contains(".yml")
        || name.contains(".yaml")
        || name.contains(".config.js")
        || name.contains(".config.cjs")
        || name.contains(".config.mjs");
  }

  /** {@return the app that the words of the call describe} */
  private Pm2App app(Text.Known script) {
    List<YamlEntry> entries = new ArrayList<>();
    entries.add(entry("script", scalar(script)));
    options.forEach((key, value) -> entries.add(entry(key, scalar(value))));
    List<YamlNode> words = new ArrayList<>();
    arguments.forEach(word -> words.add(scalar(word)));
    entries.add(entry("args", new YamlList(words, null, script.span())));
    return new Pm2App(new YamlMap(entries, null, script.span()));
  }

  private static YamlEntry entry(String key, YamlNode value) {
    return new YamlEntry(new YamlScalar(key, Style.PLAIN, null, value.span(), null), value);
  }

  private static YamlScalar scalar(Text text) {
    Span span = text.span();
    return switch (text) {
      case Text.Known known -> new YamlScalar(known.value(), Style.DOUBLE_QUOTED, null, span, null);
      case Text.Unknown unknown ->
          new YamlScalar("", Style.DOUBLE_QUOTED, null, span, String.valueOf(unknown.variable()));
    };
  }
}
