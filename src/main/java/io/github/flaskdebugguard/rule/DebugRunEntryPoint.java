package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.verdict.State;
import io.github.flaskdebugguard.verdict.Verdict;
import java.util.List;

/** A script would serve the debugger if someone ran it where strangers reach it. */
final class DebugRunEntryPoint implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "debug-run-entry-point",
          "A script turns debug mode on when it is run, though no known deployment runs it.",
          Level.WARNING,
          5.3,
          List.of(489));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> checkEntryPoint(Verdict verdict) {
    if (verdict.worst() != State.ON || verdict.starts() == State.OFF) {
      return List.of();
    }
    String what =
        verdict.debugger() == State.ON
            ? "serves Werkzeug's interactive debugger"
            : "turns Flask's debug mode on";
    String entryPoint = verdict.entryPoint();
    return List.of(
        Judged.finding(
            INFO,
            verdict,
            verdict.deciding(),
            (entryPoint == null ? verdict.deployment().place().path() : entryPoint)
                + " "
                + what
                + " when it is run. No deployment of this repository runs it, but the next one"
                + " may.",
            "Let the script take debug mode from the command line or from FLASK_DEBUG, off by"
                + " default."));
  }
}
