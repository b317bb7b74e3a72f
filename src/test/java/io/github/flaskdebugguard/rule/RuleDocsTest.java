package io.github.flaskdebugguard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleDocsTest {
  static Stream<RuleInfo> rules() {
    return Rules.infos().stream();
  }

  /** {@return the rules that look at files, not at a running address} */
  static Stream<RuleInfo> staticRules() {
    return rules().filter(rule -> !Scenarios.LIVE.contains(rule.id()));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aPageHasItsFixedParts(RuleInfo rule) {
    RulePage page = RulePage.parse(Rules.page(rule));
    assertThat(page.title()).isEqualTo(rule.id());
    assertThat(page.summary()).isEqualTo(rule.summary());
    assertThat(page.headings())
        .containsExactly(
            "What is found",
            "Why it matters",
            "Example",
            "Instead",
            "What is not seen",
            "References");
    assertThat(page.examples()).containsOnlyKeys("Example", "Instead");
    assertThat(page.examples().values())
        .allSatisfy(files -> assertThat(files).hasSizeGreaterThan(1));
  }

  @ParameterizedTest
  @MethodSource("staticRules")
  void theExampleIsFoundAndTheOtherIsNot(RuleInfo rule) {
    RulePage page = RulePage.parse(Rules.page(rule));
    assertThat(found(page.examples().get("Example"))).as("Example").contains(rule.id());
    assertThat(found(page.examples().get("Instead"))).as("Instead").doesNotContain(rule.id());
  }

  private static List<String> found(@org.jspecify.annotations.Nullable Map<String, String> files) {
    ScanResult result = Scenarios.scan(files == null ? Map.of() : files);
    assertThat(result.problems()).isEmpty();
    return result.findings().stream().map(finding -> finding.rule().id()).distinct().toList();
  }
}
