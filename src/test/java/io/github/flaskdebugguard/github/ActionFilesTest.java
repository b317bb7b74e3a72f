package io.github.flaskdebugguard.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The files around the action: what they say to users and to runners must be what the code does.
 */
class ActionFilesTest {
  private static final Path ACTION = Path.of("action.yml");

  @Test
  void theReadmePrintsTheInputsAndOutputsOfTheAction() throws IOException {
    Map<String, Object> action = map(yaml(Files.readString(ACTION)));
    StringBuilder inputs =
        new StringBuilder("| input | default | meaning |\n| --- | --- | --- |\n");
    map(action.get("inputs"))
        .forEach(
            (name, input) -> {
              String otherwise = String.valueOf(map(input).get("default"));
              inputs.append("| `%s` | ".formatted(name));
              inputs.append(otherwise.isEmpty() ? "" : "`" + otherwise + "`");
              inputs.append(" | %s |\n".formatted(map(input).get("description")));
            });
    StringBuilder outputs = new StringBuilder("| output | meaning |\n| --- | --- |\n");
    map(action.get("outputs"))
        .forEach(
            (name, output) ->
                outputs.append("| `%s` | %s |\n".formatted(name, map(output).get("description"))));
    assertThat(Files.readString(Path.of("README.md")))
        .contains("<!-- inputs -->\n" + inputs + "<!-- /inputs -->")
        .contains("<!-- outputs -->\n" + outputs + "<!-- /outputs -->");
  }

  @Test
  void theDefaultsOfTheActionAreThoseOfTheCode() throws Exception {
    Map<String, String> environment = new TreeMap<>();
    map(map(yaml(Files.readString(ACTION))).get("inputs"))
        .forEach(
            (name, input) -> {
              String value = String.valueOf(map(input).get("default"));
              if (!value.startsWith("${{")) {
                environment.put("INPUT_" + name.toUpperCase(java.util.Locale.ROOT), value);
              }
            });
    assertThat(ActionInputs.of(environment)).isEqualTo(ActionInputs.of(Map.of()));
    String code =
        Files.readString(
            Path.of("src/main/java/io/github/flaskdebugguard/github/ActionInputs.java"));
    for (String variable : environment.keySet()) {
      String name = variable.substring(6).toLowerCase(java.util.Locale.ROOT);
      assertThat(code).contains("\"" + name + "\"");
    }
  }

  @Test
  void theActionUsesOnlyKeysThatARunnerKnows() throws IOException {
    Map<String, Object> action = map(yaml(Files.readString(ACTION)));
    assertThat(action.keySet())
        .containsExactly("name", "description", "author", "branding", "inputs", "outputs", "runs");
    assertThat(map(action.get("runs"))).isEqualTo(Map.of("using", "docker", "image", "Dockerfile"));
    map(action.get("outputs"))
        .values()
        .forEach(output -> assertThat(map(output)).containsOnlyKeys("description"));
  }

