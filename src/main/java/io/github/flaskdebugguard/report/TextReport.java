package io.github.flaskdebugguard.report;

import io.github.flaskdebugguard.repository.Location;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.rule.Level;
import io.github.flaskdebugguard.verdict.Dependency;
import io.github.flaskdebugguard.verdict.State;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The report for people at a terminal: one line per deployment, then each finding with the code
 * that decides, why, and what to change. No line begins with text of the repository.
 */
final class TextReport {
  private static final int COMMAND = 60;
  private static final int PATH = 200;

  private final Report report;
  private final Function<String, @Nullable SourceFile> sources;
  private final Paint paint;

  TextReport(Report report, Function<String, @Nullable SourceFile> sources, boolean colour) {
    this.report = report;
    this.sources = sources;
    this.paint = new Paint(colour);
  }

  void write(Writer out) throws IOException {
    deployments(out);
    for (Report.Alert finding : report.findings()) {
      finding(out, finding);
    }
    accepted(out);
    problems(out);
    since(out, report.since());
    out.write(report.summary());
    out.write('\n');
    out.write(
        paint.faint(
                report.configuration().isEmpty()
                    ? "Configuration: none."
                    : "Configuration: " + Neutral.line(report.configuration(), PATH))
            + "\n");
  }

  private void accepted(Writer out) throws IOException {
    for (Report.Granted each : report.accepted()) {
      Report.Alert finding = each.finding();
      out.write(paint.level(Level.NOTE, "accepted[" + finding.rule() + "]"));
      out.write(": " + at(finding.place()) + "  ");
      out.write(Neutral.line(each.by().reason(), PATH) + " ");
      out.write(paint.faint(terms(each.by())) + "\n");
    }
    if (!report.accepted().isEmpty()) {
      out.write('\n');
    }
  }

  private static String terms(Report.Approval approval) {
    return "(" + Neutral.line(approval.terms(), PATH) + "; " + at(approval.place()) + ")";
  }

