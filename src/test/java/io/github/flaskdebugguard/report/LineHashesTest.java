package io.github.flaskdebugguard.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The test vectors are those of codeql-action's own tests. */
class LineHashesTest {
  @Test
  void anEmptyFileHasOneLine() {
    assertThat(LineHashes.of("")).containsExactly("c129715d7a2bc9a3:1");
  }

  @Test
  void blanksAndTabsDoNotCount() {
    assertThat(LineHashes.of(" a\nb\n  \t\tc\n d"))
        .containsExactly(
            "271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1");
  }

  @Test
  void equalLinesAreCounted() {
    assertThat(LineHashes.of("Lorem ipsum dolor sit amet.\n".repeat(10)))
        .containsExactly(
            "a7f2ff13bc495cf2:1",
            "a7f2ff13bc495cf2:2",
            "a7f2ff13bc495cf2:3",
            "a7f2ff13bc495cf2:4",
            "a7f2ff13bc495cf2:5",
            "a7f2ff13bc495cf2:6",
            "a7f2ff1481e87703:1",
            "a9cf91f7bbf1862b:1",
            "55ec222b86bcae53:1",
            "cc97dc7b1d7d8f7b:1",
            "c129715d7a2bc9a3:1");
  }

  @Test
  void lineEndsOfAllKindsAreAlike() {
    assertThat(LineHashes.of("a\r\nb\rc\n")).isEqualTo(LineHashes.of("a\nb\nc\n"));
  }
}
