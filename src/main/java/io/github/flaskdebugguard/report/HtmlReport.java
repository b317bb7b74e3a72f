package io.github.flaskdebugguard.report;

import io.github.flaskdebugguard.repository.Location;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.verdict.Dependency;
import io.github.flaskdebugguard.verdict.State;
import java.io.IOException;
import java.io.Writer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The state of every deployment as one file that needs nothing else: no script, no network, light
 * and dark, readable on a phone. All text of the repository is text of an element; none of it
 * stands in an attribute, a style or an address.
 */
final class HtmlReport {
  private static final int TEXT = 1_000;

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <title>Flask debug mode by deployment</title>
      <style>
      :root { --ink: #1b1f24; --paper: #fff; --soft: #57606a; --line: #d0d7de; --card: #f6f8fa; --bad: #b3261e; --warn: #8a5a00; --good: #1a6b3c; --link: #0550ae; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --soft: #9aa4af; --line: #30363d; --card: #161b22; --bad: #ff8a80; --warn: #f0b429; --good: #5fd38d; --link: #79b8ff; } }
      * { box-sizing: border-box; }
      body { margin: 0 auto; max-width: 72rem; padding: 1rem; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); overflow-wrap: anywhere; }
      h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2rem; } h3 { font-size: 1rem; margin: 0 0 .5rem; }
      a { color: var(--link); }
      code, pre { font: .875em/1.45 ui-monospace, monospace; }
      pre { overflow-x: auto; overflow-wrap: normal; padding: .6rem; border: 1px solid var(--line); border-radius: .3rem; background: var(--paper); }
      .soft { color: var(--soft); }
      .card { border: 1px solid var(--line); border-left-width: .4rem; border-radius: .4rem; background: var(--card); padding: .8rem 1rem; margin: .8rem 0; }
      .on, .error { border-left-color: var(--bad); } .unknown, .warning { border-left-color: var(--warn); } .off, .note { border-left-color: var(--good); }
      .word { font-weight: 700; } .on .word, .error .word { color: var(--bad); } .unknown .word, .warning .word { color: var(--warn); } .off .word, .note .word { color: var(--good); }
      ol.trail { list-style: none; margin: .6rem 0 0; padding: 0 0 0 .5rem; border-left: 2px solid var(--line); }
      ol.trail li { position: relative; padding: 0 0 .5rem 1rem; }
      ol.trail li::before { content: ""; position: absolute; left: -.95rem; top: .5rem; width: .7rem; height: .7rem; border-radius: 50%; background: var(--link); }
      ol.trail li.lost { color: var(--soft); text-decoration: line-through; } ol.trail li.lost::before { background: var(--line); }
      dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .8rem; margin: .5rem 0; } dt { color: var(--soft); } dd { margin: 0; }
      @media (max-width: 30rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .3rem; } }
      @media print { .card { break-inside: avoid; } }
      </style>
      </head>
      <body>
      <h1>Flask debug mode by deployment</h1>
      """;

  private final Report report;
  private final Function<String, @Nullable SourceFile> sources;

  HtmlReport(Report report, Function<String, @Nullable SourceFile> sources) {
    this.report = report;
    this.sources = sources;
  }

  void write(Writer out) throws IOException {
    out.write(HEAD);
    out.write("<p>" + report.summary() + "</p>\n<p class=\"soft\">" + source() + "</p>\n");
    out.write("<h2>Deployments</h2>\n");
    if (report.deployments().isEmpty()) {
      out.write("<p>Nothing to judge: no deployment of a Flask app was found.</p>\n");
    }
    for (Report.Row row : report.deployments()) {
      deployment(out, row);
    }
    if (!report.findings().isEmpty()) {
      out.write("<h2>Findings</h2>\n");
    }
    for (Report.Alert finding : report.findings()) {
      finding(out, finding);
    }
    accepted(out);
    problems(out);
    String configuration = report.configuration().isEmpty() ? "none" : report.configuration();
    out.write("<p class=\"soft\">flask-debug-guard " + text(report.version()));
    out.write(", configuration: " + text(configuration) + "</p>\n");
    out.write("</body>\n</html>\n");
  }

  private String source() {
    String commit = report.source().commit();
    String ref = report.source().ref();
    return text(report.source().path())
        + (ref == null ? "" : ", " + text(ref))
        + (commit == null ? "" : ", commit <code>" + text(commit) + "</code>");
  }

  private void deployment(Writer out, Report.Row row) throws IOException {
    out.write("<section class=\"card " + row.worst().word() + "\">\n<h3><span class=\"word\">");
    out.write(state(row) + "</span> <code>" + text(row.id()) + "</code></h3>\n<dl>\n");
    entry(out, "Role", row.role() + " (" + text(row.roleReason()) + ")");
    entry(out, "Started by", "<code>" + text(row.command()) + "</code> at " + at(row.place()));
    String entryPoint = row.entryPoint();
    entry(out, "Serves", text(row.server()) + (entryPoint == null ? "" : ", " + text(entryPoint)));
    entry(out, "Flask", text(row.flaskVersion()));
    entry(
        out,
        "State",
        "debug "
            + row.debug().word()
            + ", debugger "
            + row.debugger().word()
            + ", tracebacks to the client "
            + row.leak().word()
            + ", reloader "
            + row.reloader().word());
    if (!row.ports().isEmpty()) {
      entry(out, "Ports", "<code>" + text(String.join(", ", row.ports())) + "</code>");
    }
    if (!row.reason().isEmpty()) {
      entry(out, "Reason", text(row.reason()));
    }
    for (Dependency dependency : row.dependsOn()) {
      entry(
          out,
          "Depends on",
          "<code>"
              + text(dependency.variable())
              + "</code>: "
              + dependency.whenUnset().word()
              + " while it is unset; "
              + text(dependency.description()));
    }
    out.write("</dl>\n");
    if (!row.trail().isEmpty()) {
      out.write("<ol class=\"trail\">\n");
      for (Report.Step step : row.trail()) {
        out.write(step.decides() ? "<li>" : "<li class=\"lost\">");
        out.write(at(step.place()) + " " + text(step.message()) + "</li>\n");
      }
      out.write("</ol>\n");
    }
    out.write("</section>\n");
  }

  private static String state(Report.Row row) {
    if (row.starts() == State.OFF) {
      return "does not start";
    }
    return switch (row.worst()) {
      case ON -> row.debugger() == State.ON ? "DEBUGGER ON" : "DEBUG ON";
      case OFF -> "off";
      case UNKNOWN -> "unknown";
    };
  }

  private void finding(Writer out, Report.Alert finding) throws IOException {
    String level = finding.level().word();
    out.write("<section class=\"card " + level + "\">\n<h3><span class=\"word\">" + level);
    out.write("</span> <a href=\"" + Reports.page(finding.rule()) + "\" rel=\"noreferrer\">");
    out.write(finding.rule() + "</a></h3>\n<p>" + text(finding.message()) + "</p>\n");
    Location place = finding.place();
    out.write("<p>" + at(place) + "</p>\n");
    SourceFile file = sources.apply(place.path());
    if (file != null && place.line() <= file.lineCount()) {
      CodeFrame frame = CodeFrame.of(file, place);
      out.write("<pre>" + text(frame.text()) + "\n" + text(frame.carets()) + "</pre>\n");
    }
    if (!finding.related().isEmpty()) {
      out.write("<ol class=\"trail\">\n");
      for (Report.Note note : finding.related()) {
        out.write("<li>" + at(note.place()) + " " + text(note.message()) + "</li>\n");
      }
      out.write("</ol>\n");
    }
    out.write("<p>" + text(finding.advice()) + "</p>\n</section>\n");
  }

  private void accepted(Writer out) throws IOException {
    if (report.accepted().isEmpty()) {
      return;
    }
    out.write("<h2>Accepted</h2>\n");
    for (Report.Granted each : report.accepted()) {
      Report.Alert finding = each.finding();
      Report.Approval by = each.by();
      out.write("<section class=\"card note\">\n<h3><span class=\"word\">accepted</span> ");
      out.write("<a href=\"" + Reports.page(finding.rule()) + "\" rel=\"noreferrer\">");
      out.write(finding.rule() + "</a></h3>\n<p>" + text(finding.message()) + "</p>\n<dl>\n");
      entry(out, "Place", at(finding.place()));
      entry(out, "Why", text(by.reason()));
      entry(out, "Who", by.by() == null ? "not said" : text(by.by()));
      entry(out, "Until", by.until() == null ? "without end" : text(by.until()));
      entry(out, "Said at", at(by.place()));
      out.write("</dl>\n</section>\n");
    }
  }

  private void problems(Writer out) throws IOException {
    if (report.problems().isEmpty()) {
      return;
    }
    out.write("<h2>Problems</h2>\n<ul>\n");
    for (Report.Trouble problem : report.problems()) {
      String place =
          problem.path().isEmpty()
              ? ""
              : "<code>"
                  + text(problem.path())
                  + (problem.line() > 0 ? ":" + problem.line() : "")
                  + "</code>: ";
      out.write("<li>" + place + text(problem.message()) + "</li>\n");
    }
    out.write("</ul>\n");
  }

  private static void entry(Writer out, String term, String html) throws IOException {
    out.write("<dt>" + term + "</dt><dd>" + html + "</dd>\n");
  }

  private static String at(Location place) {
    return "<code>" + text(place.path()) + ":" + place.line() + "</code>";
  }

  private static String text(String text) {
    return Markup.html(text.length() > TEXT ? Neutral.cut(text, TEXT) : text);
  }
}
