package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.verdict.Observation;
import io.github.flaskdebugguard.verdict.Verdict;
import java.util.List;

/** A dotenv file of the repository decides over a deployment. */
final class EnvFileInImage implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "env-file-in-image",
          "A dotenv file of the repository reaches a deployment and is loaded at start.",
          Level.ERROR,
          7.5,
          List.of(538, 312));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(Verdict verdict) {
    // A script that nothing deploys runs where its developer keeps the file.
    if (!Judged.exposed(verdict) || verdict.deployment().kind().equals("python")) {
      return List.of();
    }
    return Judged.observed(
        INFO,
        verdict,
        Observation.Kind.ENV_FILE_LOADED,
        "settings of a developer's machine take effect there, and everyone with the image or the"
            + " repository reads them.",
        "List the file in .dockerignore and .gitignore, and set variables where the app is"
            + " deployed.");
  }
}
