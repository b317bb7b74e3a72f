package io.github.flaskdebugguard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.fix.Fixes;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Makes every fix of every scenario on a copy and judges that. */
class ScenarioFixesTest {
  private static final String PARSE =
      "import ast,sys\nfor text in sys.stdin.read().split('\\0'): ast.parse(text)";

  static Stream<Scenario> flagged() {
    return Scenarios.all().stream().filter(Scenario::flagged);
  }

  @ParameterizedTest
  @MethodSource("flagged")
  void aFixMakesItsFindingGoAwayAndNothingWorse(Scenario scenario) throws Exception {
    ScanResult before = Scenarios.scan(scenario);
    List<String> python = new ArrayList<>();
    for (Finding finding : offered(scenario, before).findings()) {
      Finding.Fix fix = finding.fix();
      if (fix == null) {
        continue;
      }
      Map<String, String> copy = changed(scenario.files(), fix.edits());
      ScanResult after = Scenarios.scan(copy);
      assertThat(places(after, copy))
          .as(finding.rule().id())
          .doesNotContain(place(finding, scenario.files()));
      assertThat(after.findings()).hasSizeLessThan(before.findings().size());
      assertThat(after.verdicts()).hasSameSizeAs(before.verdicts());
      copy.forEach(
          (path, text) -> {
            if (path.endsWith(".py")) {
              python.add(text);
            }
          });
    }
    parses(python);
  }

  @Test
  void theseScenariosHaveACertainFix() {
    TreeSet<String> fixed = new TreeSet<>();
    flagged()
        .forEach(
            scenario -> {
              ScanResult result = offered(scenario, Scenarios.scan(scenario));
              if (result.findings().stream().anyMatch(finding -> finding.fix() != null)) {
                fixed.add(scenario.name());
              }
            });
    assertThat(fixed)
        .contains(
            "debug-mode-in-production/flagged-config-under-gunicorn",
            "debug-mode-in-production/flagged-helm-values-of-production",
            "debug-mode-in-production/flagged-kubernetes-configmap",
            "debug-mode-in-production/flagged-kustomize-overlay-patch",
            "debug-on-by-default/flagged-default-is-on",
            "debug-run-entry-point/flagged-script-beside-gunicorn",
            "debug-value-always-true/flagged-bool-of-text",
            "debugger-in-production/flagged-compose-turns-it-on",
            "debugger-in-production/flagged-flask-run-debug",
            "debugger-pin-disabled/flagged-pin-off",
            "env-file-in-image/flagged-flaskenv-copied",
            "environment-drift/flagged-staging-against-production",
            "reloader-in-production/flagged-gunicorn-reload",
            "setting-without-effect/flagged-flask-env-on-3",
            "traceback-to-client/flagged-uwsgi-catches");
  }

  @ParameterizedTest
  @MethodSource("flagged")
  void allFixesOfAScenarioHoldTogether(Scenario scenario) {
    ScanResult result = offered(scenario, Scenarios.scan(scenario));
    Fixes.Whole whole =
        Fixes.together(new InMemoryRepository(scenario.files()), result, ScenarioFixesTest::judged);
    assertThat(whole.left()).isEmpty();
    Map<String, String> copy = new HashMap<>(scenario.files());
    whole.files().forEach((path, file) -> copy.put(path, file.text()));
    assertThat(Scenarios.scan(copy).findings())
        .hasSizeLessThanOrEqualTo(result.findings().size() - whole.fixed().size());
  }

  private static ScanResult offered(Scenario scenario, ScanResult result) {
    return Fixes.offered(
        new InMemoryRepository(scenario.files()),
        result,
        Fixes.FOR_REPORTS,
        ScenarioFixesTest::judged);
  }

  private static ScanResult judged(Repository repository) {
    Map<String, String> files = new TreeMap<>();
    for (String path : repository.files()) {
      SourceFile file = repository.read(path);
      files.put(path, file == null ? "" : file.text());
    }
    return Scenarios.scan(files);
  }

  private static Map<String, String> changed(Map<String, String> files, List<Finding.Edit> edits) {
    Map<String, String> copy = new HashMap<>(files);
    for (Finding.Edit edit : edits) {
      String path = edit.span().path();
      copy.merge(
          path,
          "",
          (text, unused) ->
              text.substring(0, edit.span().start())
                  + edit.text()
                  + text.substring(edit.span().end()));
    }
    return copy;
  }

  private static List<String> places(ScanResult result, Map<String, String> files) {
    return result.findings().stream().map(finding -> place(finding, files)).toList();
  }

  private static String place(Finding finding, Map<String, String> files) {
    String text = files.getOrDefault(finding.span().path(), "");
    return finding.rule().id()
        + " "
        + finding.span().path()
        + " "
        + finding.deployments()
        + text.substring(finding.span().start(), finding.span().end());
  }

  private static void parses(List<String> sources) throws IOException, InterruptedException {
    if (sources.isEmpty()) {
      return;
    }
    Process process = new ProcessBuilder("python3", "-c", PARSE).redirectErrorStream(true).start();
    try (var in = process.getOutputStream()) {
      in.write(String.join("\0", sources).getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
