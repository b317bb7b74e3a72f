package io.github.flaskdebugguard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.deployment.Deployment;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.verdict.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small repositories, one kind of deployment each, and the state that a scan must give it. */
class DeploymentScenarioTest {
  private static final Path ROOT = Path.of("src/test/resources/deployments");

  static Stream<Named<Scenario>> scenarios() {
    return Scenarios.folders(ROOT).stream()
        .flatMap(kind -> Scenarios.folders(kind).stream())
        .map(
            folder -> {
              String name = ROOT.relativize(folder).toString();
              return Named.of(name, Scenario.read(name, folder));
            });
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void aDeploymentHasTheStateThatItsFilesGiveIt(Scenario scenario) {
    assertThat(scenario.deployments()).isNotEmpty();
    ScanResult result =
        Scan.run(
            new InMemoryRepository(scenario.files()), Scan.Options.DEFAULT, Scan.Listener.NONE);
    for (Scenario.Expected expected : scenario.deployments()) {
      assertThat(states(result.verdicts(), expected)).isEqualTo(expected.states());
    }
    Set<String> kinds =
        scenario.deployments().stream()
            .map(expected -> expected.id().substring(0, expected.id().indexOf(':')))
            .collect(Collectors.toSet());
    assertThat(
            result.verdicts().stream()
                .map(Verdict::deployment)
                .filter(deployment -> kinds.contains(deployment.kind()))
                .map(Deployment::id))
        .as("no other deployment of these kinds is found")
        .isSubsetOf(scenario.deployments().stream().map(Scenario.Expected::id).toList());
  }

  private static Map<String, String> states(List<Verdict> verdicts, Scenario.Expected expected) {
    @Nullable Verdict verdict =
        verdicts.stream()
            .filter(candidate -> candidate.deployment().id().equals(expected.id()))
            .findFirst()
            .orElse(null);
    Map<String, String> states = new TreeMap<>();
    if (verdict == null) {
      states.put(
          "found", verdicts.stream().map(other -> other.deployment().id()).toList().toString());
      return states;
    }
    states.put("debug", verdict.debug().word());
    states.put("debugger", verdict.debugger().word());
    states.put("leak", verdict.leak().word());
    states.put("role", verdict.deployment().role().name().toLowerCase(Locale.ROOT));
    states.keySet().retainAll(expected.states().keySet());
    return states;
  }
}
