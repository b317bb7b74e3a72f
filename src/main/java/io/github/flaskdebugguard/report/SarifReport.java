package io.github.flaskdebugguard.report;

import com.contrastsecurity.sarif.CodeFlow;
import com.contrastsecurity.sarif.Location;
import com.contrastsecurity.sarif.MultiformatMessageString;
import com.contrastsecurity.sarif.Notification;
import com.contrastsecurity.sarif.PartialFingerprints;
import com.contrastsecurity.sarif.PhysicalLocation;
import com.contrastsecurity.sarif.Region;
import com.contrastsecurity.sarif.ReportingDescriptor;
import com.contrastsecurity.sarif.Result;
import com.contrastsecurity.sarif.ThreadFlow;
import com.contrastsecurity.sarif.ThreadFlowLocation;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.rule.RuleInfo;
import io.github.flaskdebugguard.rule.Rules;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * SARIF 2.1.0 for code scanning, one result at a time. Levels are always written: the model's own
 * writer leaves out {@code warning} as a default, and a rule whose default is {@code error} would
 * then make an error of it.
 */
final class SarifReport {

  private final JsonGenerator json;
  private final String category;

  private SarifReport(JsonGenerator json, String category) {
    this.json = json;
    this.category = category;
  }

  /**
   * Writes a log.
   *
   * @param accepted whether to write what is accepted, as suppressed results
   */
  static void write(
      Report report,
      Function<String, @Nullable SourceFile> sources,
      String category,
      boolean accepted,
      Writer out)
      throws IOException {
    try (JsonGenerator json = JsonReport.generator(out)) {
      new SarifReport(json, category).write(report, new SarifModel(sources), accepted);
    }
    out.write('\n');
  }

