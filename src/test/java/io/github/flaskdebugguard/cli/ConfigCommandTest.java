package io.github.flaskdebugguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.flaskdebugguard.platform.GitRepository;
import io.github.flaskdebugguard.platform.GitServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigCommandTest {
  private static final String FILE = ".flask-debug-guard.yml";
  private static final String IGNORE =
      "# flask-debug-guard: ignore[debugger-in-production] a lab until=2026-12-31\n";

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void anApp() throws IOException {
    app("app", "", "True");
  }

  private void app(String name, String above, String debug) throws IOException {
    Path app = Files.createDirectories(folder.resolve(name));
    for (Map.Entry<String, String> file : files(above, debug).entrySet()) {
      Files.writeString(app.resolve(file.getKey()), file.getValue());
    }
  }

  private static Map<String, String> files(String above, String debug) {
    Map<String, String> files = new TreeMap<>();
    files.put("Dockerfile", "FROM python:3.13\nCOPY . .\nCMD [\"python\", \"app.py\"]\n");
    files.put(
        "app.py",
        "from flask import Flask\napp = Flask(__name__)\n"
            + above
            + "app.run(host='0.0.0.0'"
            + debug.replaceAll("^(.+)$", ", debug=$1")
            + ")\n");
    return files;
  }

  @Test
  void theConfigurationIsShownWithWhereEachValueIsFrom() throws IOException {
    assertThat(run("config", "app")).isZero();
    assertThat(out()).startsWith("# configuration: none").contains("fail-on: error  ");
    out.reset();
    Files.writeString(folder.resolve("app/" + FILE), "policy: strict\nfail-on: note\n");
    assertThat(run("config", "app", "--fail-on", "never", "--role-of", "web=test")).isZero();
    assertThat(out())
        .startsWith("# configuration: " + FILE + "\n")
        .containsPattern("policy: strict +# " + FILE + ":1\n")
        .containsPattern("fail-on: never +# option --fail-on\n")
        .containsPattern("debug-off-not-explicit: error +# policy strict\n")
        .containsPattern("deployment: \"web\", role: test} +# option --role-of\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fail-on: never | 0 | Configuration: .flask-debug-guard.yml",
        "fail-on: error | 1 | Configuration: .flask-debug-guard.yml",
        "rules: {debugger-in-production: off, development-server-in-production: off} | 0 | 0"
            + " errors",
        "roles: [{deployment: '*', role: development}] | 0 | development",
        "accept: [{rule: debugger-in-production, reason: a lab}] | 0 |"
            + " accepted[debugger-in-production]: app.py:3",
        "ignored-paths: [app.py, Dockerfile] | 0 | Nothing to judge",
      })
  void theFileOfTheFolderCounts(String text, int code, String says) throws IOException {
    Files.writeString(folder.resolve("app/" + FILE), text + "\n");
    assertThat(run("scan", "app")).isEqualTo(code);
    assertThat(out()).contains(says);
  }

  @Test
  void theCommandLineBeatsTheFile() throws IOException {
    Files.writeString(folder.resolve("app/" + FILE), "fail-on: never\n");
    assertThat(run("scan", "app", "--fail-on", "error")).isEqualTo(1);
    assertThat(run("scan", "app", "--fail-on", "error", "--rule", "debugger-in-production=note"))
        .isZero();
    assertThat(run("scan", "app", "--rule", "debuger-in-production=note")).isEqualTo(2);
    assertThat(err()).contains("did you mean debugger-in-production?");
  }

  @Test
  void aFileElsewhereCountsOnlyWhenItIsNamed() throws IOException {
    Files.writeString(
        folder.resolve("ours.yml"), "accept: [{rule: environment-drift, reason: x}]\n");
    assertThat(run("scan", "app")).isEqualTo(1);
    assertThat(out()).contains("Configuration: none.");
    out.reset();
    assertThat(run("scan", "app", "--config", "ours.yml")).isEqualTo(1);
    assertThat(out())
        .contains("Configuration: ours.yml")
        .contains("remark: an exception in ours.yml has no effect");
    assertThat(run("scan", "app", "--config", "none.yml")).isEqualTo(2);
    assertThat(err()).contains("--config none.yml: there is no such file");
  }

  @Test
  void aWrongFileIsWrongUsage() throws IOException {
    Files.writeString(folder.resolve("app/" + FILE), "polcy: strict\n");
    assertThat(run("scan", "app")).isEqualTo(2);
    assertThat(run("config", "app")).isEqualTo(2);
    assertThat(out()).isEmpty();
    assertThat(err())
        .contains(FILE + ":1: unknown key 'polcy' in configuration (did you mean policy?)");
  }

  @Test
  void theStrictPolicyIsAGate() throws IOException {
    app("off", "", "");
    app("explicit", "", "False");
    assertThat(run("scan", "off")).isZero();
    assertThat(run("scan", "off", "--policy", "strict")).isEqualTo(1);
    assertThat(out()).contains("error[debug-off-not-explicit]");
    assertThat(run("scan", "explicit", "--policy", "strict")).isZero();
    assertThat(run("scan", "explicit", "--policy", "lax")).isEqualTo(2);
    Files.createDirectory(folder.resolve("nothing"));
    assertThat(run("scan", "nothing")).isZero();
    assertThat(run("scan", "nothing", "--policy", "strict")).isEqualTo(3);
    assertThat(out()).contains("policy strict: there is nothing to judge");
  }

  @Test
  void anAcceptedFindingIsShownAndFailsNothingUntilItsDay() throws Exception {
    app("app", IGNORE, "True");
    String[] scan = {"scan", "app", "--today", "2026-11-25", "--output", "text"};
    assertThat(run(with(scan, "--output", "json=a.json", "--output", "sarif=a.sarif"))).isZero();
    assertThat(out())
        .contains("accepted[debugger-in-production]: app.py:4  a lab (until 2026-12-31; app.py:3)")
        .contains("1 finding accepted.");
    JsonNode json = new ObjectMapper().readTree(folder.resolve("a.json").toFile());
    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("docs/report.schema.json")))
                .validate(json))
        .isEmpty();
    assertThat(json.at("/accepted/0/acceptance/until").asText()).isEqualTo("2026-12-31");
    assertThat(Files.readString(folder.resolve("a.sarif"))).contains("\"suppressions\"");
    assertThat(run(with(scan, "--no-ignores"))).isEqualTo(1);
    assertThat(run("scan", "app", "--today", "2027-01-01")).isEqualTo(1);
    assertThat(out()).contains("exception-without-effect", "It ended on 2026-12-31");
    out.reset();
    assertThat(run("report", "a.json", "--format", "html")).isZero();
    assertThat(out()).contains("<dt>Until</dt><dd>2026-12-31</dd>");
    assertThat(run("scan", "app", "--today", "tomorrow")).isEqualTo(2);
  }

  @Test
  void commitsHaveTheirOwnConfigurationAndWhatAChangeAcceptsIsTold() throws Exception {
    GitRepository git = GitRepository.create(folder.resolve("git"));
    Map<String, String> before = files("", "True");
    before.put(FILE, "policy: strict\n");
    String old = git.commit("before", before);
    Map<String, String> after = files(IGNORE, "True");
    after.put(FILE, "accept: [{rule: development-server-in-production, reason: a lab, by: ada}]\n");
    git.commit("after", after);
    assertThat(run("scan", "git", "--ref", old)).isEqualTo(1);
    assertThat(run("config", "git", "--ref", old)).isZero();
    assertThat(out()).contains("policy: strict ");
    out.reset();

    String[] scan = {"scan", "git", "--ref", "main", "--since", old, "--today", "2026-11-25"};
    assertThat(run(with(scan, "--output", "text", "--output", "json=a.json"))).isZero();
    assertThat(out())
        .contains("0 new, 0 fixed and 0 unchanged findings, 2 exceptions more")
        .contains("exception added  debugger-in-production  app.py:3  a lab (until 2026-12-31")
        .contains(
            "exception added  development-server-in-production  " + FILE + ":1  a lab (by ada")
        .contains("configuration  - policy: strict")
        .doesNotContain("Until it is merged");
    String saved = out();
    out.reset();
    assertThat(run("report", "a.json")).isZero();
    assertThat(out()).contains(saved.substring(saved.indexOf("  exception added")));

    Map<String, String> wider = new TreeMap<>(after);
    wider.computeIfPresent("app.py", (path, text) -> text.replace(" until=2026-12-31", ""));
    git.commit("wider", wider);
    out.reset();
    assertThat(run("scan", "git", "--ref", "main", "--since", "main~1", "--today", "2026-11-25"))
        .isZero();
    assertThat(out())
        .contains("exception widened  debugger-in-production  app.py:3")
        .doesNotContain("exception added");

    try (GitServer server = new GitServer(folder, "unused")) {
      assertThat(run("scan", server.url() + "/git", "--token-from", "TOKEN")).isZero();
      assertThat(out()).contains("Configuration: " + FILE);
      assertThat(run("config", server.url() + "/git", "--token-from", "TOKEN")).isZero();
      assertThat(out()).contains("# configuration: " + FILE);
    }
  }

  private static String[] with(String[] some, String... more) {
    String[] all = java.util.Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }

  private int run(String... arguments) {
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    Console console = new Console(out, errors, Map.of("TOKEN", "unused"), folder, false, false);
    return new Main(console).run(arguments);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
