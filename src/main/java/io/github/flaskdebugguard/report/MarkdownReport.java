package io.github.flaskdebugguard.report;

import io.github.flaskdebugguard.repository.Location;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.verdict.Dependency;
import io.github.flaskdebugguard.verdict.State;
import java.io.IOException;
import java.io.Writer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The state of every deployment on one page, for job summaries and documentation. */
final class MarkdownReport {
  /** A job summary on GitHub is dropped when it is larger than 1 MiB. */
  private static final int BYTES = 700_000;

  private static final int TEXT = 300;

  /** GitHub draws each picture in a frame of its own, which takes time. */
  private static final int PICTURES = 10;

  private final Report report;
  private final Function<String, @Nullable SourceFile> sources;
  private int written;
  private int hidden;

  MarkdownReport(Report report, Function<String, @Nullable SourceFile> sources) {
    this.report = report;
    this.sources = sources;
  }

  void write(Writer out) throws IOException {
    out.write("# Flask debug mode by deployment\n\n" + report.summary() + "\n\n");
    since(out, report.since());
    deployments(out);
    pictures(out);
    if (!report.findings().isEmpty()) {
      out.write("## Findings\n\n");
    }
    for (Report.Alert finding : report.findings()) {
      add(out, finding(finding));
    }
    accepted(out);
    decisions(out);
    problems(out);
    if (hidden > 0) {
      out.write(hidden + " more entries are not shown; the JSON report has all of them.\n\n");
    }
    out.write("flask-debug-guard " + Markup.markdown(report.version()) + ", configuration: ");
    out.write(report.configuration().isEmpty() ? "none" : code(report.configuration()));
    out.write("\n");
  }

  private void accepted(Writer out) throws IOException {
    if (report.accepted().isEmpty()) {
      return;
    }
    out.write("## Accepted\n\n| finding | place | why | who and until when | said at |\n");
    out.write("| --- | --- | --- | --- | --- |\n");
    for (Report.Granted each : report.accepted()) {
      Report.Approval by = each.by();
      String cells = each.finding().rule() + " | " + at(each.finding().place()) + " | ";
      cells += Markup.markdown(cut(by.reason())) + " | " + Markup.markdown(cut(by.terms()));
      add(out, "| " + cells + " | " + at(by.place()) + " |\n");
    }
    out.write("\n");
  }

  private void deployments(Writer out) throws IOException {
    if (report.deployments().isEmpty()) {
      out.write("Nothing to judge: no deployment of a Flask app was found.\n\n");
      return;
    }
    out.write("| state | role | deployment | place | command |\n| --- | --- | --- | --- | --- |\n");
    for (Report.Row row : report.deployments()) {
      add(
          out,
          "| "
              + state(row)
              + " | "
              + row.role()
              + " | "
              + code(row.id())
              + " | "
              + at(row.place())
              + " | "
              + code(row.command())
              + " |\n");
    }
    out.write("\n");
  }

  private void since(Writer out, @Nullable Since since) throws IOException {
    if (since == null) {
      return;
    }
    out.write("## Since " + code(since.ref()) + "\n\n" + since.summary() + ".\n\n");
    if (!since.moves().isEmpty()) {
      out.write("| before | after | deployment |\n| --- | --- | --- |\n");
      for (Since.Move move : since.moves()) {
        add(out, "| " + move.words(" | ") + " | " + code(move.id()) + " |\n");
      }
      out.write("\n");
    }
    for (Report.Alert finding : since.added()) {
      add(out, "- new " + finding.rule() + " at " + at(finding.place()) + "\n");
    }
    for (Report.Alert finding : since.fixed()) {
      add(out, "- fixed " + finding.rule() + " at " + at(finding.place()) + "\n");
    }
    for (Since.Exempt each : since.exempt()) {
      Report.Approval approval = each.approval();
      String what = "- **exception " + each.change() + "** for ";
      what += String.join(", ", approval.rules()) + " at " + at(approval.place()) + ": ";
      what += Markup.markdown(cut(approval.reason())) + " (";
      add(out, what + Markup.markdown(cut(approval.terms())) + ")\n");
    }
    for (String line : since.settings()) {
      add(out, "- **configuration** " + code(line) + "\n");
    }
    if (since.baseCounts() && !(since.exempt().isEmpty() && since.settings().isEmpty())) {
      out.write("\n" + Since.BASE_COUNTS + "\n");
    }
    out.write("\n");
  }

