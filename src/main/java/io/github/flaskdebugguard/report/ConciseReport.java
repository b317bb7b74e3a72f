package io.github.flaskdebugguard.report;

import java.io.IOException;
import java.io.Writer;

/** One line per finding, for editors and scripts: {@code path:line:column: level rule message}. */
final class ConciseReport {
  private ConciseReport() {}

  static void write(Report report, Writer out) throws IOException {
    for (Report.Alert finding : report.findings()) {
      out.write(path(finding.place().path()));
      out.write(":" + finding.place().line() + ":" + finding.place().column() + ": ");
      out.write(finding.level().word() + " " + finding.rule() + " ");
      out.write(Neutral.line(finding.message()));
      out.write('\n');
    }
    for (Report.Trouble problem : report.problems()) {
      if (!problem.path().isEmpty()) {
        out.write(path(problem.path()) + ":" + Math.max(problem.line(), 1) + ":1: ");
      }
      out.write("problem " + Neutral.line(problem.message(), 1_000));
      out.write('\n');
    }
  }

  /**
   * A path that begins like a command of a runner is led in by the folder it stands in; the colon
   * behind a path makes one of a single colon.
   */
  private static String path(String path) {
    String line = Neutral.line(path);
    String stripped = line.stripLeading();
    return stripped.startsWith(":") || stripped.length() < line.length() ? "./" + line : line;
  }
}
