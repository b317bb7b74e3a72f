package io.github.flaskdebugguard.report;

import io.github.flaskdebugguard.repository.Location;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.rule.Finding;
import io.github.flaskdebugguard.rule.Level;
import io.github.flaskdebugguard.verdict.Dependency;
import io.github.flaskdebugguard.verdict.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all formats show: the result of a scan with lines and columns in place of offsets. A saved
 * JSON report holds the same, so that it can be rendered again.
 *
 * @param version of the tool
 * @param files how many files counted
 * @param accepted findings that somebody accepts
 * @param configuration name of the file that was used, empty for none
 * @param since what has changed, where another state was compared
 */
record Report(
    String version,
    Repository.Source source,
    List<Row> deployments,
    List<Alert> findings,
    List<Trouble> problems,
    int files,
    long millis,
    List<Granted> accepted,
    String configuration,
    @Nullable Since since) {
  Report {
    accepted = List.copyOf(accepted);
    deployments = List.copyOf(deployments);
    findings = List.copyOf(findings);
    problems = List.copyOf(problems);
  }

  /** A deployment and its verdict. */
  record Row(
      String id,
      String kind,
      String role,
      String roleReason,
      Location place,
      String command,
      String server,
      @Nullable String entryPoint,
      String flaskVersion,
      State debug,
      State debugger,
      State leak,
      State reloader,
      State starts,
      String reason,
      @Nullable String bind,
      List<String> ports,
      List<Dependency> dependsOn,
      List<Step> trail) {
    Row {
      ports = List.copyOf(ports);
      dependsOn = List.copyOf(dependsOn);
      trail = List.copyOf(trail);
    }

    /** {@return on when the flag or the debugger is on, off when neither is, else unknown} */
    State worst() {
      if (debug == State.ON || debugger == State.ON) {
        return State.ON;
      }
      return debug == State.OFF && debugger == State.OFF ? State.OFF : State.UNKNOWN;
    }
  }

  /** A fact of a trail. */
  record Step(Location place, String message, boolean decides) {}

  /**
   * A finding.
   *
   * @param fingerprint stays the same when lines move
   */
  record Alert(
      String rule,
      Level level,
      double securitySeverity,
      Location place,
      String message,
      String advice,
      List<String> deployments,
      String fingerprint,
      List<Note> related,
      Finding.@Nullable Fix fix) {
    Alert {
      deployments = List.copyOf(deployments);
      related = List.copyOf(related);
    }
  }

  /** A place that belongs to a finding. */
  record Note(Location place, String message) {}

  /**
   * Something that could not be read or understood.
   *
   * @param path empty when it is about the whole scan
   * @param line 1-based, 0 when no place is known
   */
  record Trouble(String path, int line, String message, boolean matters) {}

  /**
   * Somebody's decision to live with findings.
   *
   * @param comment whether it stands in a comment, not in the configuration
   * @param until the last day on which it counts, null for no end
   */
  record Approval(
      List<String> rules,
      boolean comment,
      String reason,
      @Nullable String by,
      @Nullable String until,
      Location place) {
    Approval {
      rules = List.copyOf(rules);
    }

    /** {@return who accepted until when, as words} */
    String terms() {
      return (by == null ? "" : "by " + by + ", ")
          + (until == null ? "without end" : "until " + until);
    }
  }

  /** A finding that somebody accepts. */
  record Granted(Alert finding, Approval by) {}

  /** {@return the same with a comparison} */
  Report with(Since change) {
    return new Report(
        version,
        source,
        deployments,
        findings,
        problems,
        files,
        millis,
        accepted,
        configuration,
        change);
  }

  /** {@return whether all that matters could be read} */
  boolean complete() {
    for (Trouble problem : problems) {
      if (problem.matters()) {
        return false;
      }
    }
    return true;
  }

  /** {@return how many deployments are in this state} */
  int count(State state) {
    int count = 0;
    for (Row row : deployments) {
      if (row.worst() == state) {
        count++;
      }
    }
    return count;
  }

  /** {@return how many findings have this level} */
  int count(Level level) {
    int count = 0;
    for (Alert finding : findings) {
      if (finding.level() == level) {
        count++;
      }
    }
    return count;
  }

  /** {@return all in one sentence or two, without text of the repository} */
  String summary() {
    StringBuilder text = new StringBuilder();
    text.append(counted(deployments.size(), "deployment"));
    if (!deployments.isEmpty()) {
      text.append(": ").append(count(State.ON)).append(" on, ");
      text.append(count(State.OFF)).append(" off, ");
      text.append(count(State.UNKNOWN)).append(" unknown");
    }
    text.append(". ").append(counted(count(Level.ERROR), "error")).append(", ");
    text.append(counted(count(Level.WARNING), "warning")).append(", ");
    text.append(counted(count(Level.NOTE), "note")).append(" in ");
    text.append(counted(files, "file")).append('.');
    if (!accepted.isEmpty()) {
      text.append(' ').append(counted(accepted.size(), "finding")).append(" accepted.");
    }
    if (!complete()) {
      text.append(" The scan is incomplete.");
    }
    return text.toString();
  }

  private static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
