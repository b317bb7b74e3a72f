package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.EnvFile;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Python tools that start a command in an environment: {@code poetry run}, {@code pipenv run} and
 * their kind, with the scripts that their files name.
 */
final class PackageRunners {
  private static final Set<String> VALUED =
      Set.of(
          "-n",
          "-p",
          "--name",
          "--prefix",
          "--with",
          "--python",
          "--env-file",
          "--project",
          "--directory",
          "--extra",
          "--group",
          "--package",
          "-e",
          "-f",
          "--file",
          "-C",
          "--venv",
          "--cwd");

  private PackageRunners() {}

  static @Nullable List<ProcessStart> unwrap(ProcessStart start, String name, OverlayFiles files) {
    List<Text> words = start.arguments();
    if (name.equals("dotenv")) {
      return dotenv(start, files);
    }
    Environment environment = start.environment();
    int at = 1;
    boolean run = false;
    while (at < words.size()) {
      String word = ShellBuiltins.known(words.get(at));
      if (word == null) {
        break;
      }
      if (!run && (word.equals("run") || word.equals("run-program"))) {
        run = true;
        at++;
      } else if (word.equals("--")) {
        at++;
        break;
      } else if (word.startsWith("-")) {
        String value = at + 1 < words.size() ? ShellBuiltins.known(words.get(at + 1)) : null;
        if (word.equals("--env-file") && value != null && name.equals("uv")) {
          environment = Wrappers.dotenv(start, files, value, EnvFile.Reader.PYTHON_DOTENV, false);
        }
        if (word.equals("-m") || word.equals("--module")) {
          List<Text> module = new ArrayList<>(words.subList(at, words.size()));
          module.addFirst(new Text.Known("python", words.getFirst().span()));
          return List.of(Wrappers.with(start, module, environment));
        }
        at += VALUED.contains(word) ? 2 : 1;
      } else {
        break;
      }
    }
    if (!run || at >= words.size()) {
      return null;
    }
    List<Text> command = words.subList(at, words.size());
    if (name.equals("pipenv")) {
      Text skip = environment.get("PIPENV_DONT_LOAD_ENV");
      if (skip == null) {
        environment = Wrappers.dotenv(start, files, ".env", EnvFile.Reader.PYTHON_DOTENV, false);
      }
    }
    ProcessStart inner = Wrappers.with(start, command, environment);
    return List.of(script(inner, name, files));
  }

  private static ProcessStart script(ProcessStart start, String runner, OverlayFiles files) {
    String wanted = ShellBuiltins.known(start.arguments().getFirst());
    String path =
        Paths.resolve(start.folder(), runner.equals("pipenv") ? "Pipfile" : "pyproject.toml");
    SourceFile file = path == null ? null : files.read(path);
    if (file == null || wanted == null) {
      return start;
    }
    ProjectScripts.Found found = ProjectScripts.find(file, runner, wanted);
    if (found == null) {
      return start;
    }
    Span span = found.text().span();
    Fact fact = new Fact(span, runner + " run " + wanted + " means " + found.text().value(), true);
    List<Text> words = new ArrayList<>();
    if (found.function()) {
      String[] parts = found.text().value().split(":", 2);
      String call =
          "from "
              + parts[0]
              + " import "
              + (parts.length > 1 ? parts[1] : "main")
              + "; "
              + (parts.length > 1 ? parts[1] : "main")
              + "()";
      words.add(new Text.Known("python", span));
      words.add(new Text.Known("-c", span));
      words.add(new Text.Known(call, span));
      words.addAll(start.arguments().subList(1, start.arguments().size()));
    } else {
      words.add(new Text.Known("sh", span));
      words.add(new Text.Known("-c", span));
      words.add(new Text.Known(found.text().value() + " \"$@\"", span));
      words.add(new Text.Known("sh", span));
      words.addAll(start.arguments().subList(1, start.arguments().size()));
    }
    return ScriptFile.with(Wrappers.noted(start, fact), words);
  }

  /**
   * The dotenv command of python-dotenv ({@code dotenv -f F run cmd}, the file wins) and of
   * dotenv-cli ({@code dotenv -e F -- cmd}, the caller wins).
   */
  private static @Nullable List<ProcessStart> dotenv(ProcessStart start, OverlayFiles files) {
    List<Text> words = start.arguments();
    String file = ".env";
    boolean python = false;
    boolean overrides = false;
    int at = 1;
    while (at < words.size()) {
      String word = ShellBuiltins.known(words.get(at));
      String next = at + 1 < words.size() ? ShellBuiltins.known(words.get(at + 1)) : null;
      if (word == null) {
        break;
      }
      if ((word.equals("-f") || word.equals("--file") || word.equals("-e")) && next != null) {
        file = next;
        at += 2;
      } else if (word.equals("run")) {
        python = true;
        overrides = true;
        at++;
      } else if (word.equals("--no-override")) {
        overrides = false;
        at++;
      } else if (word.equals("--")) {
        at++;
        break;
      } else if (word.startsWith("-")) {
        overrides |= word.equals("-o") || word.equals("--override");
        at++;
      } else {
        break;
      }
    }
    if (at >= words.size() || (!python && at == 1)) {
      return null;
    }
    Environment environment =
        Wrappers.dotenv(start, files, file, EnvFile.Reader.PYTHON_DOTENV, overrides);
    return List.of(Wrappers.with(start, words.subList(at, words.size()), environment));
  }
}
