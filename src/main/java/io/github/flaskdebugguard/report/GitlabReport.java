package io.github.flaskdebugguard.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.flaskdebugguard.rule.Level;
import java.io.IOException;
import java.io.Writer;

/**
 * A Code Quality report for GitLab's merge requests. Source: docs.gitlab.com, "Code Quality report
 * format": description, check name, unique fingerprint, severity and place are required.
 */
final class GitlabReport {
  private static final double BLOCKER = 9.0;

  private GitlabReport() {}

  static void write(Report report, Writer out) throws IOException {
    try (JsonGenerator json = JsonReport.generator(out)) {
      json.writeStartArray();
      for (Report.Alert finding : report.findings()) {
        json.writeStartObject();
        json.writeStringField("description", finding.message());
        json.writeStringField("check_name", finding.rule());
        json.writeStringField("fingerprint", finding.fingerprint());
        json.writeStringField("severity", severity(finding.level(), finding.securitySeverity()));
        json.writeObjectFieldStart("location");
        json.writeStringField("path", finding.place().path());
        json.writeObjectFieldStart("lines");
        json.writeNumberField("begin", finding.place().line());
        json.writeNumberField("end", finding.place().endLine());
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    out.write('\n');
  }

  private static String severity(Level level, double securitySeverity) {
    return switch (level) {
      case ERROR -> securitySeverity >= BLOCKER ? "blocker" : "critical";
      case WARNING -> "major";
      case NOTE -> "info";
    };
  }
}
