package io.github.flaskdebugguard.report;

import io.github.flaskdebugguard.verdict.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a change does: the states of the deployments before and after it, and the findings that came
 * and went.
 *
 * @param ref as the user named the state before
 * @param moves deployments whose state is another one, or that came or went
 * @param added findings that were not there before
 * @param fixed findings that are no longer there
 * @param unchanged how many findings are in both
 * @param exempt decisions to live with findings that the change adds or widens
 * @param settings what the change does to the configuration, lines with {@code +} or {@code -}
 * @param baseCounts whether the decisions and settings of the state before count, not the new ones
 */
record Since(
    String ref,
    @Nullable String commit,
    List<Move> moves,
    List<Report.Alert> added,
    List<Report.Alert> fixed,
    int unchanged,
    List<Exempt> exempt,
    List<String> settings,
    boolean baseCounts) {
  /** Told where a change brings exceptions or settings that do not count yet. */
  static final String BASE_COUNTS =
      "Until it is merged, the exceptions and the configuration of its base count.";

  Since {
    exempt = List.copyOf(exempt);
    settings = List.copyOf(settings);
    moves = List.copyOf(moves);
    added = List.copyOf(added);
    fixed = List.copyOf(fixed);
  }

  /**
   * A decision to live with findings that the change brings.
   *
   * @param change {@code added} or {@code widened}
   */
  record Exempt(String change, Report.Approval approval) {}

  /** {@return the same with what happens to decisions and settings} */
  Since with(List<Exempt> decisions, List<String> configuration, boolean base) {
    return new Since(ref, commit, moves, added, fixed, unchanged, decisions, configuration, base);
  }

  /**
   * A deployment that changes.
   *
   * @param before null where it is new
   * @param after null where it is gone
   */
  record Move(String id, @Nullable String before, @Nullable String after) {
    /** {@return the change as words, with this arrow} */
    String words(String arrow) {
      return (before == null ? "absent" : before) + arrow + (after == null ? "gone" : after);
    }
  }

  /** {@return the difference of two reports of one repository} */
  static Since of(String ref, Report before, Report after) {
    Map<String, String> old = new LinkedHashMap<>();
    for (Report.Row row : before.deployments()) {
      old.put(row.id(), state(row));
    }
    List<Move> moves = new ArrayList<>();
    for (Report.Row row : after.deployments()) {
      String then = old.remove(row.id());
      String now = state(row);
      if (!now.equals(then)) {
        moves.add(new Move(row.id(), then, now));
      }
    }
    old.forEach((id, then) -> moves.add(new Move(id, then, null)));
    List<Report.Alert> added = new ArrayList<>(after.findings());
    List<Report.Alert> gone = new ArrayList<>(before.findings());
    pair(gone, added, Report.Alert::fingerprint);
    // An edited line is another line, yet may show the same fault of the same deployments.
    pair(gone, added, Since::spot);
    int unchanged = after.findings().size() - added.size();
    // What is accepted now is there all the same.
    List<Report.Alert> accepted = new ArrayList<>();
    after.accepted().forEach(each -> accepted.add(each.finding()));
    pair(gone, accepted, Report.Alert::fingerprint);
    pair(gone, accepted, Since::spot);
    return new Since(
        ref, before.source().commit(), moves, added, gone, unchanged, List.of(), List.of(), false);
  }

  private static String spot(Report.Alert alert) {
    return alert.rule() + "\n" + alert.place().path() + "\n" + alert.deployments();
  }

  /** Takes from both lists what has the same key, one for one. */
  private static void pair(
      List<Report.Alert> before, List<Report.Alert> after, Function<Report.Alert, String> key) {
    Map<String, ArrayDeque<Report.Alert>> open = new HashMap<>();
    for (Report.Alert finding : before) {
      open.computeIfAbsent(key.apply(finding), k -> new ArrayDeque<>()).add(finding);
    }
    Set<Report.Alert> paired = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Report.Alert finding : after) {
      ArrayDeque<Report.Alert> same = open.get(key.apply(finding));
      Report.Alert other = same == null ? null : same.poll();
      if (other != null) {
        paired.add(other);
        paired.add(finding);
      }
    }
    before.removeIf(paired::contains);
    after.removeIf(paired::contains);
  }

  /** {@return the state of a deployment in a word or two} */
  static String state(Report.Row row) {
    if (row.starts() == State.OFF) {
      return "does not start";
    }
    return switch (row.worst()) {
      case ON -> row.debugger() == State.ON ? "debugger on" : "debug on";
      case OFF -> "off";
      case UNKNOWN -> "unknown";
    };
  }

  /** {@return all in one line, without text of the repository} */
  String summary() {
    return moves.size()
        + (moves.size() == 1 ? " deployment changes, " : " deployments change, ")
        + added.size()
        + " new, "
        + fixed.size()
        + " fixed and "
        + unchanged
        + " unchanged findings"
        + (exempt.isEmpty()
            ? ""
            : ", " + exempt.size() + (exempt.size() == 1 ? " exception" : " exceptions") + " more")
        + (settings.isEmpty() ? "" : ", another configuration");
  }
}
