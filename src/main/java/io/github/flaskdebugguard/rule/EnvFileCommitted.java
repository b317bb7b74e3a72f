package io.github.flaskdebugguard.rule;

import java.util.ArrayList;
import java.util.List;

/** A dotenv file with secrets or debug settings is under version control. */
final class EnvFileCommitted implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "env-file-committed",
          "A dotenv file with secrets or debug settings is under version control.",
          Level.WARNING,
          5.3,
          List.of(540, 312, 538));

  private static final int NAMED = 5;

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> checkEnvFiles(List<EnvFileHeld> files) {
    List<Finding> findings = new ArrayList<>();
    for (EnvFileHeld file : files) {
      boolean meantToBeShared = file.path().endsWith(".flaskenv") && file.secrets().isEmpty();
      if (file.first() != null && !meantToBeShared) {
        findings.add(
            new Finding(
                INFO,
                INFO.level(),
                file.first(),
                file.path() + " is part of the repository" + holds(file),
                file.secrets().isEmpty()
                    ? "Leave the file out of version control, list it in .gitignore, and commit"
                        + " a .env.example without values."
                    : "Replace the secrets, since the history keeps them; leave the file out of"
                        + " version control, list it in .gitignore, and commit a .env.example"
                        + " without values.",
                List.of(),
                List.of(),
                null));
      }
    }
    return findings;
  }

  private static String holds(EnvFileHeld file) {
    String secrets = named(file.secrets());
    String debug = named(file.debug());
    if (secrets.isEmpty()) {
      return " and turns debug mode on (" + debug + ") for everyone who starts the app with it.";
    }
    return " and holds secrets ("
        + secrets
        + "), which everyone who can read the repository or its history knows."
        + (debug.isEmpty() ? "" : " It turns debug mode on too (" + debug + ").");
  }

  private static String named(List<String> names) {
    return names.size() <= NAMED
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, NAMED)) + " and others";
  }
}
