package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.deployment.Deployment;
import io.github.flaskdebugguard.deployment.ProcessStart;
import io.github.flaskdebugguard.document.Text;
import java.util.Locale;

/**
 * Tells whether a deployment whose code cannot be read has to do with Flask all the same, by what
 * its own files call it. Folders do not count: a database beside a Flask app stands in the same
 * one.
 */
final class NamesFlask {
  private static final String FLASK = "flask";

  private NamesFlask() {}

  static boolean in(Deployment deployment, ProcessStart start) {
    String id = deployment.id();
    String unit = id.substring(id.indexOf('#') + 1);
    String path = deployment.place().path();
    if (names(unit.substring(unit.lastIndexOf('/') + 1))
        || names(path.substring(path.lastIndexOf('/') + 1))) {
      return true;
    }
    for (Text word : start.arguments()) {
      if (word instanceof Text.Known known && names(known.value())) {
        return true;
      }
    }
    for (String variable : start.environment().variables().keySet()) {
      if (variable.startsWith("FLASK_")) {
        return true;
      }
    }
    // NOTE: the program of an image built elsewhere is not known, and its packages are not either.
    boolean own =
        !start.arguments().isEmpty() && start.arguments().getFirst() instanceof Text.Known;
    return own && deployment.packages().requirements().containsKey(FLASK);
  }

  static boolean names(String text) {
    return text.toLowerCase(Locale.ROOT).contains(FLASK);
  }
}
