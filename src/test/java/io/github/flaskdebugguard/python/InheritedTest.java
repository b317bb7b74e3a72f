package io.github.flaskdebugguard.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.deployment.Environment;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Span;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InheritedTest {
  private static final Span HERE = new Span("Dockerfile", 0, 1);
  private static final Span THERE = new Span("compose.yaml", 0, 1);

  private static Inherited with(String name, String value, Span span) {
    return new Inherited(Environment.EMPTY.with(name, new Text.Known(value, span)), Set.of());
  }

  @Test
  void whatIsNeverAskedForMakesNoDifference() {
    Inherited first = with("PORT", "80", HERE);
    first.value("DEBUG", Reading.WHOLE);

    assertThat(first.tellsAsMuchAs(with("PORT", "8000", HERE))).isTrue();
    assertThat(first.meansAsMuchAs(with("PORT", "8000", HERE))).isTrue();
  }

  @Test
  void aVariableThatWasAbsentMakesADifferenceWhenItIsThere() {
    Inherited first = new Inherited(Environment.EMPTY, Set.of());
    first.value("DEBUG", Reading.WHOLE);

    assertThat(first.tellsAsMuchAs(with("DEBUG", "", HERE))).isFalse();
    assertThat(first.tellsAsMuchAs(new Inherited(Environment.EMPTY, Set.of("DEBUG")))).isFalse();
    assertThat(first.tellsAsMuchAs(new Inherited(Environment.EMPTY, Set.of("OTHER")))).isTrue();
  }

  @Test
  void thePlaceOfAValueIsPartOfIt() {
    Inherited first = with("DEBUG", "1", HERE);
    first.value("DEBUG", Reading.PRESENCE);

    assertThat(first.tellsAsMuchAs(with("DEBUG", "1", HERE))).isTrue();
    assertThat(first.tellsAsMuchAs(with("DEBUG", "1", THERE))).isFalse();
    assertThat(first.meansAsMuchAs(with("DEBUG", "1", THERE))).isTrue();
  }

  @Test
  void aReadingTellsWhichValuesMeanTheSame() {
    Inherited first = with("DEBUG", "1", HERE);
    first.value("DEBUG", Reading.PRESENCE);

    assertThat(first.tellsAsMuchAs(with("DEBUG", "0", HERE))).isFalse();
    assertThat(first.meansAsMuchAs(with("DEBUG", "0", HERE))).isTrue();
    assertThat(first.meansAsMuchAs(new Inherited(Environment.EMPTY, Set.of()))).isFalse();
  }

  @Test
  void theStrictestReadingOfAVariableDecides() {
    Inherited first = with("DEBUG", "1", HERE);
    first.value("DEBUG", Reading.PRESENCE);
    first.value("DEBUG", Reading.WHOLE);

    assertThat(first.meansAsMuchAs(with("DEBUG", "0", HERE))).isFalse();
  }

  @Test
  void whoAsksForAllNamesSeesEachThatIsAdded() {
    Inherited first = with("APP_A", "1", HERE);
    first.names("APP_");
    first.outsideNames("APP_");

    assertThat(first.meansAsMuchAs(with("APP_B", "1", HERE))).isFalse();
    assertThat(first.meansAsMuchAs(with("APP_A", "2", HERE))).isTrue();
    assertThat(
            first.meansAsMuchAs(
                new Inherited(
                    Environment.EMPTY.with("APP_A", new Text.Known("1", HERE)), Set.of("APP_B"))))
        .isFalse();
  }

  @Test
  void aSearchPathIsWhatTheDeploymentGives() {
    Inherited first = with("PYTHONPATH", "/lib", HERE);
    first.get("PYTHONPATH");

    assertThat(first.tellsAsMuchAs(with("PYTHONPATH", "/other", HERE))).isFalse();
    assertThat(
            first.tellsAsMuchAs(
                new Inherited(
                    Environment.EMPTY.with("PYTHONPATH", new Text.Known("/lib", HERE)),
                    Set.of("PYTHONPATH"))))
        .isTrue();
  }
}
