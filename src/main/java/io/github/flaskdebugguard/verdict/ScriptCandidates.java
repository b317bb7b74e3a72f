package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cheap tests for files that may serve an app: most files of a repository do not, and to
 * evaluate one costs as much as to start the app. A test may say yes for a file that serves
 * nothing. It says no where only code of another file, under a name of its own, makes the app or
 * serves it.
 */
final class ScriptCandidates {
  private static final String[] RUNS = {
    ".run(", ".run_server(", ".run\n", ".run\r", "run_simple(", ".serve_forever(", "serve("
  };
  private static final String[] SERVERS = {"run_simple", "runserver", "Server(", "server("};
  private static final String[] CALLED = {".run", "serve"};
  private static final String[] SPAWNS = {"subprocess", "os.system("};

  /** What a command that starts an app has in it. */
  private static final String[] LAUNCHES = {
    "\"flask",
    "'flask",
    "flask run",
    "gunicorn",
    "uwsgi",
    "waitress",
    "uvicorn",
    "hypercorn",
    "granian",
    "sys.executable",
    "\"python",
    "'python",
    ".py\"",
    ".py'"
  };

  private static final String[] STARTS = {"__main__", "debug", "DEBUG", "Flask(", "run_simple("};
  private static final String[] APPS = {
    "app", "flask", "Flask", "dash", "Dash", "socketio", "run_simple(", "quart", "connexion"
  };
  private static final String[] DEFINES = {"Flask(", "Quart(", "APIFlask(", "DebuggedApplication"};
  private static final String[] MAKES_OR_RUNS = {"Flask(", "Quart(", "APIFlask(", ".run("};

  /** Names that other words begin with. */
  private static final List<String> SHORT = List.of("app", "dash");

  /** Modules whose function {@code run} serves nothing. */
  private static final List<String> OTHER_RUNNERS =
      List.of("subprocess", "asyncio", "anyio", "trio", "unittest", "cProfile", "pdb");

  private ScriptCandidates() {}

  /** {@return whether running the file may serve an app} */
  static boolean serves(Repository repository, String path) {
    if (!isScript(path)
        || !repository.mayContain(path, STARTS)
        || !repository.mayContain(path, APPS)) {
      return false;
    }
    boolean spawns = repository.mayContain(path, SPAWNS) && repository.mayContain(path, LAUNCHES);
    return spawns || (repository.mayContain(path, RUNS) && runs(repository.read(path)));
  }

  /** {@return whether importing the file, or calling its functions, may turn debug mode on} */
  static boolean turnsOn(Repository repository, String path) {
    return isScript(path)
        && (repository.mayContain(path, "DebuggedApplication", "use_debugger")
            || (repository.mayContain(path, "debug", "DEBUG")
                && repository.mayContain(path, MAKES_OR_RUNS)
                && makesWithDebug(repository.read(path))));
  }

  /** {@return whether a function of the file may serve an app when it is called} */
  static boolean calls(Repository repository, String path) {
    return repository.mayContain(path, SERVERS)
        || (repository.mayContain(path, CALLED) && namesRunner(repository.read(path)));
  }

  /**
   * Tells {@code serve} and {@code .run} from {@code reserved}, {@code server} and {@code .runs}.
   */
  private static boolean namesRunner(@Nullable SourceFile file) {
    String text = file == null ? "" : file.text();
    for (String word : CALLED) {
      for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        int end = at + word.length();
        boolean begins = word.charAt(0) == '.' || at == 0 || !isWord(text.charAt(at - 1));
        boolean ends = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
        if (begins && ends) {
          return true;
        }
      }
    }
    return false;
  }

  /** {@return whether the file makes an app that a server may import} */
  static boolean defines(Repository repository, String path) {
    return repository.mayContain(path, DEFINES);
  }

  private static boolean isScript(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return !name.equals("__init__.py") && !name.equals("setup.py") && !name.equals("conftest.py");
  }

  /** {@return whether an app is named, and something runs that is not known to be another thing} */
  private static boolean runs(@Nullable SourceFile file) {
    return file != null && namesApp(file.text()) && runs(file.text());
  }

  private static boolean makesWithDebug(@Nullable SourceFile file) {
    return file != null
        && (containsAny(file.text(), DEFINES) || runs(file))
        && setsDebug(file.text());
  }

  private static boolean containsAny(String text, String... words) {
    for (String word : words) {
      if (text.contains(word)) {
        return true;
      }
    }
    return false;
  }

  /** {@return whether debug mode may get a value, which needs more than to be asked for} */
  private static boolean setsDebug(String text) {
    int lower = text.indexOf("debug");
    int upper = text.indexOf("DEBUG");
    while (lower >= 0 || upper >= 0) {
      int at = lower < 0 || upper < 0 ? Math.max(lower, upper) : Math.min(lower, upper);
      int end = endOfWords(text, at);
      if (isValue(text, at, end)) {
        return true;
      }
      lower = lower >= 0 && lower < end ? text.indexOf("debug", end) : lower;
      upper = upper >= 0 && upper < end ? text.indexOf("DEBUG", end) : upper;
    }
    return false;
  }

  private static int endOfWords(String text, int at) {
    int end = at;
    while (end < text.length() && (text.charAt(end) == ' ' || isWord(text.charAt(end)))) {
      end++;
    }
    return end;
  }

  /**
   * {@return whether a mention may bind or name a value: a target, a keyword, a key, part of a file
   * name, or an argument; a logger's method and what an object is asked for do not}
   */
  private static boolean isValue(String text, int at, int end) {
    int start = at;
    while (start > 0 && isWord(text.charAt(start - 1))) {
      start--;
    }
    char before = start == 0 ? '\n' : text.charAt(start - 1);
    char after = end == text.length() ? '\n' : text.charAt(end);
    return "='\":".indexOf(after) >= 0
        || "'\"/".indexOf(before) >= 0
        || (",)".indexOf(after) >= 0 && before != '.');
  }

  private static boolean runs(String text) {
    for (String word : RUNS) {
      for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        boolean whole = word.charAt(0) == '.' || at == 0 || !isWord(text.charAt(at - 1));
        if (whole && !OTHER_RUNNERS.contains(wordBefore(text, at))) {
          return true;
        }
      }
    }
    return false;
  }

  private static String wordBefore(String text, int end) {
    int start = end;
    while (start > 0 && isWord(text.charAt(start - 1))) {
      start--;
    }
    return text.substring(start, end);
  }

  /** Tells {@code app} and {@code webapp} from {@code append} and {@code mapping}. */
  private static boolean namesApp(String text) {
    for (String word : APPS) {
      for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        int end = at + word.length();
        if (!SHORT.contains(word)
            || end == text.length()
            || !Character.isLowerCase(text.charAt(end))
            || text.startsWith("lication", end)
            || text.charAt(end) == 's') {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isWord(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }
}
