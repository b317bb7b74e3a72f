package io.github.flaskdebugguard.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.repository.FileView;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentPatternTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "compose:deploy/compose.yaml#web",
        "deploy/compose.yaml#web",
        "deploy/compose.yaml",
        "web",
        "w?b",
        "*",
        "compose:*",
        "*/compose.yaml",
        "deploy/*#web",
        "**web**"
      })
  void namesTheDeployment(String pattern) {
    assertThat(new DeploymentPattern(pattern).matches(deployment())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "we", "web?", "dockerfile:*", "compose.yaml", "*#worker"})
  void namesAnother(String pattern) {
    assertThat(new DeploymentPattern(pattern).matches(deployment())).isFalse();
  }

  @Test
  void manyStarsTakeNoExponentialTime() {
    assertThat(new DeploymentPattern("*a".repeat(200) + "b").matches(deployment())).isFalse();
  }

  private static Deployment deployment() {
    return new Deployment(
        "compose:deploy/compose.yaml#web",
        "compose",
        Role.UNKNOWN,
        "",
        new Span("deploy/compose.yaml", 0, 1),
        "flask run",
        List.of(),
        new NoFiles(),
        Exposure.NONE,
        Packages.UNKNOWN);
  }

  private static final class NoFiles implements FileView {
    @Override
    public Presence presence(String absolutePath) {
      return Presence.ABSENT;
    }

    @Override
    public @Nullable SourceFile read(String absolutePath) {
      return null;
    }

    @Override
    public List<String> list(String absolutePath) {
      return List.of();
    }

    @Override
    public @Nullable String pathOf(String repositoryPath) {
      return null;
    }
  }
}
