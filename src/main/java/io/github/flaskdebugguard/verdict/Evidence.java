package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.flask.AppCreated;
import io.github.flaskdebugguard.flask.Launch;
import io.github.flaskdebugguard.python.Effect;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.repository.SourceFile;

/** Tells whether anything of a start has to do with Flask. */
final class Evidence {
  private Evidence() {}

  /** {@return whether the command, what the code made or the code's text names Flask} */
  static boolean of(Interpreter run, Launch launch) {
    if (launch instanceof Launch.FlaskCommand
        || launch instanceof Launch.QuartCommand
        || launch instanceof Launch.LibraryCommand) {
      return true;
    }
    for (Effect effect : run.effects()) {
      if (effect.payload() instanceof AppCreated) {
        return true;
      }
    }
    for (SourceFile source : run.sources()) {
      if (source.text().contains("flask") || source.text().contains("Flask")) {
        return true;
      }
    }
    return false;
  }
}
