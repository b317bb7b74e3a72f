package io.github.flaskdebugguard.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.deployment.Packages;
import io.github.flaskdebugguard.flask.Versions;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a requirement allows beside the release that an installation takes. */
class OtherReleasesTest {
  private static final Span LINE = new Span("requirements.txt", 0, 5);
  private static final String APP = "from flask import Flask\napp = Flask(__name__)\n";

  private static Packages flask(String specifier, String python) {
    return new Packages(
        python.isEmpty() ? null : python,
        Map.of("flask", new Packages.Requirement("flask", specifier, null, LINE)),
        true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | '' | 3.1.3",
        ">=2.0 | '' | 3.1.3",
        "<3 | '' | 2.3.3",
        "~=2.2.3 | '' | 2.2.5",
        ">=2.3,<2.3.3 | '' | 2.3.2",
        "<=2.2.3,>=2.2 | '' | 2.2.3",
        "==1.1.* | '' | 1.1.4",
        "^2.0 | '' | 2.3.3",
        // The newest that the Python of the image runs.
        "'' | 3.8 | 3.0.3",
        "'' | 3.7 | 2.2.5",
        "'' | 3.6 | 2.0.3",
        "'' | 2.7 | 1.1.4",
        ">=1.0 | 3.7.17 | 2.2.5",
      })
  void anInstallationTakesTheNewestThatIsAllowedAndRuns(
      String specifier, String python, String release) {
    assertThat(Versions.of(flask(specifier, python)).flask()).hasToString(release);
  }

  private static Verdict judged(String specifier, List<String> command, Map<String, String> set) {
    return Program.of(Map.of("app.py", APP), command, set, flask(specifier, "")).getFirst();
  }

  @Test
  void aModeThatOnlyOlderReleasesReadIsTold() {
    List<String> command = List.of("gunicorn", "app:app");
    Map<String, String> mode = Map.of("FLASK_ENV", "development");
    Verdict wide = judged(">=1.0,<4", command, mode);
    assertThat(wide.debug()).isEqualTo(State.OFF);
    assertThat(wide.reason())
        .isEqualTo(
            "flask>=1.0,<4 allows other releases: with 1.0 to 2.2 debug mode is on and the debugger"
                + " off");
    assertThat(wide.trail()).anyMatch(fact -> fact.span().equals(LINE) && !fact.decides());
    assertThat(judged(">=2.0,<4", command, mode).reason()).contains("with 2.0 to 2.2 debug");
    assertThat(judged(">=2.3", command, mode).reason()).isEmpty();
    Verdict old = judged(">=1.0,<2.3", command, mode);
    assertThat(old.debug()).isEqualTo(State.ON);
    assertThat(old.reason()).isEmpty();
  }

  @Test
  void releasesThatAgreeAreNotTold() {
    assertThat(judged(">=1.0", List.of("gunicorn", "app:app"), Map.of()).reason()).isEmpty();
    assertThat(judged(">=2.2", List.of("flask", "run"), Map.of("FLASK_DEBUG", "1")).reason())
        .isEmpty();
  }

  @Test
  void aVariableOfTheCommandIsToldForTheReleasesThatDoNotReadIt() {
    Verdict verdict = judged("~=2.2", List.of("flask", "run"), Map.of("FLASK_RUN_DEBUG", "1"));
    assertThat(verdict.debug()).isEqualTo(State.ON);
    assertThat(verdict.reason()).contains("with 2.2 to 2.2.2 debug mode is off");
  }
}
