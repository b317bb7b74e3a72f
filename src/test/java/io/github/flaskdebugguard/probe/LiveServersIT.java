package io.github.flaskdebugguard.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.flaskdebugguard.probe.LiveCase.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real servers with real Flask in all its ways of being served and of going wrong; each probe must
 * tell exactly what is the case.
 */
class LiveServersIT {
  private static final int AT_ONCE = 4;
  private static final List<Outcome> OUTCOMES = new ArrayList<>();

  /** Situations of the table that docs/probe.md shows, all with gunicorn and Debian's Flask. */
  private static final List<String> SITUATIONS =
      List.of(
          "debugger",
          "debugger for strangers",
          "debugger-no-flag",
          "debugger without a page that fails",
          "evalex-off",
          "pin-off",
          "moved-console",
          "flag",
          "off",
          "handler-text",
          "handler-page",
          "dumps configuration",
          "fake-console",
          "full-fake",
          "catch-all",
          "dumps nothing, a manual quotes a traceback");

  @BeforeAll
  static void serveAndProbe() throws Exception {
    try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Future<List<Outcome>> done : workers.invokeAll(LiveServers.all(LiveServers.flasks()))) {
        OUTCOMES.addAll(done.get());
      }
    }
  }

  static Stream<Outcome> outcomes() {
    return OUTCOMES.stream();
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void aProbeTellsExactlyWhatIsTheCase(Outcome outcome) {
    assertThat(outcome.differences())
        .as(() -> outcome.result().observed() + "\n" + outcome.result().requests())
        .isEmpty();
    assertThat(outcome.result().requests()).hasSizeLessThanOrEqualTo(Probe.REQUESTS);
  }

  @Test
  void thereAreEnoughCombinations() throws IOException {
    assertThat(OUTCOMES).hasSizeGreaterThanOrEqualTo(160);
    Map<String, String> flasks = LiveServers.flasks();
    assumeThat(flasks).hasSizeGreaterThan(1);
    assertThat(OUTCOMES).hasSizeGreaterThanOrEqualTo(300);
  }

  @Test
  void whatOthersWouldHaveSaidIsWhatTheManualShows() throws IOException {
    StringBuilder table = new StringBuilder(PeerMatchers.header());
    for (String situation : SITUATIONS) {
      Outcome outcome =
          OUTCOMES.stream()
              .filter(one -> one.wanted().name().equals("gunicorn 2.2.2 " + situation))
              .findFirst()
              .orElseThrow();
      table.append(PeerMatchers.row(situation, outcome));
    }
    assertThat(Files.readString(Path.of("docs/probe.md")))
        .contains("<!-- matchers -->\n" + table + "<!-- /matchers -->\n");
  }

  @Test
  void nobodyElseFindsADebuggerThatTheProbeMisses() {
    for (Outcome outcome : OUTCOMES) {
      boolean served = outcome.wanted().expects("debugger=on");
      for (PeerMatchers matcher : PeerMatchers.values()) {
        if (served && matcher.speaksOfDebugger() && matcher.hits(outcome.answers())) {
          assertThat(outcome.result().live().debugger().word())
              .as(outcome.toString())
              .isEqualTo("on");
        }
      }
    }
  }

  @Test
  void aHealthyServiceIsProbedInLessThanTwoSeconds() {
    // The best of them, since the machine is busy with the others.
    long best =
        OUTCOMES.stream()
            .filter(one -> one.wanted().name().endsWith(" off"))
            .mapToLong(one -> one.result().millis())
            .min()
            .orElseThrow();
    assertThat(best).isLessThan(2_000);
  }
}