  @Test
  void workflowsPinActionsByCommitAndGrantNothingByDefault() throws IOException {
    List<String> used = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(".github/workflows"))) {
      for (Path file : files.toList()) {
        Map<String, Object> workflow = map(yaml(Files.readString(file)));
        assertThat(workflow.get("permissions")).as(file + " permissions").isEqualTo(Map.of());
        for (Object job : map(workflow.get("jobs")).values()) {
          assertThat(map(job).get("timeout-minutes")).as(file + " timeout").isNotNull();
          assertThat(map(job).get("permissions")).as(file + " permissions of jobs").isNotNull();
          for (Object step : (List<?>) Objects.requireNonNull(map(job).get("steps"))) {
            Object uses = map(step).get("uses");
            if (uses != null && !uses.toString().startsWith("./")) {
              used.add(uses.toString());
            }
            assertThat(Objects.toString(map(step).get("run"), "")).doesNotContain("${{");
          }
        }
      }
    }
    assertThat(used).isNotEmpty().allMatch(uses -> uses.matches("[a-z-]+/[a-z-]+@[0-9a-f]{40}"));
  }

  @Test
  void bothWaysToBuildTheImageStartTheSameWay() throws IOException {
    String dockerfile = Files.readString(Path.of("Dockerfile"));
    String pom = Files.readString(Path.of("pom.xml"));
    List<String> entry = new ArrayList<>();
    String line =
        dockerfile.lines().filter(l -> l.startsWith("ENTRYPOINT")).findFirst().orElseThrow();
    for (Object word : (List<?>) yaml(line.substring("ENTRYPOINT ".length()))) {
      entry.add(word.toString());
    }
    String list = pom.substring(pom.indexOf("<entrypoint>"), pom.indexOf("</entrypoint>"));
    List<String> jib =
        list.lines()
            .map(String::strip)
            .filter(l -> l.startsWith("<arg>"))
            .map(l -> l.substring(5, l.length() - 6))
            .toList();
    assertThat(entry).isEqualTo(jib);
    assertThat(entry.getFirst()).endsWith("/bin/java");
    assertThat(dockerfile.lines().filter(l -> l.startsWith("FROM ")))
        .isNotEmpty()
        .allMatch(from -> from.matches("FROM \\S+@sha256:[0-9a-f]{64}( AS \\w+)?"));
  }

  @Test
  void theSnippetsForOtherSystemsAreWellFormed() throws IOException {
    TreeSet<String> seen = new TreeSet<>();
    for (Path page : List.of(Path.of("docs/ci.md"), Path.of("README.md"))) {
      String[] blocks = Files.readString(page).split("```", -1);
      for (int i = 1; i < blocks.length; i += 2) {
        String head = blocks[i].lines().findFirst().orElse("");
        String body = blocks[i].substring(head.length());
        if (head.startsWith("yaml")) {
          seen.add(head.substring(4).strip());
          assertThat(yaml(body)).as(head).isInstanceOf(Map.class);
        }
        if (head.equals("groovy")) {
          seen.add(head);
          assertThat(body.chars().filter(c -> c == '{').count())
              .isEqualTo(body.chars().filter(c -> c == '}').count());
        }
      }
    }
    assertThat(seen)
        .containsExactly(
            "after-deployment",
            "azure",
            "bitbucket",
            "configuration",
            "gate-github",
            "gate-gitlab",
            "gitlab",
            "groovy",
            "pre-commit",
            "quickstart");
    String gitlab = Files.readString(Path.of("docs/ci.md"));
    assertThat(gitlab.split("```yaml gitlab\n")[1].split("```")[0])
        .isEqualTo(
            Files.readString(
                    Path.of("src/main/resources/io/github/flaskdebugguard/init/gitlab.yml"))
                .replace("{image}", "ghcr.io/flask-debug-guard/flask-debug-guard:main"));
    assertThat(gitlab.split("```yaml after-deployment\n")[1].split("```")[0])
        .isEqualTo(Files.readString(Path.of("docs/workflows/after-deployment.yml")));
  }

  @Test
  void theHooksAreWellFormed() throws IOException {
    assertThat((List<?>) yaml(Files.readString(Path.of(".pre-commit-hooks.yaml"))))
        .extracting(hook -> String.valueOf(map(hook).get("id")))
        .containsExactly("flask-debug-guard", "flask-debug-guard-system");
  }

  @Test
  void whatTheReadmeSaysOfTroublesIsWhatTheCodeSays() throws IOException {
    StringBuilder code = new StringBuilder();
    for (String file :
        List.of(
            "github/SarifUpload",
            "repository/RemoteCommits",
            "repository/CommitFiles",
            "repository/CommitTree")) {
      String text =
          Files.readString(Path.of("src/main/java/io/github/flaskdebugguard/" + file + ".java"));
      code.append(text.replaceAll("\"\\s*\\+ \"", ""));
    }
    String readme = Files.readString(Path.of("README.md"));
    int from = readme.indexOf("### Troubleshooting");
    List<String> texts =
        readme
            .substring(from, readme.indexOf("\n## ", from))
            .lines()
            .filter(l -> l.startsWith("| `"))
            .map(l -> l.substring(3, l.indexOf('`', 3)))
            .toList();
    assertThat(texts).hasSizeGreaterThan(8);
    for (String text : texts) {
      for (String part : text.split(" \\.\\.\\. ")) {
        assertThat(code.toString()).as(text).contains(part);
      }
    }
  }

  private static Object yaml(String text) {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
  }

  private static Map<String, Object> map(@Nullable Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    ((Map<?, ?>) Objects.requireNonNull(value))
        .forEach((name, item) -> map.put(String.valueOf(name), item));
    return map;
  }
}
