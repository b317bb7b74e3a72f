package io.github.flaskdebugguard.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NeutralTest {
  @Test
  void plainTextStaysAsItIs() {
    assertThat(Neutral.line("app.run(debug=True)")).isEqualTo("app.run(debug=True)");
    assertThat(Neutral.line("grüße 😀")).isEqualTo("grüße 😀");
  }

  @Test
  void controlsLineEndsAndDirectionMarksBecomeVisible() {
    assertThat(Neutral.line("a\r\nb\u001b[1m\u2028\u202e\u0085"))
        .isEqualTo("a\\r\\nb\\u001b[1m\\u2028\\u202e\\u0085");
  }

  @Test
  void lettersThatNobodySeesBecomeVisible() {
    assertThat(Neutral.line("a\udb40\udc41b\u180e")).isEqualTo("a\\udb40\\udc41b\\u180e");
  }

  @Test
  void theOldCommandFormIsBroken() {
    assertThat(Neutral.line("x ##[error]y ###[z")).isEqualTo("x ##\\[error]y ###\\[z");
  }

  @Test
  void halvesOfCharactersAreReplaced() {
    assertThat(Neutral.line("a\ud83db\ude00")).isEqualTo("a\ufffdb\ufffd");
  }

  @Test
  void longTextIsCutBetweenCharacters() {
    assertThat(Neutral.line("ab😀cd", 4)).isEqualTo("ab…");
    assertThat(Neutral.line("abcd", 4)).isEqualTo("abcd");
  }
}
