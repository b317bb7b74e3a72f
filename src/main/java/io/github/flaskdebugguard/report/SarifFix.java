package io.github.flaskdebugguard.report;

import com.contrastsecurity.sarif.PhysicalLocation;
import com.contrastsecurity.sarif.Region;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.flaskdebugguard.rule.Finding;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The fix of a result in SARIF. */
final class SarifFix {
  private SarifFix() {}

  static void write(JsonGenerator json, Finding.@Nullable Fix fix, SarifModel model)
      throws IOException {
    if (fix == null || !model.holds(fix)) {
      return;
    }
    json.writeArrayFieldStart("fixes");
    json.writeStartObject();
    json.writeObjectFieldStart("description");
    json.writeStringField("text", Neutral.line(fix.description()) + ".");
    json.writeEndObject();
    json.writeArrayFieldStart("artifactChanges");
    for (Finding.Edit edit : fix.edits()) {
      PhysicalLocation place = model.place(edit.span());
      json.writeStartObject();
      json.writeObjectFieldStart("artifactLocation");
      json.writeStringField("uri", place.getArtifactLocation().getUri());
      json.writeEndObject();
      json.writeArrayFieldStart("replacements");
      json.writeStartObject();
      json.writeObjectFieldStart("deletedRegion");
      region(json, place.getRegion());
      json.writeEndObject();
      json.writeObjectFieldStart("insertedContent");
      json.writeStringField("text", edit.text());
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  /** Writes the fields of a region. */
  static void region(JsonGenerator json, Region region) throws IOException {
    json.writeNumberField("startLine", region.getStartLine());
    json.writeNumberField("startColumn", region.getStartColumn());
    json.writeNumberField("endLine", region.getEndLine());
    json.writeNumberField("endColumn", region.getEndColumn());
  }
}
