package io.github.flaskdebugguard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class RulesTest {
  private static final Path PAGES = Path.of("src/main/resources/io/github/flaskdebugguard/rules");

  @Test
  void rulesAreListedById() {
    List<String> ids = Rules.infos().stream().map(RuleInfo::id).toList();
    assertThat(ids).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(10);
    assertThat(Rules.ALL).extracting(rule -> rule.info().id()).isEqualTo(ids);
  }

  @Test
  void theClassOfARuleIsNamedByItsId() {
    SoftAssertions softly = new SoftAssertions();
    for (Rule rule : Rules.ALL) {
      softly.assertThat(rule.getClass().getSimpleName()).isEqualTo(rule.info().name());
    }
    softly.assertAll();
  }

  @Test
  void everyClassOfARuleIsListed() throws IOException {
    try (Stream<Path> sources =
        Files.list(Path.of("src/main/java/io/github/flaskdebugguard/rule"))) {
      long classes =
          sources
              .filter(
                  source -> {
                    try {
                      return Files.readString(source).contains(" implements Rule {");
                    } catch (IOException e) {
                      throw new java.io.UncheckedIOException(e);
                    }
                  })
              .count();
      assertThat(Rules.ALL).hasSize((int) classes);
    }
  }

  @Test
  void whatIsFixedFitsWhatCodeScanningTakes() {
    SoftAssertions softly = new SoftAssertions();
    for (RuleInfo rule : Rules.infos()) {
      softly.assertThat(rule.summary()).as(rule.id()).endsWith(".").hasSizeLessThan(200);
      softly.assertThat(rule.securitySeverity()).as(rule.id()).isBetween(0.1, 10.0);
      softly.assertThat(rule.weaknesses()).as(rule.id()).isNotEmpty();
      softly.assertThat(rule.id()).matches("[a-z]+(-[a-z]+)+");
    }
    softly.assertAll();
  }

  @Test
  void everyPageIsTheOneOfARule() throws IOException {
    try (Stream<Path> pages = Files.list(PAGES)) {
      assertThat(pages.map(page -> page.getFileName().toString().replace(".md", "")).sorted())
          .isEqualTo(Rules.infos().stream().map(RuleInfo::id).toList());
    }
  }
}
