package io.github.flaskdebugguard.verdict;

import java.util.ArrayList;
import java.util.List;

/**
 * What real Flask was seen to do.
 *
 * @param states for the flag, the debugger, a leak, the reloader and the start, in this order:
 *     {@code +} on, {@code -} off, {@code ?} not observed; the reloader was told from the server's
 *     output, in which Quart's leaves no word, so it is not observed for Quart's own server
 */
record Expectation(String states) {
  private static final List<String> NAMES =
      List.of("debug", "debugger", "leak", "reloader", "starts");

  /** {@return what differs, one word pair each: {@code debug: is on, judged off}} */
  List<String> differences(List<Verdict> verdicts) {
    if (verdicts.isEmpty()) {
      return states.endsWith("-") ? List.of() : List.of("no verdict");
    }
    Verdict verdict = verdicts.getFirst();
    List<State> judged =
        List.of(
            verdict.debug(),
            verdict.debugger(),
            verdict.leak(),
            verdict.reloader(),
            verdict.starts());
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < judged.size(); i++) {
      char seen = states.charAt(i);
      String word = judged.get(i).word();
      if (seen != '?' && !word.equals(seen == '+' ? "on" : "off")) {
        differences.add(NAMES.get(i) + ": is " + (seen == '+' ? "on" : "off") + ", judged " + word);
      }
    }
    return differences;
  }
}
