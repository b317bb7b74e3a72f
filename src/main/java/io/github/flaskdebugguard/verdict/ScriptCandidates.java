package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.repository.Repository;

/** The cheap test for scripts that may serve an app when they are run. */
final class ScriptCandidates {
  private static final String[] SERVES = {
    ".run", "run_simple", ".serve_forever", "serve(", "Flask(", "DebuggedApplication", "Quart("
  };

  private ScriptCandidates() {}

  static boolean serves(Repository repository, String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (name.equals("__init__.py") || name.equals("setup.py") || name.equals("conftest.py")) {
      return false;
    }
    return repository.mayContain(path, SERVES);
  }
}
