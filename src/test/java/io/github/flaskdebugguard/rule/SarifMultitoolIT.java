package io.github.flaskdebugguard.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flaskdebugguard.report.Format;
import io.github.flaskdebugguard.report.Reports;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.Repository;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every SARIF file passes Microsoft's validator with the rules that GitHub adds. {@code dev/check}
 * installs it and names it in {@code SARIF_MULTITOOL}.
 */
class SarifMultitoolIT {
  private static final Path SAMPLE =
      Path.of("src/test/resources/io/github/flaskdebugguard/report/sample.sarif");

  /** Off unless asked for; the rule on reachable addresses would ask the network. */
  private static final String CONFIGURATION =
      """
      {"GH1001.ProvideRequiredLocationProperties.Options":{"RuleEnabled":"Error"},
       "GH1002.InlineThreadFlowLocations.Options":{"RuleEnabled":"Error"},
       "GH1003.ProvideRequiredRegionProperties.Options":{"RuleEnabled":"Error"},
       "GH1005.LocationsMustBeRelativeUrisOrFilePaths.Options":{"RuleEnabled":"Error"},
       "GH1006.ProvideCheckoutPath.Options":{"RuleEnabled":"Error"},
       "GH1007.ProvideFullyFormattedMessageStrings.Options":{"RuleEnabled":"Error"},
       "SARIF2006.UrisShouldBeReachable.Options":{"RuleEnabled":"Disabled"}}
      """;

  @TempDir Path folder;

  @Test
  void everyReportPasses() throws IOException, InterruptedException {
    String tool = System.getenv("SARIF_MULTITOOL");
    assumeThat(tool).isNotNull();
    Path configuration = Files.writeString(folder.resolve("ghas.json"), CONFIGURATION);
    Files.copy(SAMPLE, folder.resolve("sample.sarif"));
    for (Scenario scenario : Scenarios.all()) {
      Repository repository = new InMemoryRepository(scenario.files());
      ScanResult result = Scan.run(repository, Scan.Options.DEFAULT, Scan.Listener.NONE);
      Path file = folder.resolve(scenario.name().replace('/', '-') + ".sarif");
      try (Writer out = Files.newBufferedWriter(file)) {
        new Reports(result, "1.2.3", repository::read).write(Format.SARIF, out, false);
      }
    }
    Path report = folder.resolve("validation.json");
    Process process =
        new ProcessBuilder(
                tool,
                "validate",
                folder.resolve("*.sarif").toString(),
                "-c",
                configuration.toString(),
                "--rule-kind",
                "Sarif;Ghas",
                "--level",
                "Error;Warning",
                "--max-file-size-in-kb",
                "100000",
                "--log",
                "ForceOverwrite",
                "-o",
                report.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    // The exit code is 0 also when rules are broken; only the report tells.
    JsonNode run = new ObjectMapper().readTree(report.toFile()).at("/runs/0");
    List<String> broken = new ArrayList<>();
    for (JsonNode result : run.path("results")) {
      broken.add(
          result.get("ruleId").asText() + " " + result.at("/locations/0") + result.get("message"));
    }
    assertThat(broken).isEmpty();
    assertThat(run.at("/invocations/0/executionSuccessful").asBoolean()).isTrue();
  }
}
