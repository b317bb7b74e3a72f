package io.github.flaskdebugguard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.verdict.Judge;
import io.github.flaskdebugguard.verdict.Observation;
import io.github.flaskdebugguard.verdict.State;
import io.github.flaskdebugguard.verdict.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioTest {
  static Stream<Scenario> scenarios() {
    return Scenarios.all().stream();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void aScanGivesWhatTheScenarioSays(Scenario scenario) {
    assertThat(scenario.faults()).isEmpty();
    assertThat(Scenarios.differences(scenario, Scenarios.scan(scenario))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void whatTurnsDebugModeOffItselfStaysOffWhateverIsSetOutside(Scenario scenario) {
    Scan.Options plain = Scan.Options.DEFAULT;
    Scan.Options outside =
        new Scan.Options(
            plain.roles(),
            List.of(new Judge.Assumption(null, "FLASK_DEBUG", "1")),
            plain.limit(),
            plain.levels(),
            plain.ignoredPaths(),
            plain.exceptions(),
            "");
    InMemoryRepository repository = new InMemoryRepository(scenario.files());
    TreeSet<String> on = new TreeSet<>();
    for (Verdict verdict : Scan.run(repository, outside, Scan.Listener.NONE).verdicts()) {
      if (verdict.worst() != State.OFF) {
        on.add(verdict.deployment().id());
      }
    }
    for (Verdict verdict : Scan.run(repository, plain, Scan.Listener.NONE).verdicts()) {
      boolean explicit =
          verdict.observations().stream()
              .noneMatch(each -> each.kind() == Observation.Kind.OFF_BY_DEFAULT);
      if (verdict.worst() == State.OFF && verdict.starts() == State.ON && explicit) {
        assertThat(on).doesNotContain(verdict.deployment().id());
      }
    }
  }

  @Test
  void everyRuleHasAFlaggedAndACleanScenario() {
    TreeSet<String> missing = new TreeSet<>();
    for (RuleInfo rule : Rules.infos()) {
      if (!Scenarios.LIVE.contains(rule.id())) {
        missing.add(rule.id() + " flagged");
        missing.add(rule.id() + " clean");
      }
    }
    TreeSet<String> orphans = new TreeSet<>();
    for (Scenario scenario : Scenarios.all()) {
      String rule = scenario.name().substring(0, scenario.name().indexOf('/'));
      if (Rules.info(rule) == null) {
        orphans.add(scenario.name());
      }
      missing.remove(rule + (scenario.flagged() ? " flagged" : " clean"));
    }
    assertThat(missing).isEmpty();
    assertThat(orphans).isEmpty();
  }

  @Test
  void aMarkSpeaksOfTheLineBelow() {
    Scenario scenario =
        Scenario.of(
            "x/flagged-y",
            Map.of(
                "app.py",
                "import os\n"
                    + "# expect: debugger-in-production \"run(debug=True)\"\n"
                    + "app.run(debug=True)\n"));
    assertThat(scenario.faults()).isEmpty();
    assertThat(scenario.marks())
        .containsExactly(
            new Scenario.Mark(
                Scenario.Kind.EXPECT, "debugger-in-production", "app.py", 3, "run(debug=True)"));
  }

  @Test
  void expectedFindingsAndStatesAreRead() {
    Scenario scenario =
        Scenario.of(
            "x/clean-y",
            Map.of(
                "expected.txt",
                "deployment procfile:Procfile#web debug=on role=unknown\n"
                    + "finding debug-state-unknown Procfile:1\n"));
    assertThat(scenario.faults()).isEmpty();
    assertThat(scenario.deployments())
        .containsExactly(
            new Scenario.Expected(
                "procfile:Procfile#web", Map.of("debug", "on", "role", "unknown")));
    assertThat(scenario.marks()).extracting(Scenario.Mark::line).containsExactly(1);
  }

  @ParameterizedTest
  @MethodSource("faulty")
  void aFaultyScenarioIsRefused(String text, String fault) {
    assertThat(Scenario.of("x/clean-y", Map.of("Dockerfile", text)).faults())
        .anyMatch(actual -> actual.contains(fault));
  }

  static Stream<org.junit.jupiter.params.provider.Arguments> faulty() {
    return Stream.of(
        arguments("ENV A=1 # expect: debug-state-unknown\n", "behind code"),
        arguments("FROM x\n# expect: debug-state-unknown\n", "nothing below"),
        arguments("FROM x\n# expect: debug-state-unknown", "nothing below"),
        arguments("# expect: no-such-rule\nFROM x\n", "unknown rule"),
        arguments(
            "# expect-none: debug-state-unknown\n# syntax=docker/dockerfile:1\nFROM x\n",
            "must come first"));
  }

  private static org.junit.jupiter.params.provider.Arguments arguments(String text, String fault) {
    return org.junit.jupiter.params.provider.Arguments.of(text, fault);
  }

  @Test
  void aFlaggedScenarioWithoutAMarkIsRefused() {
    assertThat(Scenario.of("x/flagged-y", Map.of("Dockerfile", "FROM x\n")).faults()).hasSize(1);
  }

  @Test
  void differencesGoBothWays() {
    Scenario scenario =
        Scenario.of(
            "x/flagged-y",
            Map.of("app.py", "# expect: debugger-in-production\napp.run(debug=True)\n"));
    ScanResult nothing =
        new ScanResult(
            new io.github.flaskdebugguard.repository.Repository.Source("x", null, null),
            List.of(),
            List.of(),
            List.of(),
            1,
            0);
    assertThat(Scenarios.differences(scenario, nothing))
        .hasSize(1)
        .first()
        .asString()
        .contains("not found");
    Finding finding =
        new Finding(
            java.util.Objects.requireNonNull(Rules.info("debug-state-unknown")),
            Level.NOTE,
            new io.github.flaskdebugguard.repository.Span("app.py", 0, 1),
            "m",
            "a",
            List.of(),
            List.of(),
            null);
    ScanResult other =
        new ScanResult(nothing.source(), List.of(), List.of(finding), List.of(), 1, 0);
    assertThat(Scenarios.differences(scenario, other)).hasSize(2);
  }
}
