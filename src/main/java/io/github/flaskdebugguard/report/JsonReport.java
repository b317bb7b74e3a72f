package io.github.flaskdebugguard.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.github.flaskdebugguard.repository.Location;
import io.github.flaskdebugguard.rule.Finding;
import io.github.flaskdebugguard.verdict.Dependency;
import io.github.flaskdebugguard.verdict.State;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON report, version 1: a public contract with a schema ({@code report.schema.json}); only
 * additions are allowed.
 */
final class JsonReport {
  private final JsonGenerator json;

  private JsonReport(JsonGenerator json) {
    this.json = json;
  }

  static void write(Report report, Writer out) throws IOException {
    try (JsonGenerator json = generator(out)) {
      new JsonReport(json).write(report);
    }
    out.write('\n');
  }

  /** {@return a generator that leaves the writer open} */
  static JsonGenerator generator(Writer out) throws IOException {
    JsonGenerator json = new JsonFactory().createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.setCharacterEscapes(new LogSafeEscapes());
    json.setPrettyPrinter(new DefaultPrettyPrinter());
    return json;
  }

  private void write(Report report) throws IOException {
    json.writeStartObject();
    json.writeNumberField("version", 1);
    json.writeObjectFieldStart("tool");
    json.writeStringField("name", "flask-debug-guard");
    json.writeStringField("version", report.version());
    json.writeEndObject();
    json.writeObjectFieldStart("source");
    json.writeStringField("path", report.source().path());
    optional("commit", report.source().commit());
    optional("ref", report.source().ref());
    json.writeEndObject();
    json.writeArrayFieldStart("deployments");
    for (Report.Row row : report.deployments()) {
      deployment(row);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("findings");
    for (Report.Alert finding : report.findings()) {
      finding(finding);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("problems");
    for (Report.Trouble problem : report.problems()) {
      json.writeStartObject();
      json.writeStringField("file", problem.path());
      json.writeNumberField("line", problem.line());
      json.writeStringField("message", problem.message());
      json.writeBooleanField("matters", problem.matters());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("accepted");
    for (Report.Granted each : report.accepted()) {
      json.writeStartObject();
      json.writeFieldName("finding");
      finding(each.finding());
      json.writeFieldName("acceptance");
      approval(each.by());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("configuration");
    optional("file", report.configuration().isEmpty() ? null : report.configuration());
    json.writeEndObject();
    since(report.since());
    summary(report);
    json.writeEndObject();
  }

  private void since(@Nullable Since since) throws IOException {
    if (since == null) {
      return;
    }
    json.writeObjectFieldStart("since");
    json.writeStringField("ref", since.ref());
    optional("commit", since.commit());
    json.writeArrayFieldStart("deployments");
    for (Since.Move move : since.moves()) {
      json.writeStartObject();
      json.writeStringField("id", move.id());
      optional("before", move.before());
      optional("after", move.after());
      json.writeEndObject();
    }
    json.writeEndArray();
    texts("new", since.added().stream().map(Report.Alert::fingerprint).toList());
    json.writeArrayFieldStart("fixed");
    for (Report.Alert finding : since.fixed()) {
      finding(finding);
    }
    json.writeEndArray();
    json.writeNumberField("unchanged", since.unchanged());
    json.writeArrayFieldStart("exceptions");
    for (Since.Exempt each : since.exempt()) {
      json.writeStartObject();
      json.writeStringField("change", each.change());
      json.writeFieldName("acceptance");
      approval(each.approval());
      json.writeEndObject();
    }
    json.writeEndArray();
    texts("settings", since.settings());
    json.writeBooleanField("baseCounts", since.baseCounts());
    json.writeEndObject();
  }

  private void approval(Report.Approval approval) throws IOException {
    json.writeStartObject();
    texts("rules", approval.rules());
    json.writeStringField("from", approval.comment() ? "comment" : "configuration");
    json.writeStringField("reason", approval.reason());
    optional("by", approval.by());
    optional("until", approval.until());
    json.writeStringField("file", approval.place().path());
    json.writeNumberField("line", approval.place().line());
    json.writeEndObject();
  }

  private void deployment(Report.Row row) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", row.id());
    json.writeStringField("kind", row.kind());
    json.writeStringField("role", row.role());
    json.writeStringField("roleReason", row.roleReason());
    json.writeStringField("file", row.place().path());
    json.writeNumberField("line", row.place().line());
    json.writeStringField("command", row.command());
    json.writeStringField("server", row.server());
    optional("entryPoint", row.entryPoint());
    json.writeStringField("flaskVersion", row.flaskVersion());
    json.writeStringField("debug", row.debug().word());
    json.writeStringField("debugger", row.debugger().word());
    json.writeStringField("leak", row.leak().word());
    json.writeStringField("reloader", row.reloader().word());
    json.writeStringField("starts", starts(row.starts()));
    json.writeStringField("reason", row.reason());
    json.writeObjectFieldStart("exposure");
    optional("bind", row.bind());
    texts("ports", row.ports());
    json.writeEndObject();
    json.writeArrayFieldStart("dependsOn");
    for (Dependency dependency : row.dependsOn()) {
      json.writeStartObject();
      json.writeStringField("variable", dependency.variable());
      json.writeStringField("whenUnset", dependency.whenUnset().word());
      json.writeStringField("otherwise", dependency.otherwise().word());
      json.writeStringField("description", dependency.description());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("trail");
    for (Report.Step step : row.trail()) {
      json.writeStartObject();
      place(step.place());
      json.writeStringField("message", step.message());
      json.writeBooleanField("decides", step.decides());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void finding(Report.Alert finding) throws IOException {
    json.writeStartObject();
    json.writeStringField("rule", finding.rule());
    json.writeStringField("level", finding.level().word());
    json.writeNumberField("securitySeverity", finding.securitySeverity());
    place(finding.place());
    json.writeStringField("message", finding.message());
    json.writeStringField("advice", finding.advice());
    texts("deployments", finding.deployments());
    json.writeStringField("fingerprint", finding.fingerprint());
    json.writeArrayFieldStart("related");
    for (Report.Note note : finding.related()) {
      json.writeStartObject();
      place(note.place());
      json.writeStringField("message", note.message());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeFieldName("fix");
    fix(finding.fix());
    json.writeEndObject();
  }

  private void fix(Finding.@Nullable Fix fix) throws IOException {
    if (fix == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeStringField("description", fix.description());
    json.writeArrayFieldStart("edits");
    for (Finding.Edit edit : fix.edits()) {
      json.writeStartObject();
      json.writeStringField("file", edit.span().path());
      json.writeNumberField("start", edit.span().start());
      json.writeNumberField("end", edit.span().end());
      json.writeStringField("text", edit.text());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void summary(Report report) throws IOException {
    json.writeObjectFieldStart("summary");
    json.writeNumberField("deployments", report.deployments().size());
    json.writeNumberField("on", report.count(State.ON));
    json.writeNumberField("off", report.count(State.OFF));
    json.writeNumberField("unknown", report.count(State.UNKNOWN));
    json.writeNumberField("findings", report.findings().size());
    json.writeNumberField("accepted", report.accepted().size());
    json.writeNumberField("files", report.files());
    json.writeNumberField("millis", report.millis());
    json.writeEndObject();
  }

  private void place(Location place) throws IOException {
    json.writeStringField("file", place.path());
    json.writeNumberField("line", place.line());
    json.writeNumberField("column", place.column());
    json.writeNumberField("endLine", place.endLine());
    json.writeNumberField("endColumn", place.endColumn());
  }

  private void optional(String name, @Nullable String value) throws IOException {
    if (value == null) {
      json.writeNullField(name);
    } else {
      json.writeStringField(name, value);
    }
  }

  private void texts(String name, List<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  static String starts(State state) {
    return switch (state) {
      case ON -> "yes";
      case OFF -> "no";
      case UNKNOWN -> "unknown";
    };
  }
}