  private void deployments(Writer out) throws IOException {
    if (report.deployments().isEmpty()) {
      out.write(
          "Nothing to judge: no deployment of a Flask app and no script that serves one was"
              + " found.\n\n");
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    int[] widths = new int[4];
    for (Report.Row row : report.deployments()) {
      String id = row.id();
      List<String> cells =
          List.of(
              row.role(),
              Neutral.line(row.place().path(), PATH) + ":" + row.place().line(),
              Neutral.line(id.substring(id.lastIndexOf('#') + 1), COMMAND),
              Neutral.line(row.command(), COMMAND));
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(cells.get(i)));
      }
      rows.add(cells);
    }
    for (int i = 0; i < rows.size(); i++) {
      for (int column = 0; column < widths.length; column++) {
        String cell = rows.get(i).get(column);
        out.write(column == 2 ? paint.bold(cell) : cell);
        out.write(" ".repeat(widths[column] - width(cell) + 2));
      }
      Report.Row row = report.deployments().get(i);
      out.write(verdict(row));
      out.write('\n');
    }
    out.write('\n');
  }

  private String verdict(Report.Row row) {
    if (row.starts() == State.OFF) {
      return paint.state(State.UNKNOWN, "does not start");
    }
    String state =
        switch (row.worst()) {
          case ON -> row.debugger() == State.ON ? "DEBUGGER ON" : "DEBUG ON";
          case OFF -> "off";
          case UNKNOWN -> "unknown";
        };
    StringBuilder rest = new StringBuilder();
    if (row.worst() == State.ON && row.debugger() != State.ON) {
      rest.append(row.debugger() == State.OFF ? ", no debugger" : ", debugger unknown");
    }
    if (row.debugger() == State.ON && row.debug() != State.ON) {
      rest.append(row.debug() == State.OFF ? ", debug flag off" : ", debug flag unknown");
    }
    if (row.leak() == State.ON && row.debugger() != State.ON) {
      rest.append(", tracebacks reach the client");
    }
    String variables = variables(row);
    return paint.state(row.worst(), state)
        + rest
        + (variables.isEmpty() ? "" : paint.faint(" (depends on " + variables + ")"));
  }

  private static String variables(Report.Row row) {
    StringBuilder names = new StringBuilder();
    int shown = 0;
    for (Dependency dependency : row.dependsOn()) {
      if (shown == 3) {
        return names + ", …";
      }
      names.append(shown == 0 ? "" : ", ").append(Neutral.line(dependency.variable(), COMMAND));
      shown++;
    }
    return names.toString();
  }

  private void finding(Writer out, Report.Alert finding) throws IOException {
    out.write(paint.level(finding.level(), finding.level().word() + "[" + finding.rule() + "]"));
    out.write(": " + paint.bold(Neutral.line(finding.message())) + "\n");
    Location place = finding.place();
    SourceFile file = sources.apply(place.path());
    boolean framed = file != null && place.line() <= file.lineCount();
    String number = Integer.toString(place.line());
    String margin = " ".repeat(framed ? number.length() : 1);
    out.write(margin + paint.faint("-->") + " " + at(place) + ":" + place.column() + "\n");
    if (file != null && framed) {
      CodeFrame frame = CodeFrame.of(file, place);
      out.write(margin + paint.faint(" |") + "\n");
      out.write(paint.faint(number + " |") + " " + frame.text() + "\n");
      out.write(
          margin + paint.faint(" |") + " " + paint.level(finding.level(), frame.carets()) + "\n");
    }
    String bullet = margin + paint.faint(" =") + " ";
    because(out, finding, bullet);
    if (!finding.advice().isEmpty()) {
      out.write(bullet + paint.bold("change") + "   " + Neutral.line(finding.advice()) + "\n");
    }
    out.write(
        bullet + paint.bold("see") + "      " + paint.link(Reports.page(finding.rule())) + "\n\n");
  }

  private void because(Writer out, Report.Alert finding, String bullet) throws IOException {
    int width = 0;
    for (Report.Note note : finding.related()) {
      width = Math.max(width, width(at(note.place())));
    }
    width = Math.min(width, COMMAND);
    String lead = "because";
    for (Report.Note note : finding.related()) {
      String at = at(note.place());
      out.write(bullet + paint.bold(lead) + "  " + at);
      out.write(" ".repeat(Math.max(width - width(at), 0) + 2));
      out.write(Neutral.line(note.message(), PATH) + "\n");
      lead = "       ";
    }
  }

  private void problems(Writer out) throws IOException {
    for (Report.Trouble problem : report.problems()) {
      out.write(
          problem.matters()
              ? paint.level(Level.ERROR, "problem")
              : paint.level(Level.NOTE, "remark"));
      if (!problem.path().isEmpty()) {
        out.write(": " + Neutral.line(problem.path(), PATH));
        if (problem.line() > 0) {
          out.write(":" + problem.line());
        }
      }
      out.write(": " + Neutral.line(problem.message(), 1_000) + "\n");
    }
    if (!report.problems().isEmpty()) {
      out.write('\n');
    }
  }

  private void since(Writer out, @Nullable Since since) throws IOException {
    if (since == null) {
      return;
    }
    String ref = Neutral.line(since.ref(), COMMAND);
    out.write(paint.bold("since " + ref) + ": " + since.summary() + "\n");
    for (Since.Move move : since.moves()) {
      out.write("  " + move.words(" → ") + "  " + Neutral.line(move.id(), PATH) + "\n");
    }
    for (Report.Alert finding : since.added()) {
      out.write("  new    " + finding.rule() + "  " + at(finding.place()) + "\n");
    }
    for (Report.Alert finding : since.fixed()) {
      out.write("  fixed  " + finding.rule() + "  " + at(finding.place()) + "\n");
    }
    for (Since.Exempt each : since.exempt()) {
      Report.Approval approval = each.approval();
      out.write("  exception " + each.change() + "  " + String.join(", ", approval.rules()));
      out.write("  " + at(approval.place()) + "  " + Neutral.line(approval.reason(), PATH));
      out.write(" " + paint.faint(terms(approval)) + "\n");
    }
    for (String line : since.settings()) {
      out.write("  configuration  " + Neutral.line(line, PATH) + "\n");
    }
    if (since.baseCounts() && !(since.exempt().isEmpty() && since.settings().isEmpty())) {
      out.write("  " + Since.BASE_COUNTS + "\n");
    }
    out.write('\n');
  }

  private static String at(Location place) {
    return Neutral.line(place.path(), PATH) + ":" + place.line();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
