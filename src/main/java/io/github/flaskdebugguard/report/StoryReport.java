package io.github.flaskdebugguard.report;

import io.github.flaskdebugguard.repository.Location;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.verdict.Dependency;
import io.github.flaskdebugguard.verdict.State;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The story of deployments for people at a terminal: from the launch command to the verdict, with
 * the code of each step, what lost and why, and what variables would change. No line begins with
 * text of the repository.
 */
final class StoryReport {
  private static final int TEXT = 300;

  private final Report report;
  private final Function<String, @Nullable SourceFile> sources;
  private final Paint paint;
  private final Writer out;

  StoryReport(
      Report report, Function<String, @Nullable SourceFile> sources, boolean colour, Writer out) {
    this.report = report;
    this.sources = sources;
    this.paint = new Paint(colour);
    this.out = out;
  }

  void write(List<Report.Row> rows) throws IOException {
    for (int i = 0; i < rows.size(); i++) {
      out.write(i == 0 ? "" : "\n");
      story(rows.get(i));
    }
  }

  private void story(Report.Row row) throws IOException {
    line(paint.bold(Neutral.line(row.id(), TEXT)));
    line("role      " + row.role() + ": " + Neutral.line(row.roleReason(), TEXT));
    line("starts    " + Neutral.line(row.command(), TEXT));
    String entryPoint = row.entryPoint();
    line(
        "serves    "
            + (entryPoint == null ? "" : Neutral.line(entryPoint, TEXT) + " with ")
            + Neutral.line(row.server(), TEXT)
            + ", Flask "
            + Neutral.line(row.flaskVersion(), TEXT));
    states(row);
    heading("How it comes to that");
    int step = 1;
    for (Report.Step each : row.trail()) {
      if (each.decides()) {
        step(step + ". ", each);
        step++;
      }
    }
    if (step == 1) {
      line("  nothing in the repository decides it: it is the default");
    }
    lost(row);
    variables(row);
    findings(row);
  }

  private void states(Report.Row row) throws IOException {
    out.write("verdict   ");
    if (row.starts() == State.OFF) {
      line(paint.state(State.UNKNOWN, "does not start"));
    } else {
      line(
          "debug mode "
              + paint.state(row.debug(), row.debug().word())
              + ", debugger "
              + paint.state(row.debugger(), row.debugger().word())
              + ", tracebacks to the client "
              + paint.state(row.leak(), row.leak().word())
              + ", reloader "
              + paint.state(row.reloader(), row.reloader().word()));
    }
    if (!row.reason().isEmpty()) {
      line("because   " + Neutral.line(row.reason(), TEXT));
    }
  }

  private void lost(Report.Row row) throws IOException {
    boolean any = false;
    for (Report.Step each : row.trail()) {
      if (!each.decides()) {
        if (!any) {
          heading("What lost");
        }
        any = true;
        step("- ", each);
      }
    }
  }

  private void variables(Report.Row row) throws IOException {
    heading("What would change it");
    if (row.dependsOn().isEmpty()) {
      line("  no variable from outside the repository");
    }
    for (Dependency dependency : row.dependsOn()) {
      String words = dependency.description();
      line(
          "  "
              + paint.bold(Neutral.line(dependency.variable(), TEXT))
              + ": "
              + paint.state(dependency.whenUnset(), dependency.whenUnset().word())
              + " while it is not set"
              + (words.isEmpty()
                  ? ", " + dependency.otherwise().word() + " otherwise"
                  : ", " + Neutral.line(words, TEXT)));
    }
  }

  private void findings(Report.Row row) throws IOException {
    boolean any = false;
    for (Report.Alert finding : report.findings()) {
      if (finding.deployments().contains(row.id())) {
        if (!any) {
          heading("What is found");
        }
        any = true;
        line(
            "  "
                + paint.level(finding.level(), finding.level().word() + "[" + finding.rule() + "]")
                + " "
                + at(finding.place())
                + ": "
                + Neutral.line(finding.advice(), TEXT));
      }
    }
  }

  private void step(String bullet, Report.Step step) throws IOException {
    Location place = step.place();
    line("  " + bullet + at(place) + "  " + Neutral.line(step.message(), TEXT));
    SourceFile file = sources.apply(place.path());
    if (file == null || place.line() > file.lineCount() || place.line() < 1) {
      return;
    }
    CodeFrame frame = CodeFrame.of(file, place);
    String number = Integer.toString(place.line());
    line("     " + paint.faint(number + " |") + " " + frame.text());
    line(
        "     "
            + " ".repeat(number.length())
            + paint.faint(" |")
            + " "
            + paint.bold(frame.carets()));
  }

  private void heading(String text) throws IOException {
    line("");
    line(paint.bold(text));
  }

  /** A line that begins like a command of a runner, as the name of a variable may, is led in. */
  private void line(String text) throws IOException {
    out.write(text.stripLeading().startsWith("::") ? "| " : "");
    out.write(text);
    out.write('\n');
  }

  private static String at(Location place) {
    return Neutral.line(place.path(), TEXT) + ":" + place.line();
  }
}
