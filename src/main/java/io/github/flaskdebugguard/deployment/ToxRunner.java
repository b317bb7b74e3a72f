package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.EnvFile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Glob;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code tox -e serve} (by the documentation of tox 4): the commands of the environment in order,
 * without a shell, in the folder of the file; of the caller's variables only those that {@code
 * passenv} names reach them, under what {@code setenv} sets.
 */
final class ToxRunner {
  private static final Set<String> VALUED = Set.of("-c", "--conf", "--workdir", "--root", "-x");

  private final ProcessStart start;
  private final OverlayFiles files;
  private final List<String> names = new ArrayList<>();
  private List<Text> rest = List.of();
  private @Nullable String file;

  private ToxRunner(ProcessStart start, OverlayFiles files) {
    this.start = start;
    this.files = files;
  }

  /** {@return what the environments start; null when there is no file that tells} */
  static @Nullable List<ProcessStart> unwrap(ProcessStart start, OverlayFiles files) {
    ToxRunner runner = new ToxRunner(start, files);
    runner.options();
    ToxFile tox = runner.tox();
    if (tox == null) {
      return null;
    }
    List<ProcessStart> result = new ArrayList<>();
    for (String name : runner.names) {
      if (tox.has(name)) {
        runner.environment(tox, name, result);
      }
    }
    return result;
  }

  private void options() {
    List<Text> words = start.arguments();
    for (int i = 1; i < words.size(); i++) {
      String word = ShellBuiltins.known(words.get(i));
      String next = i + 1 < words.size() ? ShellBuiltins.known(words.get(i + 1)) : null;
      if (word == null) {
        continue;
      }
      if (word.equals("--")) {
        rest = words.subList(i + 1, words.size());
        return;
      }
      boolean shortOption = word.startsWith("-") && !word.startsWith("--");
      if (word.equals("--env") || (shortOption && word.endsWith("e") && word.length() < 6)) {
        names(next);
        i++;
      } else if (word.startsWith("-e") || word.startsWith("--env=")) {
        names(word.substring(word.startsWith("-e") ? 2 : 6));
      } else if ((word.equals("-c") || word.equals("--conf")) && next != null) {
        file = next;
        i++;
      } else if (VALUED.contains(word)) {
        i++;
      }
    }
  }

  private void names(@Nullable String list) {
    for (String name : list == null ? new String[0] : list.split(",")) {
      if (!name.isBlank()) {
        names.add(name.strip());
      }
    }
  }

  private @Nullable ToxFile tox() {
    String named = file;
    List<String> all =
        named != null
            ? List.of(named)
            : List.of("tox.ini", "tox.toml", "setup.cfg", "pyproject.toml");
    for (String name : all) {
      String path = Paths.resolve(start.folder(), name);
      SourceFile text = path == null ? null : files.read(path);
      if (text != null && text.text().contains("commands")) {
        ToxFile tox = ToxFile.read(text);
        if (!tox.names().isEmpty()) {
          return tox;
        }
      }
    }
    return null;
  }

  private void environment(ToxFile tox, String name, List<ProcessStart> result) {
    Environment environment = passed(tox, name);
    for (ToxFile.Line line : tox.lines(name, "setenv", "set_env")) {
      int equals = line.text().indexOf('=');
      if (line.text().startsWith("file|")) {
        environment = ofFile(line, environment);
      } else if (equals > 0) {
        environment =
            environment.with(
                line.text().substring(0, equals).strip(),
                filled(line.text().substring(equals + 1).strip(), line.span(), name));
      }
    }
    String folder = start.folder();
    for (ToxFile.Line line : tox.lines(name, "changedir", "change_dir")) {
      folder =
          filled(line.text(), line.span(), name) instanceof Text.Known known
              ? Paths.resolve(folder, known.value())
              : null;
    }
    for (ToxFile.Line line : tox.lines(name, "commands")) {
      command(line, name, folder, environment, result);
    }
  }

