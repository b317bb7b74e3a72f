package io.github.flaskdebugguard.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.rule.ScanResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportsTest {
  private static final Path GOLDENS =
      Path.of("src/test/resources/io/github/flaskdebugguard/report");
  private static final ScanResult EMPTY =
      new ScanResult(new Repository.Source("x", null, null), List.of(), List.of(), List.of(), 0, 0);

  @ParameterizedTest
  @EnumSource(Format.class)
  void theSampleIsReportedAsExpected(Format format) throws IOException {
    String actual = write(Sample.result(), format, false);
    Path golden = GOLDENS.resolve("sample." + format.word());
    String expected = Files.exists(golden) ? Files.readString(golden) : "";
    if (!actual.equals(expected) && Boolean.getBoolean("update.goldens")) {
      Files.writeString(golden, actual);
    }
    assertThat(actual)
        .as("rewrite with mvn test -Dtest=ReportsTest -Dupdate.goldens=true, then look at the diff")
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void theSameResultGivesTheSameText(Format format) throws IOException {
    assertThat(write(Sample.result(), format, false))
        .isEqualTo(write(Sample.result(), format, false));
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void nothingInAReportMovesACursorOrATextDirection(Format format) throws IOException {
    assertThat(write(Sample.result(), format, false))
        .doesNotContainPattern("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]");
  }

  @ParameterizedTest
  @EnumSource(
      value = Format.class,
      names = {"TEXT", "CONCISE", "MARKDOWN"})
  void noLineOfALogIsACommandOfARunner(Format format) throws IOException {
    String text = write(Sample.result(), format, false);
    assertThat(text.lines()).noneMatch(line -> line.stripLeading().startsWith("::"));
    assertThat(text).doesNotContain("##[");
  }

  @Test
  void coloursChangeNothingButColours() throws IOException {
    String coloured = write(Sample.result(), Format.TEXT, true);
    assertThat(coloured).contains("\u001b[1;31m");
    assertThat(Pattern.compile("\u001b\\[[0-9;]*m").matcher(coloured).replaceAll(""))
        .isEqualTo(write(Sample.result(), Format.TEXT, false));
  }

  @Test
  void aRepositoryWithoutAnAppIsSaidToBeOne() throws IOException {
    assertThat(write(EMPTY, Format.TEXT, false)).startsWith("Nothing to judge");
  }

  @Test
  void jsonFitsItsSchema() throws IOException {
    String schema;
    try (InputStream in =
        Objects.requireNonNull(
            Reports.class.getResourceAsStream("/io/github/flaskdebugguard/report.schema.json"))) {
      schema = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
    assertThat(Files.readString(Path.of("docs/report.schema.json"))).isEqualTo(schema);
    JsonSchema compiled =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    for (ScanResult result : List.of(Sample.result(), EMPTY)) {
      assertThat(compiled.validate(json(write(result, Format.JSON, false)))).isEmpty();
    }
    assertThat(compiled.validate(json("{\"version\":2}"))).isNotEmpty();
  }

  @Test
  void sarifFitsItsSchema() throws IOException {
    JsonSchema schema;
    try (InputStream in =
        Objects.requireNonNull(
            com.contrastsecurity.sarif.Result.class.getResourceAsStream(
                "/schema/sarif-schema-2.1.0.json"))) {
      schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(in);
    }
    for (ScanResult result : List.of(Sample.result(), EMPTY)) {
      assertThat(schema.validate(json(write(result, Format.SARIF, false)))).isEmpty();
    }
  }

  @Test
  void sarifSaysWhenTheScanIsIncomplete() throws IOException {
    assertThat(run(EMPTY).at("/invocations/0/executionSuccessful").asBoolean()).isTrue();
    JsonNode run = run(Sample.result());
    assertThat(run.at("/invocations/0/executionSuccessful").asBoolean(true)).isFalse();
    assertThat(run.at("/invocations/0/toolExecutionNotifications")).hasSize(2);
  }

  @Test
  void everySarifResultStatesItsLevelAndAnEncodedPlace() throws IOException {
    for (JsonNode result : run(Sample.result()).get("results")) {
      assertThat(result.get("level").asText()).isIn("error", "warning", "note");
      assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri").asText())
          .matches("[A-Za-z0-9._~/%-]+");
      assertThat(result.at("/partialFingerprints/primaryLocationLineHash").asText())
          .matches("[0-9a-f]+:1");
    }
  }

  @Test
  void fingerprintsStayWhenLinesAreAddedAbove() throws IOException {
    JsonNode finding = json(write(Sample.result(), Format.JSON, false)).at("/findings/0");
    assertThat(finding.get("fingerprint").asText()).matches("[0-9a-f]{16}:1");
  }

  @ParameterizedTest
  @EnumSource(
      value = Format.class,
      names = {"CONCISE", "JSON", "GITLAB", "GITHUB"})
  void aSavedReportIsRenderedAlike(Format format) throws IOException {
    byte[] saved =
        write(Sample.result(), Format.JSON, false)
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    StringWriter out = new StringWriter();
    Reports.saved(saved).write(format, out, false);
    assertThat(out).hasToString(write(Sample.result(), format, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "[]", "{}", "{\"version\":2}", "{\"version\":1}", "{\"version\":1"})
  void whatIsNoSavedReportIsRefused(String text) {
    assertThatThrownBy(() -> Reports.saved(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("is no ");
  }

  private static JsonNode run(ScanResult result) throws IOException {
    return json(write(result, Format.SARIF, false)).at("/runs/0");
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  private static String write(ScanResult result, Format format, boolean colour) throws IOException {
    StringWriter out = new StringWriter();
    new Reports(result, "1.2.3", Sample.repository()::read).write(format, out, colour);
    return out.toString();
  }
}
