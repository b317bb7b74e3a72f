package io.github.flaskdebugguard.probe;

import io.github.flaskdebugguard.rule.Finding;
import io.github.flaskdebugguard.rule.Level;
import io.github.flaskdebugguard.rule.ProbeContradictsVerdict;
import io.github.flaskdebugguard.verdict.State;
import io.github.flaskdebugguard.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Compares what the repository says about a deployment with what its running address shows. */
public final class Comparison {
  private static final String WORSE =
      "Find out what the running service was started from: another commit, command or environment.";
  private static final String BETTER =
      "Bring the repository up to what runs, or deploy what the repository says.";

  private Comparison() {}

  /**
   * {@return what does not fit} What the probe could not tell contradicts nothing. Something that
   * the verdict leaves open and the probe saw is reported too, since no other finding tells it.
   *
   * @param url the address as the user gave it
   */
  public static List<Finding> of(Verdict verdict, ProbeResult probe, String url) {
    if (probe.failure() != null) {
      return List.of();
    }
    Live live = probe.live();
    StringJoiner worse = new StringJoiner("; ");
    StringJoiner better = new StringJoiner("; ");
    compare("Werkzeug's debugger", verdict.debugger(), live.debugger(), worse, better);
    compare("debug mode", verdict.debug(), live.flag(), worse, better);
    compare("a leak of tracebacks", leak(verdict), live.traceback(), worse, better);
    if (verdict.starts() == State.OFF) {
      worse.add("the start fails by the repository, and the address answers");
    }
    if (live.developmentServer() == State.ON && servesOtherwise(verdict)) {
      worse.add(
          verdict.server()
              + " serves by the repository, and Werkzeug's development server answers");
    }
    List<Finding> findings = new ArrayList<>();
    if (worse.length() > 0) {
      findings.add(
          ProbeContradictsVerdict.finding(
              verdict, Level.ERROR, url, worse + evidence(probe), WORSE));
    }
    if (better.length() > 0) {
      findings.add(
          ProbeContradictsVerdict.finding(verdict, Level.WARNING, url, better.toString(), BETTER));
    }
    return findings;
  }

  /** The debugger sends tracebacks too, which its own rule tells. */
  private static State leak(Verdict verdict) {
    return verdict.debugger() == State.ON ? State.ON : verdict.leak();
  }

  private static void compare(
      String what, State repository, State live, StringJoiner worse, StringJoiner better) {
    if (live == State.ON && repository != State.ON) {
      worse.add(what + " is " + repository.word() + " by the repository and on at the address");
    } else if (live == State.OFF && repository == State.ON) {
      better.add(what + " is on by the repository and off at the address");
    }
  }

  private static boolean servesOtherwise(Verdict verdict) {
    String server = verdict.server();
    return !server.isEmpty()
        && !server.equals("flask run")
        && !server.equals("app.run")
        && !server.contains("run_simple")
        && !server.contains("werkzeug");
  }

  private static String evidence(ProbeResult probe) {
    for (Observed one : probe.observed()) {
      if (one.level() == Level.ERROR) {
        return " (" + one.request() + ": " + one.evidence() + ")";
      }
    }
    return "";
  }
}
