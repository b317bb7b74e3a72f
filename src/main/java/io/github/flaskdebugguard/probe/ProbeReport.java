package io.github.flaskdebugguard.probe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.github.flaskdebugguard.report.Format;
import io.github.flaskdebugguard.report.LogSafeEscapes;
import io.github.flaskdebugguard.report.Markup;
import io.github.flaskdebugguard.report.Neutral;
import io.github.flaskdebugguard.report.Reports;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.Span;
import io.github.flaskdebugguard.rule.Finding;
import io.github.flaskdebugguard.rule.Level;
import io.github.flaskdebugguard.rule.RuleInfo;
import io.github.flaskdebugguard.rule.Rules;
import io.github.flaskdebugguard.rule.ScanResult;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes what a probe found. Nothing in it is text of an answer. */
public final class ProbeReport {
  private final ProbeResult result;
  private final String version;

  /**
   * @param version of the tool
   */
  public ProbeReport(ProbeResult result, String version) {
    this.result = result;
    this.version = version;
  }

  /** {@return whether a probe can be written in this format} */
  public static boolean knows(Format format) {
    return format == Format.TEXT
        || format == Format.JSON
        || format == Format.SARIF
        || format == Format.MARKDOWN;
  }

  /**
   * Writes the report.
   *
   * @throws IOException when the writer fails
   */
  public void write(Format format, Writer out) throws IOException {
    switch (format) {
      case JSON -> json(out);
      case SARIF -> new Reports(asScan(), version, path -> null).write(format, out, false);
      case MARKDOWN -> out.write(markdown());
      default -> out.write(text());
    }
    out.flush();
  }

  private String text() {
    StringBuilder out = new StringBuilder();
    out.append("probe of ").append(Neutral.line(result.target().url())).append("\n\n");
    Failure failure = result.failure();
    if (failure != null) {
      out.append("not reached (").append(failure.kind().word()).append("): ");
      return out.append(Neutral.line(failure.message())).append('\n').toString();
    }
    fields()
        .forEach((name, value) -> out.append("  ").append(padded(name)).append(value).append('\n'));
    out.append('\n');
    for (Observed one : result.observed()) {
      out.append(one.level().word()).append("  ").append(one.signal().word());
      out.append(" (").append(one.certainty().word()).append("): ");
      out.append(Neutral.line(one.evidence())).append("\n    ");
      out.append(Neutral.line(one.request()));
      if (one.level() != Level.NOTE) {
        out.append("\n    flask-debug-guard explain ").append(one.signal().rule());
      }
      out.append('\n');
    }
    for (String remark : result.remarks()) {
      out.append("remark: ").append(Neutral.line(remark)).append('\n');
    }
    return out.append(summary()).append('\n').toString();
  }

  private static String padded(String name) {
    return name + " ".repeat(Math.max(20 - name.length(), 1));
  }

  private String markdown() {
    StringBuilder out = new StringBuilder();
    out.append("## Probe of ").append(Markup.markdown(result.target().url())).append("\n\n");
    Failure failure = result.failure();
    if (failure != null) {
      out.append("**Not reached** (").append(failure.kind().word()).append("): ");
      return out.append(Markup.markdown(failure.message())).append("\n").toString();
    }
    out.append("| what | state |\n| --- | --- |\n");
    fields().forEach((name, value) -> out.append("| " + name + " | ").append(value).append(" |\n"));
    if (!result.observed().isEmpty()) {
      out.append("\n| level | signal | certainty | request | evidence |\n");
      out.append("| --- | --- | --- | --- | --- |\n");
      for (Observed one : result.observed()) {
        out.append("| ").append(one.level().word()).append(" | ").append(one.signal().word());
        out.append(" | ").append(one.certainty().word()).append(" | ");
        out.append(Markup.markdown(one.request())).append(" | ");
        out.append(Markup.markdown(one.evidence())).append(" |\n");
      }
    }
    out.append('\n');
    for (String remark : result.remarks()) {
      out.append("- ").append(Markup.markdown(remark)).append('\n');
    }
    return out.append("\n").append(summary()).append('\n').toString();
  }

