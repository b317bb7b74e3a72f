package io.github.flaskdebugguard.repository;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "*.py,a.py,true",
    "*.py,a/b.py,false",
    "**/*.py,a/b.py,true",
    "**/*.py,b.py,true",
    "a/**,a/b/c,true",
    "a/**,a,false",
    "a/**/b,a/b,true",
    "a/**/b,a/x/y/b,true",
    "a/**/b,a/x/y/c,false",
    "**/a/**/b/*.c,x/a/y/b/z.c,true",
    "**/a/b,a/b/a/b,true",
    "[a-c]x,bx,true",
    "[!a-c]x,bx,false",
    "[]]x,]x,true",
    "a[,a[,false",
    "a?c,abc,true",
    "a*b*c,aXbYbZc,true",
    "a*b*c,aXbYbZ,false",
    "\\*,*,true",
    "\\*,a,false",
    "deploy/*/prod.yml,deploy/x/prod.yml,true"
  })
  void matchesLikeGit(String pattern, String path, boolean expected) {
    assertThat(Glob.of(pattern).matches(path)).isEqualTo(expected);
  }

  @Test
  void staysQuickOnHostilePatterns() {
    String stars = "a*".repeat(2_000) + "b";
    assertThat(Glob.name(stars, "a".repeat(4_000))).isFalse();
    assertThat(Glob.of("**/x".repeat(1_000)).matches("x/".repeat(1_999) + "y")).isFalse();
  }
}
