package io.github.flaskdebugguard.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.flaskdebugguard.deployment.Role;
import io.github.flaskdebugguard.document.YamlFile;
import io.github.flaskdebugguard.document.YamlNode;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.rule.Acceptance;
import io.github.flaskdebugguard.rule.Level;
import io.github.flaskdebugguard.rule.Levels;
import io.github.flaskdebugguard.rule.Policy;
import io.github.flaskdebugguard.rule.RuleInfo;
import io.github.flaskdebugguard.rule.Rules;
import io.github.flaskdebugguard.rule.Scan;
import io.github.flaskdebugguard.verdict.Judge;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
  private static final String FILE = ".flask-debug-guard.yml";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String ALL =
      """
      # what we agreed on
      policy: strict
      fail-on: warning
      rules:
        development-server-in-production: off
        environment-drift: error
      ignored-paths: [docs, "examples/**/*.py"]
      roles:
        - {deployment: "*.dev.yml", role: development}
        - deployment: compose.yaml#web
          role: production
      assume:
        - {variable: DEBUG, value: 0}
        - {variable: DEBUG, value: "", deployment: "*#worker"}
      accept:
        - rule: debugger-in-production
          deployment: "*#lab"
          path: lab/*.py
          reason: a lab without network, "SEC-12"
          by: ada@example.org
          until: 2027-03-31
      """;

  private static final String TOML =
      """
      [project]
      name = "shop"

      [tool.flask-debug-guard]
      policy = "strict"
      fail-on = "warning"
      ignored-paths = ["docs", "examples/**/*.py"]
      rules.development-server-in-production = "off"
      rules.environment-drift = "error"
      roles = [
        {deployment = "*.dev.yml", role = "development"},
        {deployment = "compose.yaml#web", role = "production"},
      ]

      [[tool.flask-debug-guard.assume]]
      variable = "DEBUG"
      value = 0

      [[tool.flask-debug-guard.assume]]
      variable = "DEBUG"
      value = ""
      deployment = "*#worker"

      [[tool.flask-debug-guard.accept]]
      rule = "debugger-in-production"
      deployment = "*#lab"
      path = "lab/*.py"
      reason = 'a lab without network, "SEC-12"'
      by = "ada@example.org"
      until = 2027-03-31
      """;

  @Test
  void everyKeyIsRead() throws ConfigurationException {
    Configuration all = yaml(ALL);
    assertThat(all.file()).isEqualTo(FILE);
    assertThat(all.policy()).isEqualTo(new Sourced<>(Policy.STRICT, FILE + ":2"));
    assertThat(all.failOn().value().level()).isEqualTo(Level.WARNING);
    Scan.Options options = all.options(true, LocalDate.EPOCH);
    assertThat(options.levels().byRule())
        .isEqualTo(
            Map.of(
                "development-server-in-production",
                Levels.Choice.OFF,
                "environment-drift",
                Levels.Choice.ERROR));
    assertThat(options.ignoredPaths()).containsExactly("docs", "examples/**/*.py");
    assertThat(options.roles())
        .extracting(Scan.RoleOf::role)
        .containsExactly(Role.DEVELOPMENT, Role.PRODUCTION);
    assertThat(options.roles().getLast().origin()).isEqualTo(FILE + ":10");
    assertThat(options.assumptions())
        .containsExactly(
            new Judge.Assumption("*#worker", "DEBUG", ""),
            new Judge.Assumption(null, "DEBUG", "0"));
    Acceptance accepted = all.accepted().getFirst();
    assertThat(accepted.rules()).containsExactly("debugger-in-production");
    assertThat(accepted.reason()).isEqualTo("a lab without network, \"SEC-12\"");
    assertThat(accepted.by()).isEqualTo("ada@example.org");
    assertThat(accepted.until()).isEqualTo(LocalDate.of(2027, 3, 31));
    assertThat(options.configuration()).isEqualTo(FILE);
  }

  @Test
  void aProjectFileSaysTheSame() throws ConfigurationException {
    Configuration toml = Configuration.in(new InMemoryRepository(Map.of("pyproject.toml", TOML)));
    assertThat(toml.policy().origin()).isEqualTo("pyproject.toml:5");
    assertThat(yaml(ALL).changes(toml)).containsExactly("- " + FILE, "+ pyproject.toml");
    assertThat(toml.accepted().getFirst())
        .usingRecursiveComparison()
        .ignoringFields("place")
        .isEqualTo(yaml(ALL).accepted().getFirst());
  }

  @Test
  void aProjectFileWithoutTheSectionIsNone() throws ConfigurationException {
    String other = "[tool.other]\nuses = \"flask-debug-guard\"\n";
    assertThat(Configuration.in(new InMemoryRepository(Map.of("pyproject.toml", other))))
        .isEqualTo(Configuration.DEFAULT);
    String template = "{% if x %}\ndev = [\"flask-debug-guard\"]\n";
    assertThat(Configuration.in(new InMemoryRepository(Map.of("pyproject.toml", template))))
        .isEqualTo(Configuration.DEFAULT);
  }

  @Test
  void whatIsPrintedIsAConfigurationThatSaysTheSame() throws ConfigurationException {
    for (Configuration one : List.of(yaml(ALL), Configuration.DEFAULT)) {
      Configuration again = yaml(one.text());
      assertThat(again.text().lines().map(ConfigurationTest::withoutOrigin).skip(1))
          .isEqualTo(one.text().lines().map(ConfigurationTest::withoutOrigin).skip(1).toList());
      assertThat(again.accepted()).hasSameSizeAs(one.accepted());
    }
    assertThat(yaml(ALL).text())
        .contains("policy: strict                                            # " + FILE + ":2\n")
        .contains("debug-off-not-explicit: error ")
        .contains("# policy strict\n")
        .contains("# default\n");
  }

  @Test
  void whatIsSaidForOneRunBeatsTheFile() throws ConfigurationException {
    Configuration.Overrides overrides =
        new Configuration.Overrides(
            new Sourced<>(Policy.DEFAULT, "option --policy"),
            new Sourced<>(FailOn.NEVER, "option --fail-on"),
            Map.of("environment-drift", new Sourced<>(Levels.Choice.NOTE, "option --rule")),
            List.of(),
            List.of(new Sourced<>(new Judge.Assumption(null, "DEBUG", "1"), "option --assume")));
    Configuration all = yaml(ALL).with(overrides);
    assertThat(all.policy().value()).isEqualTo(Policy.DEFAULT);
    assertThat(all.failOn().value().level()).isNull();
    Scan.Options options = all.options(true, LocalDate.EPOCH);
    assertThat(options.levels().byRule())
        .containsEntry("environment-drift", Levels.Choice.NOTE)
        .containsEntry("development-server-in-production", Levels.Choice.OFF);
    assertThat(options.assumptions().getFirst().value()).isEqualTo("1");
    assertThat(all.text()).contains("# option --fail-on");
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of(
            "polcy: strict\n", ":1: unknown key 'polcy' in configuration (did you mean policy?)"),
        Arguments.of("a: 1\n", ":1: unknown key 'a' in configuration, one of accept, assume"),
        Arguments.of(
            "policy: strikt\n",
            ":1: policy: 'strikt' is none of default, strict (did you mean strict?)"),
        Arguments.of("fail-on: [error]\n", ":1: fail-on must be a text"),
        Arguments.of(
            "\nrules:\n  debuger-in-production: off\n",
            ":3: unknown key 'debuger-in-production' in rules (did you mean"
                + " debugger-in-production?)"),
        Arguments.of(
            "rules:\n  environment-drift: fatal\n",
            ":2: the level of environment-drift: 'fatal' is none of"),
        Arguments.of("rules: off\n", ":1: rules must be keys with values"),
        Arguments.of("ignored-paths: docs\n", ":1: ignored-paths must be a list"),
        Arguments.of("ignored-paths: ['**']\n", ":1: '**' would ignore everything"),
        Arguments.of(
            "roles:\n  - {deployment: x, role: prod}\n", ":2: role: 'prod' is none of production"),
        Arguments.of("roles:\n  - {role: test}\n", ":2: an entry of roles lacks 'deployment'"),
        Arguments.of(
            "assume:\n  - {variable: 1X, value: a}\n", ":2: '1X' is no name of a variable"),
        Arguments.of("assume:\n  - {variable: X, value: [a]}\n", ":2: value must be a text"),
        Arguments.of(
            "accept:\n  - {rule: debugger-in-production}\n",
            ":2: an entry of accept lacks 'reason'"),
        Arguments.of(
            "accept:\n  - {rule: debugger-in-production, reason: ' '}\n",
            ":2: reason must be a text"),
        Arguments.of(
            "accept:\n  - {rule: nothing, reason: a}\n",
            ":2: there is no rule 'nothing' to accept"),
        Arguments.of(
            "accept:\n  - {rule: exception-without-effect, reason: a}\n", ":2: there is no rule"),
        Arguments.of(
            "accept:\n  - {rule: environment-drift, reason: a, until: soon}\n",
            ":2: until: 'soon' is no day"),
        Arguments.of(
            "accept:\n  - {rule: environment-drift, reason: a, untl: 2027-01-01}\n",
            ":2: unknown key 'untl' in accept (did you mean until?)"),
        Arguments.of("- policy\n", ":1: holds no keys with values"),
        Arguments.of("policy: strict\npolicy: default\n", ":2: the key 'policy' stands twice"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatIsWrongIsNamedWithItsPlace(String text, String message) throws IOException {
    assertThatThrownBy(() -> yaml(text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(FILE + message);
    boolean twice = message.contains("twice");
    boolean everything = message.contains("everything");
    if (!twice && !everything) {
      assertThat(schema().validate(json(text))).as("the schema refuses it too").isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"policy: [", "a: &a [*a, *a]\n? b", "policy: strict\n---\npolicy: strict\n"})
  void whatIsNoYamlIsRefused(String text) {
    assertThatThrownBy(() -> yaml(text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(FILE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[tool.flask-debug-guard]\npolicy = strict\n",
        "[tool.flask-debug-guard]\npolcy = \"strict\"\n",
        "[tool.flask-debug-guard\n",
      })
  void aProjectFileThatIsWrongIsRefused(String text) {
    assertThatThrownBy(
            () -> Configuration.in(new InMemoryRepository(Map.of("pyproject.toml", text))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageMatching("pyproject.toml:[0-9]+: .*");
  }

  @Test
  void tablesNestedWithoutEndAreRefused() {
    String text = "[tool.flask-debug-guard]\nroles = " + "[".repeat(20_000) + "\n";
    assertThatThrownBy(
            () -> Configuration.in(new InMemoryRepository(Map.of("pyproject.toml", text))))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void twoConfigurationsAreOneTooMany() {
    assertThatThrownBy(
            () ->
                Configuration.in(new InMemoryRepository(Map.of(FILE, ALL, "pyproject.toml", TOML))))
        .hasMessageContaining("two configurations");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"flask-debug-guard.yml", ".flask-debug-guard.toml", ".flaskdebugguard.yaml"})
  void aNameThatIsAlmostRightIsNotIgnoredInSilence(String name) {
    assertThatThrownBy(() -> Configuration.in(new InMemoryRepository(Map.of(name, ALL))))
        .hasMessageContaining("a configuration is called " + FILE);
  }

  @Test
  void theSchemaIsPublishedAndKnowsWhatTheReaderKnows() throws IOException {
    String schema;
    try (InputStream in =
        Objects.requireNonNull(
            Configuration.class.getResourceAsStream(
                "/io/github/flaskdebugguard/configuration.schema.json"))) {
      schema = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(Files.readString(Path.of("docs/configuration.schema.json"))).isEqualTo(schema);
    JsonNode read = JSON.readTree(schema);
    List<String> ids = Rules.infos().stream().map(RuleInfo::id).toList();
    TreeSet<String> levels = new TreeSet<>();
    read.at("/properties/rules/properties").fieldNames().forEachRemaining(levels::add);
    assertThat(levels).containsExactlyElementsOf(ids);
    TreeSet<String> acceptable = new TreeSet<>();
    read.at("/properties/accept/items/properties/rule/enum")
        .forEach(id -> acceptable.add(id.asText()));
    assertThat(acceptable)
        .containsExactlyElementsOf(
            Rules.infos().stream().filter(Acceptance::isFor).map(RuleInfo::id).toList());
    assertThat(schema().validate(json(ALL))).isEmpty();
    assertThat(schema().validate(json(Configuration.DEFAULT.text()))).isEmpty();
  }

  @Test
  void theExampleOfTheReadmeIsOne() throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    String example = readme.split("```yaml configuration\n", 2)[1].split("```", 2)[0];
    Configuration all = yaml(example);
    assertThat(all.accepted()).hasSize(1);
    assertThat(all.assumptions()).hasSize(2);
    assertThat(all.rules()).hasSize(1);
    assertThat(schema().validate(json(example))).isEmpty();
  }

  private static JsonSchema schema() throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(Files.readString(Path.of("docs/configuration.schema.json")));
  }

  private static JsonNode json(String yaml) {
    return json(YamlFile.parse(new SourceFile(FILE, yaml)).documents().getFirst());
  }

  private static JsonNode json(@Nullable YamlNode node) {
    return switch (node) {
      case null -> JSON.nullNode();
      case YamlNode.YamlMap map -> {
        ObjectNode object = JSON.createObjectNode();
        map.entries().forEach(each -> object.set(String.valueOf(each.name()), json(each.value())));
        yield object;
      }
      case YamlNode.YamlList list -> {
        ArrayNode array = JSON.createArrayNode();
        list.items().forEach(each -> array.add(json(each)));
        yield array;
      }
      case YamlNode.YamlScalar scalar -> JSON.getNodeFactory().textNode(scalar.text());
    };
  }

  private static String withoutOrigin(String line) {
    int origin = line.lastIndexOf("  # ");
    return (origin < 0 ? line : line.substring(0, origin)).stripTrailing();
  }

  private static Configuration yaml(String text) throws ConfigurationException {
    return Configuration.in(new InMemoryRepository(Map.of(FILE, text)));
  }
}