  private void pictures(Writer out) throws IOException {
    int drawn = 0;
    for (Report.Row row : report.deployments()) {
      if (row.worst() == State.ON && row.starts() != State.OFF && drawn++ < PICTURES) {
        add(out, DecisionPicture.of(row));
      }
    }
  }

  private static String state(Report.Row row) {
    if (row.starts() == State.OFF) {
      return "does not start";
    }
    return switch (row.worst()) {
      case ON -> row.debugger() == State.ON ? "**DEBUGGER ON**" : "**DEBUG ON**";
      case OFF -> "off";
      case UNKNOWN -> "unknown";
    };
  }

  private String finding(Report.Alert finding) {
    StringBuilder text = new StringBuilder("### ");
    text.append(finding.level().word()).append(": [").append(finding.rule()).append("](");
    text.append(Reports.page(finding.rule())).append(")\n\n");
    text.append(Markup.markdown(finding.message())).append("\n\n");
    Location place = finding.place();
    text.append("At ").append(at(place)).append(":\n\n");
    SourceFile file = sources.apply(place.path());
    if (file != null && place.line() <= file.lineCount()) {
      CodeFrame frame = CodeFrame.of(file, place);
      text.append("<pre>").append(Markup.markdown(frame.text())).append('\n');
      text.append(Markup.markdown(frame.carets())).append("</pre>\n\n");
    }
    for (Report.Note note : finding.related()) {
      text.append("- because of ").append(at(note.place())).append(": ");
      text.append(Markup.markdown(cut(note.message()))).append('\n');
    }
    if (!finding.related().isEmpty()) {
      text.append('\n');
    }
    return text.append(Markup.markdown(finding.advice())).append("\n\n").toString();
  }

  private void decisions(Writer out) throws IOException {
    if (report.deployments().isEmpty()) {
      return;
    }
    out.write("## What decides\n\n");
    for (Report.Row row : report.deployments()) {
      StringBuilder text = new StringBuilder("### ").append(code(row.id())).append("\n\n");
      text.append(row.role()).append(" (").append(Markup.markdown(cut(row.roleReason())));
      text.append("), Flask ").append(Markup.markdown(row.flaskVersion())).append(". ");
      text.append(Markup.markdown(cut(row.reason()))).append("\n\n");
      for (Report.Step step : row.trail()) {
        text.append(step.decides() ? "- " : "- (does not count) ").append(at(step.place()));
        text.append(": ").append(Markup.markdown(cut(step.message()))).append('\n');
      }
      for (Dependency dependency : row.dependsOn()) {
        text.append("- depends on ").append(code(dependency.variable())).append(": ");
        text.append(dependency.whenUnset().word()).append(" while it is unset; ");
        text.append(Markup.markdown(cut(dependency.description()))).append('\n');
      }
      add(out, text.append('\n').toString());
    }
  }

  private void problems(Writer out) throws IOException {
    if (report.problems().isEmpty()) {
      return;
    }
    out.write("## Problems\n\n");
    for (Report.Trouble problem : report.problems()) {
      String place =
          problem.path().isEmpty()
              ? ""
              : code(problem.path() + (problem.line() > 0 ? ":" + problem.line() : "")) + ": ";
      add(out, "- " + place + Markup.markdown(cut(problem.message())) + "\n");
    }
    out.write("\n");
  }

  private void add(Writer out, String text) throws IOException {
    // Three bytes is the most that a UTF-16 unit takes.
    if (written + 3 * text.length() > BYTES) {
      hidden++;
      return;
    }
    written += 3 * text.length();
    out.write(text);
  }

  private static String at(Location place) {
    return code(place.path() + ":" + place.line());
  }

  private static String code(String text) {
    return Markup.code(cut(text));
  }

  private static String cut(String text) {
    return text.length() > TEXT ? Neutral.cut(text, TEXT) : text;
  }
}
