package io.github.flaskdebugguard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private static final Span PLACE = new Span("app.py", 3, 9);

  @Test
  void onePlaceIsOneFindingForAllDeployments() {
    Findings findings = new Findings();
    findings.add(finding("debugger-in-production", PLACE, "b", "first", "x"));
    findings.add(finding("debugger-in-production", PLACE, "a", "second", "y"));
    findings.add(finding("debugger-in-production", PLACE, "a", "second", "x"));
    assertThat(findings.sorted()).hasSize(1);
    Finding merged = findings.sorted().getFirst();
    assertThat(merged.deployments()).containsExactly("a", "b");
    assertThat(merged.message()).isEqualTo("first It holds for 2 deployments: a, b.");
    assertThat(merged.related()).extracting(Finding.Related::message).containsExactly("x", "y");
  }

  @Test
  void theMostSeriousComesFirst() {
    Findings findings = new Findings();
    findings.add(finding("debug-state-unknown", new Span("a.py", 0, 1), "a", "m", "x"));
    findings.add(finding("debugger-in-production", new Span("b.py", 0, 1), "a", "m", "x"));
    findings.add(finding("debug-mode-in-production", PLACE, "a", "m", "x"));
    assertThat(findings.sorted())
        .extracting(finding -> finding.span().path())
        .containsExactly("app.py", "b.py", "a.py");
  }

  @Test
  void longMessagesAreCut() {
    Findings findings = new Findings();
    findings.add(finding("debugger-in-production", PLACE, "a", "m".repeat(5_000), "x"));
    assertThat(findings.sorted().getFirst().message()).hasSize(1_000).endsWith("…");
  }

  private static Finding finding(
      String rule, Span span, String deployment, String message, String related) {
    RuleInfo info = Objects.requireNonNull(Rules.info(rule));
    return new Finding(
        info,
        info.level(),
        span,
        message,
        "advice",
        List.of(deployment),
        List.of(new Finding.Related(PLACE, related)),
        null);
  }
}
