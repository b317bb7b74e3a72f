package io.github.flaskdebugguard.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Microsoft's validator of SARIF with the rules that GitHub adds. {@code dev/check} installs it and
 * names it in {@code SARIF_MULTITOOL}.
 */
public final class SarifMultitool {
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

  private final Path tool;

  private SarifMultitool(Path tool) {
    this.tool = tool;
  }

  /** {@return the tool; without it the test is skipped, in continuous integration it fails} */
  public static SarifMultitool needed() {
    String tool = System.getenv("SARIF_MULTITOOL");
    Needed.that(
        tool != null && Files.isExecutable(Path.of(tool)),
        "no SARIF multitool: dev/check installs it and names it in SARIF_MULTITOOL");
    return new SarifMultitool(Path.of(String.valueOf(tool)));
  }

  /** {@return the rules that the SARIF files in a folder break, warnings included} */
  public List<String> broken(Path folder) throws IOException, InterruptedException {
    Path configuration = Files.writeString(folder.resolve("ghas.json"), CONFIGURATION);
    Path report = folder.resolve("validation.json");
    Process process =
        new ProcessBuilder(
                tool.toString(),
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
    assertThat(run.at("/invocations/0/executionSuccessful").asBoolean()).isTrue();
    List<String> broken = new ArrayList<>();
    for (JsonNode result : run.path("results")) {
      broken.add(
          result.get("ruleId").asText() + " " + result.at("/locations/0") + result.get("message"));
    }
    return broken;
  }
}
