package io.github.flaskdebugguard.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeploymentDocsTest {
  @Test
  void thePageHoldsTheTableOfTheCode() throws IOException {
    StringBuilder table =
        new StringBuilder(
            "| Kind | Found in | What wins, and what is started |\n| --- | --- | --- |\n");
    for (DeploymentKind kind : DeploymentKind.all()) {
      table.append(
          "| `%s` | %s | %s |\n"
              .formatted(kind.name(), kind.files().replace("|", "\\|"), kind.rule()));
    }
    assertThat(Files.readString(Path.of("docs/deployments.md")))
        .contains("<!-- kinds -->\n" + table + "<!-- /kinds -->\n");
  }

  @Test
  void everyKindWithAScenarioHasItsRow() throws IOException {
    List<String> names = DeploymentKind.all().stream().map(DeploymentKind::name).toList();
    assertThat(names).doesNotHaveDuplicates();
    TreeSet<String> scenarios = new TreeSet<>();
    try (Stream<Path> folders = Files.list(Path.of("src/test/resources/deployments"))) {
      folders.forEach(folder -> scenarios.add(folder.getFileName().toString()));
    }
    assertThat(names).containsAll(scenarios);
  }
}
