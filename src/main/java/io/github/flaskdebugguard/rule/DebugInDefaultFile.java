package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.verdict.State;
import io.github.flaskdebugguard.verdict.Verdict;
import java.util.List;

/** The deployment that is started when no file is named runs in debug mode. */
final class DebugInDefaultFile implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "debug-in-default-file",
          "The file that is taken when none is named starts the app in debug mode.",
          Level.NOTE,
          3.9,
          List.of(489, 1188));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(Verdict verdict) {
    if (!verdict.deployment().startsUnnamed()
        || verdict.worst() != State.ON
        || verdict.starts() == State.OFF) {
      return List.of();
    }
    String debugger =
        verdict.debugger() == State.ON
            ? " serves Werkzeug's interactive debugger"
            : " runs with Flask's debug mode on, without the interactive debugger";
    return List.of(
        Judged.finding(
            INFO,
            verdict,
            verdict.deciding(),
            Judged.name(verdict.deployment())
                + Judged.served(verdict)
                + debugger
                + ". It counts as development because "
                + verdict.deployment().roleReason()
                + ", but this file is what starts when no file is named.",
            "Make the default file the one for production, and give the one for developers a name"
                + " that says so."));
  }
}