  private void write(Report report, SarifModel model, boolean accepted) throws IOException {
    List<RuleInfo> rules = Rules.infos();
    json.writeStartObject();
    json.writeStringField(
        "$schema",
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
    json.writeStringField("version", "2.1.0");
    json.writeArrayFieldStart("runs");
    json.writeStartObject();
    tool(report.version(), rules);
    invocation(report);
    json.writeObjectFieldStart("automationDetails");
    // All before the last slash is the category.
    json.writeStringField(
        "id", category.isEmpty() ? "flask-debug-guard/" : "flask-debug-guard/" + category + "/");
    json.writeEndObject();
    json.writeStringField("columnKind", "utf16CodeUnits");
    json.writeArrayFieldStart("results");
    List<String> ids = new ArrayList<>();
    for (RuleInfo rule : rules) {
      ids.add(rule.id());
    }
    List<Report.Granted> granted = accepted ? report.accepted() : List.of();
    int written = 0;
    for (Report.Alert finding : report.findings()) {
      if (written++ < Limits.FINDINGS) {
        // All results of a run have the property, or none has it (SARIF 2.1.0, 3.27.23).
        result(
            finding,
            model.result(finding, ids.indexOf(finding.rule())),
            model,
            granted.isEmpty() ? null : List.of());
      }
    }
    for (Report.Granted each : granted) {
      if (written++ < Limits.FINDINGS) {
        result(
            each.finding(),
            model.result(each.finding(), ids.indexOf(each.finding().rule())),
            model,
            List.of(each.by()));
      }
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private void tool(String version, List<RuleInfo> rules) throws IOException {
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "flask-debug-guard");
    json.writeStringField("version", version);
    json.writeStringField("semanticVersion", version);
    json.writeStringField("informationUri", Reports.HOME);
    json.writeArrayFieldStart("rules");
    for (RuleInfo rule : rules) {
      descriptor(SarifModel.descriptor(rule));
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private void invocation(Report report) throws IOException {
    json.writeArrayFieldStart("invocations");
    json.writeStartObject();
    json.writeBooleanField("executionSuccessful", report.complete());
    json.writeArrayFieldStart("toolExecutionNotifications");
    for (Report.Trouble problem : report.problems()) {
      notification(SarifModel.notification(problem));
    }
    int cut = report.findings().size() - Limits.FINDINGS;
    if (cut > 0) {
      String text = cut + " less serious findings are left out: code scanning takes 25,000.";
      notification(SarifModel.notification(new Report.Trouble("", 0, text, false)));
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private void descriptor(ReportingDescriptor rule) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", rule.getId());
    json.writeStringField("name", rule.getName());
    text("shortDescription", rule.getShortDescription());
    text("fullDescription", rule.getFullDescription());
    json.writeObjectFieldStart("defaultConfiguration");
    json.writeStringField("level", rule.getDefaultConfiguration().getLevel().value());
    json.writeEndObject();
    json.writeStringField("helpUri", rule.getHelpUri().toString());
    text("help", rule.getHelp());
    json.writeObjectFieldStart("properties");
    json.writeArrayFieldStart("tags");
    for (String tag : rule.getProperties().getTags()) {
      json.writeString(tag);
    }
    json.writeEndArray();
    Map<String, Object> properties = new TreeMap<>(rule.getProperties().getAdditionalProperties());
    for (Map.Entry<String, Object> property : properties.entrySet()) {
      json.writeStringField(property.getKey(), property.getValue().toString());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void text(String name, MultiformatMessageString value) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("text", value.getText());
    if (value.getMarkdown() != null) {
      json.writeStringField("markdown", value.getMarkdown());
    }
    json.writeEndObject();
  }

  private void notification(Notification notification) throws IOException {
    json.writeStartObject();
    json.writeStringField("level", notification.getLevel().value());
    message(notification.getMessage().getText());
    if (notification.getLocations() != null) {
      json.writeArrayFieldStart("locations");
      for (Location location : notification.getLocations()) {
        location(location);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private void result(
      Report.Alert finding,
      Result result,
      SarifModel model,
      @Nullable List<Report.Approval> suppressions)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("ruleId", result.getRuleId());
    json.writeNumberField("ruleIndex", result.getRuleIndex());
    json.writeStringField("level", result.getLevel().value());
    message(result.getMessage().getText());
    json.writeArrayFieldStart("locations");
    for (Location location : result.getLocations()) {
      location(location);
    }
    json.writeEndArray();
    if (result.getRelatedLocations() != null) {
      json.writeArrayFieldStart("relatedLocations");
      for (Location location : result.getRelatedLocations()) {
        location(location);
      }
      json.writeEndArray();
    }
    codeFlows(result.getCodeFlows());
    fingerprints(result.getPartialFingerprints());
    SarifFix.write(json, finding.fix(), model);
    if (suppressions != null) {
      json.writeArrayFieldStart("suppressions");
      for (Report.Approval approval : suppressions) {
        suppression(approval);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private void suppression(Report.Approval approval) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", approval.comment() ? "inSource" : "external");
    json.writeStringField("status", "accepted");
    json.writeStringField(
        "justification",
        Neutral.line(approval.reason() + " (" + approval.terms() + ")", Limits.MESSAGE_CHARS));
    json.writeEndObject();
  }

  private void codeFlows(@Nullable List<CodeFlow> flows) throws IOException {
    if (flows == null) {
      return;
    }
    json.writeArrayFieldStart("codeFlows");
    for (CodeFlow flow : flows) {
      json.writeStartObject();
      json.writeArrayFieldStart("threadFlows");
      for (ThreadFlow thread : flow.getThreadFlows()) {
        json.writeStartObject();
        json.writeArrayFieldStart("locations");
        for (ThreadFlowLocation step : thread.getLocations()) {
          json.writeStartObject();
          json.writeFieldName("location");
          location(step.getLocation());
          json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void fingerprints(PartialFingerprints fingerprints) throws IOException {
    if (fingerprints.getAdditionalProperties().isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("partialFingerprints");
    for (Map.Entry<String, String> entry : fingerprints.getAdditionalProperties().entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }

  private void location(Location location) throws IOException {
    json.writeStartObject();
    if (location.getId() != null) {
      json.writeNumberField("id", location.getId());
    }
    PhysicalLocation place = location.getPhysicalLocation();
    json.writeObjectFieldStart("physicalLocation");
    json.writeObjectFieldStart("artifactLocation");
    json.writeStringField("uri", place.getArtifactLocation().getUri());
    json.writeEndObject();
    Region region = place.getRegion();
    json.writeObjectFieldStart("region");
    SarifFix.region(json, region);
    json.writeEndObject();
    json.writeEndObject();
    if (location.getMessage() != null) {
      message(location.getMessage().getText());
    }
    json.writeEndObject();
  }

  private void message(String text) throws IOException {
    json.writeObjectFieldStart("message");
    json.writeStringField("text", text);
    json.writeEndObject();
  }
}
