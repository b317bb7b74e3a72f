package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.repository.Repository;

/**
 * The cheap tests for files that may serve an app: most files of a repository do not, and to
 * evaluate one costs as much as to start the app.
 */
final class ScriptCandidates {
  private static final String[] SERVES = {
    ".run(",
    ".run_server(",
    ".run\n",
    ".run\r",
    "run_simple(",
    ".serve_forever(",
    "serve(",
    "subprocess",
    "os.system("
  };
  private static final String[] STARTS = {"__main__", "debug", "DEBUG", "Flask(", "run_simple("};
  private static final String[] APPS = {
    "app", "flask", "Flask", "dash", "Dash", "socketio", "run_simple(", "quart", "connexion"
  };
  private static final String[] DEFINES = {"Flask(", "Quart(", "APIFlask(", "DebuggedApplication"};

  private ScriptCandidates() {}

  /** {@return whether running the file may serve an app} */
  static boolean serves(Repository repository, String path) {
    return isScript(path)
        && repository.mayContain(path, SERVES)
        && repository.mayContain(path, STARTS)
        && repository.mayContain(path, APPS);
  }

  /** {@return whether importing the file, or calling its functions, may turn debug mode on} */
  static boolean turnsOn(Repository repository, String path) {
    return isScript(path)
        && (repository.mayContain(path, "DebuggedApplication", "use_debugger")
            || (repository.mayContain(path, "debug", "DEBUG")
                && (repository.mayContain(path, DEFINES) || repository.mayContain(path, ".run("))));
  }

  /** {@return whether a function of the file may serve an app when it is called} */
  static boolean calls(Repository repository, String path) {
    return repository.mayContain(path, ".run", "run_simple", "serve");
  }

  /** {@return whether the file makes an app that a server may import} */
  static boolean defines(Repository repository, String path) {
    return repository.mayContain(path, DEFINES);
  }

  private static boolean isScript(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return !name.equals("__init__.py") && !name.equals("setup.py") && !name.equals("conftest.py");
  }
}
