package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells, without knowing the code, which processes may serve a Flask app. */
final class Servers {
  private static final Set<String> PROGRAMS =
      Set.of(
          "gunicorn",
          "uwsgi",
          "waitress-serve",
          "hypercorn",
          "uvicorn",
          "daphne",
          "mod_wsgi-express",
          "twistd",
          "twist",
          "chaussette",
          "granian",
          "unitd",
          "cheroot",
          "supervisord",
          "circusd",
          "eventlet",
          "bjoern",
          "meinheld",
          "flask-socketio",
          "gevent",
          "pserve",
          "functions-framework",
          "functions-framework-python",
          "functions_framework",
          "ff");

  /** Programs and modules with a command {@code run} that serves, beside others that do not. */
  private static final Set<String> WITH_RUN = Set.of("flask", "quart", "connexion");

  /** Words in an image's name or in a command that point to Python. */
  private static final List<String> PYTHON =
      List.of(
          "python",
          "pypy",
          "flask",
          "quart",
          "gunicorn",
          "uwsgi",
          "waitress",
          "uvicorn",
          "hypercorn",
          "gevent",
          "conda",
          "poetry",
          "pipenv",
          "fastapi",
          "celery",
          "django");

  private static final Set<String> MODULES =
      Set.of(
          "gunicorn",
          "uwsgi",
          "waitress",
          "hypercorn",
          "uvicorn",
          "daphne",
          "werkzeug",
          "granian",
          "eventlet",
          "cheroot",
          "functions_framework");

  /** Commands of {@code flask} and of management scripts that end by themselves. */
  private static final Set<String> TASKS =
      Set.of(
          "db",
          "shell",
          "routes",
          "init-db",
          "initdb",
          "migrate",
          "upgrade",
          "test",
          "tests",
          "createsuperuser",
          "create_db",
          "create-db",
          "seed",
          "seed_db",
          "collectstatic",
          "makemigrations",
          "translate",
          "babel",
          "assets",
          "clean",
          "lint",
          "cov",
          "deploy",
          "init",
          "setup");

  private Servers() {}

  /** {@return whether a process may serve; an unknown program may} */
  private static boolean mayServe(ProcessStart start, @Nullable SourceFile script) {
    List<Text> words = start.arguments();
    String program = ShellBuiltins.known(words.getFirst());
    if (program == null) {
      return false;
    }
    String name = Programs.name(program);
    if (PROGRAMS.contains(name)) {
      return true;
    }
    if (WITH_RUN.contains(name)) {
      return saysRun(words);
    }
    if (!isPython(name)) {
      return false;
    }
    int at = 1;
    while (at < words.size()) {
      String word = ShellBuiltins.known(words.get(at));
      if (word == null || !word.startsWith("-")) {
        break;
      }
      if (word.equals("-m")) {
        String module = at + 1 < words.size() ? ShellBuiltins.known(words.get(at + 1)) : null;
        if (module == null || MODULES.contains(module)) {
          return module != null;
        }
        return WITH_RUN.contains(module) ? saysRun(words) : runs(script);
      }
      if (word.equals("-c")) {
        String code = at + 1 < words.size() ? ShellBuiltins.known(words.get(at + 1)) : null;
        return code != null && code.contains("run(");
      }
      at += word.equals("-W") || word.equals("-X") ? 2 : 1;
    }
    if (at >= words.size()) {
      return false;
    }
    String task = at + 1 < words.size() ? ShellBuiltins.known(words.get(at + 1)) : null;
    return (task == null || !TASKS.contains(task)) && runs(script);
  }

  private static boolean saysRun(List<Text> words) {
    return words.stream().anyMatch(word -> "run".equals(ShellBuiltins.known(word)));
  }

  /** {@return whether an image's name or a word of a command points to Python} */
  static boolean pointsToPython(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return PYTHON.stream().anyMatch(lower::contains);
  }

  /** {@return whether this is a Python interpreter's name} */
  static boolean isPython(String name) {
    return name.startsWith("python") || name.startsWith("pypy");
  }

  private static boolean runs(@Nullable SourceFile script) {
    if (script == null) {
      return false;
    }
    String text = script.text();
    return text.contains("run(")
        || text.contains("serve")
        || text.toLowerCase(Locale.ROOT).contains("flask");
  }

  /** {@return the Python file that a process runs, or null when it is not in the files} */
  static @Nullable String script(ProcessStart start, FileView files) {
    List<Text> words = start.arguments();
    String program = ShellBuiltins.known(words.getFirst());
    if (program == null || !isPython(Paths.name(program))) {
      return null;
    }
    for (int i = 1; i < words.size(); i++) {
      String word = ShellBuiltins.known(words.get(i));
      if (word == null || word.equals("-c")) {
        return null;
      }
      if (word.equals("-m") && i + 1 < words.size()) {
        String module = ShellBuiltins.known(words.get(i + 1));
        String path =
            module == null ? null : Paths.resolve(start.folder(), module.replace('.', '/'));
        if (path == null) {
          return null;
        }
        return files.read(path + ".py") != null ? path + ".py" : path + "/__main__.py";
      }
      if (!word.startsWith("-")) {
        return Paths.resolve(start.folder(), word);
      }
      i += word.equals("-W") || word.equals("-X") ? 1 : 0;
    }
    return null;
  }

  /** {@return whether a process may serve, by its program and by the script that it runs} */
  static boolean mayServe(ProcessStart start, FileView files) {
    String path = script(start, files);
    return mayServe(start, path == null ? null : files.read(path));
  }
}
