package io.github.flaskdebugguard.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.flaskdebugguard.repository.SourceFile;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reviewdog's diagnostic format. Source: reviewdog's {@code proto/rdf/reviewdog.proto}: columns
 * count bytes of UTF-8 from 1, the end is exclusive.
 */
final class RdjsonReport {
  private final Report report;
  private final Function<String, @Nullable SourceFile> sources;

  RdjsonReport(Report report, Function<String, @Nullable SourceFile> sources) {
    this.report = report;
    this.sources = sources;
  }

  void write(Writer out) throws IOException {
    try (JsonGenerator json = JsonReport.generator(out)) {
      json.writeStartObject();
      json.writeObjectFieldStart("source");
      json.writeStringField("name", "flask-debug-guard");
      json.writeStringField("url", Reports.HOME);
      json.writeEndObject();
      json.writeArrayFieldStart("diagnostics");
      for (Report.Alert finding : report.findings()) {
        diagnostic(json, finding);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.write('\n');
  }

  private void diagnostic(JsonGenerator json, Report.Alert finding) throws IOException {
    String path = finding.place().path();
    json.writeStartObject();
    json.writeStringField("message", finding.message());
    json.writeObjectFieldStart("location");
    json.writeStringField("path", path);
    json.writeObjectFieldStart("range");
    position(json, "start", path, finding.place().line(), finding.place().column());
    position(json, "end", path, finding.place().endLine(), finding.place().endColumn());
    json.writeEndObject();
    json.writeEndObject();
    json.writeStringField(
        "severity",
        switch (finding.level()) {
          case ERROR -> "ERROR";
          case WARNING -> "WARNING";
          case NOTE -> "INFO";
        });
    json.writeObjectFieldStart("code");
    json.writeStringField("value", finding.rule());
    json.writeStringField("url", Reports.page(finding.rule()));
    json.writeEndObject();
    json.writeEndObject();
  }

  private void position(JsonGenerator json, String name, String path, int line, int column)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("line", line);
    json.writeNumberField("column", bytes(path, line, column));
    json.writeEndObject();
  }

  private int bytes(String path, int line, int column) {
    SourceFile file = sources.apply(path);
    if (file == null || line > file.lineCount()) {
      return column;
    }
    String text = file.line(line);
    int units = Math.min(column - 1, text.length());
    return text.substring(0, units).getBytes(StandardCharsets.UTF_8).length + 1;
  }
}
