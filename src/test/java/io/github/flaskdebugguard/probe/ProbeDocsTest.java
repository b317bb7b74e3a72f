package io.github.flaskdebugguard.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The recipes of the manual are at least well-formed, and name what there is. */
class ProbeDocsTest {
  private static List<String> blocks(String language) throws IOException {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = null;
    for (String line : Files.readAllLines(Path.of("docs/probe.md"))) {
      if (line.equals("```" + language)) {
        block = new StringBuilder();
      } else if (block != null && line.equals("```")) {
        blocks.add(block.toString());
        block = null;
      } else if (block != null) {
        block.append(line).append('\n');
      }
    }
    return blocks;
  }

  @Test
  void workflowsAreYamlWithSteps() throws IOException {
    List<String> workflows = blocks("yaml");
    assertThat(workflows).hasSize(2);
    for (String workflow : workflows) {
      Map<String, Object> document =
          new Yaml(new SafeConstructor(new LoaderOptions())).load(workflow);
      assertThat(document).containsKeys("name", "permissions", "jobs");
      assertThat(document.toString()).contains("steps=", "flask-debug-guard probe");
    }
  }

  @Test
  void scriptsAreShell() throws Exception {
    List<String> scripts = blocks("sh");
    assertThat(scripts).hasSize(2);
    for (String script : scripts) {
      Process process = new ProcessBuilder("sh", "-n").redirectErrorStream(true).start();
      process.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
    }
  }

  @Test
  void everyReasonForNoAnswerIsExplained() throws IOException {
    String manual = Files.readString(Path.of("docs/probe.md"));
    for (Failure.Kind kind : Failure.Kind.values()) {
      if (kind != Failure.Kind.NETWORK) {
        assertThat(manual).contains("`" + kind.word() + "`");
      }
    }
  }
}
