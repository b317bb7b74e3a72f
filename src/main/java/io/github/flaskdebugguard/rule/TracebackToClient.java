package io.github.flaskdebugguard.rule;

import io.github.flaskdebugguard.verdict.Observation;
import io.github.flaskdebugguard.verdict.State;
import io.github.flaskdebugguard.verdict.Verdict;
import java.util.List;

/** The client of a deployment gets tracebacks, request variables or configuration. */
final class TracebackToClient implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "traceback-to-client",
          "The client of a deployment gets tracebacks, request variables or configuration.",
          Level.ERROR,
          7.5,
          List.of(209, 497));
  private static final String CONSEQUENCE =
      "strangers read source, variables and configuration in the answer.";
  private static final String ADVICE = "Log the exception and answer with a plain error page.";

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> check(Verdict verdict) {
    if (!Judged.exposed(verdict)) {
      return List.of();
    }
    List<Finding> observed =
        Judged.observed(INFO, verdict, Observation.Kind.LEAK, CONSEQUENCE, ADVICE);
    // Where the debugger is served, its own rule tells that it shows tracebacks.
    if (!observed.isEmpty() || verdict.leak() != State.ON || verdict.debugger() == State.ON) {
      return observed;
    }
    return List.of(
        Judged.finding(
            INFO,
            verdict,
            verdict.deciding(),
            Judged.name(verdict.deployment())
                + Judged.served(verdict)
                + " answers an error with its traceback: "
                + CONSEQUENCE
                + Judged.role(verdict),
            ADVICE));
  }
}
