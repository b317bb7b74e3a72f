package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.verdict.Observation;
import io.github.flaskdebugguard.verdict.Verdict;
import java.util.List;

/** Werkzeug's development server faces strangers. */
final class DevelopmentServerInProduction implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "development-server-in-production",
          "A deployment serves the app with Werkzeug's development server.",
          Level.WARNING,
          5.3,
          List.of(489, 400));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(Verdict verdict) {
    // A script that nothing deploys says only that people can try the app, not how it is deployed.
    if (!Judged.exposed(verdict) || verdict.deployment().kind().equals("python")) {
      return List.of();
    }
    return Judged.observed(
        INFO,
        verdict,
        Observation.Kind.DEVELOPMENT_SERVER,
        "the development server is neither secure nor stable nor fast, and one switch away from"
            + " the debugger."
            + Judged.role(verdict),
        "Serve the app with a WSGI server such as gunicorn or waitress.");
  }
}
