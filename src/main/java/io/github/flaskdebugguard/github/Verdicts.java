package io.github.flaskdebugguard.github;

import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.rule.Finding;
import io.github.flaskdebugguard.rule.Level;
import io.github.flaskdebugguard.rule.ScanResult;
import io.github.flaskdebugguard.verdict.State;
import io.github.flaskdebugguard.verdict.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a result means for the step: its outputs and whether it fails. */
record Verdicts(ScanResult result) {
  /** {@return whether all that matters could be read} */
  boolean complete() {
    return result.problems().stream().noneMatch(Problem::matters);
  }

  /** {@return whether there are findings at or above a level} */
  boolean fails(@Nullable Level threshold) {
    return threshold != null
        && result.findings().stream().anyMatch(f -> f.level().compareTo(threshold) <= 0);
  }

  /** {@return the outputs of the action that a result gives} */
  Map<String, String> outputs() {
    int on = 0;
    int unknown = 0;
    for (Verdict verdict : result.verdicts()) {
      if (verdict.starts() == State.OFF) {
        continue;
      }
      if (verdict.debug() == State.ON || verdict.debugger() == State.ON) {
        on++;
      } else if (verdict.debug() != State.OFF || verdict.debugger() != State.OFF) {
        unknown++;
      }
    }
    Map<String, String> outputs = new LinkedHashMap<>();
    outputs.put("findings", Integer.toString(result.findings().size()));
    outputs.put("highest-severity", highest());
    outputs.put("deployments", Integer.toString(result.verdicts().size()));
    outputs.put("deployments-on", Integer.toString(on));
    outputs.put("verdict", on > 0 ? "on" : unknown > 0 || !complete() ? "unknown" : "off");
    return outputs;
  }

  private String highest() {
    Level highest = null;
    for (Finding finding : result.findings()) {
      if (highest == null || finding.level().compareTo(highest) < 0) {
        highest = finding.level();
      }
    }
    return highest == null ? "none" : highest.word();
  }
}
