package io.github.flaskdebugguard.github;

import io.github.flaskdebugguard.fuzz.FuzzTarget;
import io.github.flaskdebugguard.fuzz.HostileResult;
import io.github.flaskdebugguard.fuzz.Property;
import io.github.flaskdebugguard.fuzz.Shown;
import io.github.flaskdebugguard.report.Format;
import io.github.flaskdebugguard.report.Neutral;
import io.github.flaskdebugguard.report.Reports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Nothing that goes to a terminal or the log of a runner moves a cursor or is a command that the
 * tool does not mean. Commands are told as the runner tells them (ActionCommand of actions/runner).
 */
public final class ConsoleFuzz implements FuzzTarget {
  private static final Set<String> COMMANDS = Set.of("error", "warning", "notice");
  private static final Set<String> PROPERTIES =
      Set.of("file", "line", "endLine", "col", "endColumn", "title");
  private static final String COLOUR = "\u001b[";

  @Override
  public void check(String input) throws IOException {
    Reports reports = HostileResult.reports(input);
    String text = written(reports, Format.TEXT, false);
    log(text, false);
    log(written(reports, Format.CONCISE, false), false);
    log(written(reports, Format.GITHUB, false), true);
    Property.same(
        withoutColours(written(reports, Format.TEXT, true)), text, "report without its colours");
    StringWriter annotations = new StringWriter();
    reports.annotate(place -> true, annotations);
    log(annotations.toString(), true);
    StringWriter story = new StringWriter();
    reports.explain(reports.deployments(), story, false);
    log(story.toString(), false);

    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RunnerLog log = new RunnerLog(bytes);
    log.line(input, input);
    log.error(input, input);
    log.warning(input);
    log.notice(input);
    String lines = bytes.toString(StandardCharsets.UTF_8);
    log(lines, true);
    Property.same((int) lines.lines().count(), 5, "lines of the runner's log");
  }

  /** The text as a report that somebody saved, or wrote by hand. */
  @Override
  public void checkDeeply(String input) throws IOException {
    Reports saved;
    try {
      saved = Reports.saved(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      log(Neutral.line(String.valueOf(e.getMessage())), false);
      return;
    }
    log(written(saved, Format.TEXT, false), false);
    log(written(saved, Format.CONCISE, false), false);
    log(written(saved, Format.GITHUB, false), true);
    log(written(saved, Format.MARKDOWN, false), false);
    StringWriter story = new StringWriter();
    saved.explain(saved.deployments(), story, false);
    log(story.toString(), false);
  }

  private static String written(Reports reports, Format format, boolean colour) throws IOException {
    StringWriter out = new StringWriter();
    reports.write(format, out, colour);
    return out.toString();
  }

  private static String withoutColours(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    int at = 0;
    while (true) {
      int escape = text.indexOf(COLOUR, at);
      if (escape < 0) {
        return plain.append(text, at, text.length()).toString();
      }
      plain.append(text, at, escape);
      at = escape + COLOUR.length();
      while (at < text.length() && "0123456789;".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      Property.holds(at < text.length() && text.charAt(at) == 'm', "no colour at %d", escape);
      at++;
    }
  }

  private static void log(String output, boolean commands) {
    Shown.isVisible(output);
    Property.holds(!output.contains("##["), "an old command in <%s>", output);
    for (String line : output.split("\n", -1)) {
      String trimmed = line.stripLeading();
      if (trimmed.startsWith("::")) {
        Property.holds(commands, "a command: <%s>", line);
        command(line);
      }
    }
  }

  private static void command(String line) {
    int end = line.indexOf("::", 2);
    Property.holds(end > 0, "no command: <%s>", line);
    String head = line.substring(2, end);
    int blank = head.indexOf(' ');
    String name = blank < 0 ? head : head.substring(0, blank);
    Property.holds(COMMANDS.contains(name), "the command %s: <%s>", name, line);
    if (blank >= 0) {
      for (String property : head.substring(blank + 1).split(",", -1)) {
        String key = property.substring(0, Math.max(property.indexOf('='), 0));
        Property.holds(PROPERTIES.contains(key), "the property <%s>: <%s>", property, line);
      }
    }
    String data = line.substring(end + 2);
    Property.holds(!data.contains("%0D"), "a carriage return: <%s>", line);
    Property.holds(data.indexOf("%0A") == data.lastIndexOf("%0A"), "many lines: <%s>", line);
  }
}
