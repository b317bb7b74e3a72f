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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanCommitsTest {
  private static final String TOKEN = "token-of-the-test";

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private String clean = "";

  @BeforeEach
  void aRepository() throws IOException {
    GitRepository git = GitRepository.create(folder.resolve("app"));
    Map<String, String> base =
        Map.of("Dockerfile", "FROM python:3.13\nCMD [\"python\", \"app.py\"]\n");
    clean = git.commit("clean", with(base, "False"));
    git.commit("bad", with(base, "True"));
    Files.writeString(folder.resolve("app/app.py"), app("False"));
  }

  @Test
  void theFolderTheCommitAndTheServerAreToldApart() throws IOException {
    assertThat(run("scan", "app")).isZero();
    assertThat(run("scan", "app", "--ref", "main")).isEqualTo(1);
    assertThat(run("scan", "app", "--ref", clean)).isZero();
    try (GitServer server = new GitServer(folder, TOKEN)) {
      String url = server.url() + "/app";
      assertThat(run("scan", url, "--token-from", "TOKEN")).isEqualTo(1);
      assertThat(run("scan", url, "--ref", clean, "--token-from", "TOKEN")).isZero();
      assertThat(run("scan", url)).isEqualTo(2);
      assertThat(err()).contains("asks for a token");
    }
    assertThat(out() + err()).doesNotContain(TOKEN);
  }

  @Test
  void whatChangesIsToldInEveryFormatThatPeopleAndProgramsRead() throws Exception {
    assertThat(
            run(
                "scan",
                "app",
                "--ref",
                "main",
                "--since",
                clean,
                "--output",
                "text",
                "--output",
                "json=a.json",
                "--output",
                "markdown=a.md"))
        .isEqualTo(1);
    assertThat(out())
        .contains("since " + clean.substring(0, 30))
        .contains("1 deployment changes")
        .contains("off → debugger on  dockerfile:Dockerfile#")
        .contains("new    debugger-in-production  app.py:");
    assertThat(Files.readString(folder.resolve("a.md"))).contains("| off | debugger on |");
    JsonNode json = new ObjectMapper().readTree(folder.resolve("a.json").toFile());
    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("docs/report.schema.json")))
                .validate(json))
        .isEmpty();
    assertThat(json.at("/since/commit").asText()).isEqualTo(clean);
    assertThat(json.at("/since/deployments/0/before").asText()).isEqualTo("off");
    assertThat(json.at("/since/new").size()).isPositive();
    assertThat(json.at("/since/fixed").size()).isZero();
    out.reset();
    assertThat(run("report", "a.json", "--format", "markdown")).isZero();
    assertThat(out()).contains("| off | debugger on |", "- new debugger-in-production at");
  }

  @Test
  void whatIsFixedIsTold() {
    assertThat(run("scan", "app", "--since", "main")).isZero();
    assertThat(out()).contains("debugger on → off").contains("fixed  debugger-in-production");
  }

  @Test
  void wrongUsageIsNamed() {
    assertThat(run("scan", "app", "--ref", "nowhere")).isEqualTo(2);
    assertThat(err()).contains("has no commit nowhere");
    assertThat(run("scan", "app", "--token-from", "TOKEN")).isEqualTo(2);
    assertThat(run("scan", "https://me:x@127.0.0.1/a")).isEqualTo(2);
    assertThat(run("scan", "ssh://127.0.0.1/a")).isEqualTo(2);
    assertThat(run("scan", "http://127.0.0.1/a", "--token-from", "NONE")).isEqualTo(2);
    assertThat(err()).contains("the variable NONE is not set");
  }

  @Test
  void initWritesOneFileAndNeverOverAnother() throws IOException {
    assertThat(run("init")).isZero();
    Path workflow = folder.resolve(".github/workflows/flask-debug-guard.yml");
    String written = Files.readString(workflow);
    assertThat(written)
        .contains("permissions: {}", "security-events: write", "uses: flask-debug-guard/")
        .doesNotContain("{action}");
    Files.writeString(workflow, "mine");
    assertThat(run("init", "github")).isEqualTo(2);
    assertThat(Files.readString(workflow)).isEqualTo("mine");
    assertThat(out()).contains(written);
    assertThat(run("init", "gitlab")).isZero();
    assertThat(Files.readString(folder.resolve(".gitlab-ci.yml"))).contains("codequality");
    assertThat(run("init", "pre-commit")).isZero();
    assertThat(Files.readString(folder.resolve(".pre-commit-config.yaml"))).contains("rev: ");
    assertThat(run("init", "travis")).isEqualTo(2);
  }

  @Test
  void initDoesNotFollowALink() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.createSymbolicLink(folder.resolve(".github"), outside);
    assertThat(run("init")).isEqualTo(2);
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void theActionRunsOnlyAsAStep() {
    assertThat(run("action")).isEqualTo(2);
    assertThat(out()).startsWith("::error title=flask-debug-guard::GITHUB_EVENT_NAME is not set");
  }

  private static Map<String, String> with(Map<String, String> base, String debug) {
    return Map.of("app.py", app(debug), "Dockerfile", base.getOrDefault("Dockerfile", ""));
  }

  private static String app(String debug) {
    return "from flask import Flask\napp = Flask(__name__)\napp.run(host='0.0.0.0', debug="
        + debug
        + ")\n";
  }

  private int run(String... arguments) {
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    Console console = new Console(out, errors, Map.of("TOKEN", TOKEN), folder, false, false);
    return new Main(console).run(arguments);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