  /** {@code file|.env} takes the variables of a file. */
  private Environment ofFile(ToxFile.Line line, Environment before) {
    String name = line.text().substring("file|".length()).strip();
    String path = Paths.resolve(start.folder(), name);
    if (path == null || files.read(path) == null) {
      return before.withOthers(
          new Text.Unknown("may be set by " + name + ", which is not here", null, line.span()));
    }
    ProcessStart over = Wrappers.with(start, start.arguments(), before);
    return Wrappers.dotenv(over, files, name, EnvFile.Reader.PYTHON_DOTENV, true);
  }

  private Environment passed(ToxFile tox, String name) {
    List<String> patterns = new ArrayList<>(List.of("PATH", "LANG", "LANGUAGE", "PIP_*", "TERM"));
    for (ToxFile.Line line : tox.lines(name, "passenv", "pass_env")) {
      for (String pattern : line.text().split("[\\s,]+")) {
        if (!pattern.isEmpty()) {
          patterns.add(pattern);
        }
      }
    }
    Environment all = start.environment();
    Environment result = Environment.EMPTY;
    for (Map.Entry<String, Environment.Variable> entry : all.variables().entrySet()) {
      Text value = entry.getValue().value();
      if (value != null
          && patterns.stream().anyMatch(pattern -> Glob.name(pattern, entry.getKey()))) {
        result = result.with(entry.getKey(), value);
      }
    }
    return all.others() instanceof Text.Unknown others && patterns.contains("*")
        ? result.withOthers(others)
        : result;
  }

  private void command(
      ToxFile.Line line,
      String name,
      @Nullable String folder,
      Environment environment,
      List<ProcessStart> result) {
    String text = line.text();
    if (text.startsWith("- ") || text.startsWith("! ")) {
      text = text.substring(2);
    }
    List<String> words = ShellWords.split(text);
    if (words == null || words.isEmpty()) {
      return;
    }
    List<Text> arguments = new ArrayList<>();
    for (String word : words) {
      if (word.startsWith("{posargs") && word.endsWith("}")) {
        int colon = word.indexOf(':');
        if (!rest.isEmpty()) {
          arguments.addAll(rest);
        } else if (colon > 0) {
          for (String each : word.substring(colon + 1, word.length() - 1).split(" ")) {
            arguments.add(new Text.Known(each, line.span()));
          }
        }
      } else {
        arguments.add(filled(word, line.span(), name));
      }
    }
    if (arguments.isEmpty()) {
      return;
    }
    List<Fact> trail = new ArrayList<>(start.trail());
    trail.add(new Fact(line.span(), "tox -e " + name + " runs " + text, true));
    result.add(
        new ProcessStart(arguments, folder, environment, start.condition(), trail, start.absent()));
  }

  /** Fills in {@code {toxinidir}}, {@code {envpython}} and {@code {env:NAME:default}}. */
  private Text filled(String text, Span span, String name) {
    String result = text;
    for (int i = 0; i < 20; i++) {
      int open = result.lastIndexOf('{');
      int close = open < 0 ? -1 : result.indexOf('}', open);
      if (close < 0) {
        break;
      }
      String key = result.substring(open + 1, close);
      String value;
      if (key.startsWith("env:")) {
        String[] parts = key.substring(4).split(":", 2);
        switch (start.environment().get(parts[0])) {
          case Text.Known known -> value = known.value();
          case Text.Unknown unknown -> {
            return unknown;
          }
          case null -> value = parts.length > 1 ? parts[1] : "";
        }
      } else {
        value =
            switch (key) {
              case "toxinidir", "tox_root" -> String.valueOf(start.folder());
              case "envpython", "env_python" -> "python";
              case "envname", "env_name" -> name;
              case "posargs" -> "";
              case "envbindir", "env_bin_dir" -> "/usr/bin";
              case "/" -> "/";
              default -> null;
            };
      }
      if (value == null) {
        return new Text.Unknown("comes from tox's " + key, null, span);
      }
      result = result.substring(0, open) + value + result.substring(close + 1);
    }
    return new Text.Known(result, span);
  }
}