  private void json(Writer out) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setCharacterEscapes(new LogSafeEscapes());
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartObject();
      json.writeNumberField("version", 1);
      json.writeObjectFieldStart("tool");
      json.writeStringField("name", "flask-debug-guard");
      json.writeStringField("version", version);
      json.writeEndObject();
      json.writeStringField("target", result.target().url());
      Failure failure = result.failure();
      json.writeBooleanField("reached", failure == null);
      if (failure == null) {
        json.writeNullField("failure");
      } else {
        json.writeObjectFieldStart("failure");
        json.writeStringField("kind", failure.kind().word());
        json.writeStringField("message", failure.message());
        json.writeEndObject();
      }
      json.writeObjectFieldStart("verdict");
      for (Map.Entry<String, String> field : fields().entrySet()) {
        json.writeStringField(camel(field.getKey()), field.getValue());
      }
      json.writeEndObject();
      observed(json);
      texts(json, "remarks", result.remarks());
      texts(json, "requests", result.requests());
      json.writeObjectFieldStart("summary");
      for (Level level : Level.values()) {
        json.writeNumberField(level.word() + "s", count(level));
      }
      json.writeNumberField("requests", result.requests().size());
      json.writeNumberField("millis", result.millis());
      json.writeEndObject();
      json.writeEndObject();
    }
    out.write('\n');
  }

  private void observed(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("observed");
    for (Observed one : result.observed()) {
      json.writeStartObject();
      json.writeStringField("signal", one.signal().word());
      json.writeStringField("level", one.level().word());
      json.writeStringField("certainty", one.certainty().word());
      json.writeStringField("rule", one.signal().rule());
      json.writeStringField("request", one.request());
      json.writeStringField("evidence", one.evidence());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void texts(JsonGenerator json, String name, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private static String camel(String name) {
    int blank = name.indexOf(' ');
    return blank < 0
        ? name
        : name.substring(0, blank)
            + Character.toUpperCase(name.charAt(blank + 1))
            + name.substring(blank + 2);
  }

  private Map<String, String> fields() {
    Live live = result.live();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("debugger", live.debugger().word());
    fields.put("console", live.console().name().toLowerCase(Locale.ROOT));
    fields.put("evalex", live.evalex().word());
    fields.put("pin", live.pin().word());
    fields.put("leak", live.traceback().word());
    fields.put("debug", live.flag().word());
    fields.put("propagates", live.propagates().word());
    fields.put("development server", live.developmentServer().word());
    fields.put("debug tool", live.toolbar().word());
    return fields;
  }

  private int count(Level level) {
    int count = 0;
    for (Observed one : result.observed()) {
      count += one.level() == level ? 1 : 0;
    }
    return count;
  }

  private String summary() {
    return String.format(
        Locale.ROOT,
        "%d errors, %d warnings, %d notes in %d requests.",
        count(Level.ERROR),
        count(Level.WARNING),
        count(Level.NOTE),
        result.requests().size());
  }

  /** {@return the same as findings, whose places are made of the host and the path} */
  private ScanResult asScan() {
    List<Finding> findings = new ArrayList<>();
    for (Observed one : result.observed()) {
      RuleInfo rule = Rules.info(one.signal().rule());
      if (rule != null && one.level() != Level.NOTE) {
        findings.add(
            new Finding(
                rule,
                one.level(),
                new Span(place(one.request()), 0, 0),
                one.signal().word() + ": " + one.evidence() + ", " + one.certainty().word() + ".",
                "",
                List.of(),
                List.of(),
                null));
      }
    }
    Failure failure = result.failure();
    List<Problem> problems =
        failure == null
            ? List.of()
            : List.of(
                new Problem("", null, result.target().url() + ": " + failure.message(), true));
    return new ScanResult(
        new Repository.Source(result.target().url(), null, null),
        List.of(),
        findings,
        problems,
        0,
        result.millis());
  }

  private String place(String request) {
    int start = request.indexOf('/');
    int end = start;
    while (end >= 0 && end < request.length() && "? ".indexOf(request.charAt(end)) < 0) {
      end++;
    }
    return result.target().authority() + (start < 0 ? "/" : request.substring(start, end));
  }
}
