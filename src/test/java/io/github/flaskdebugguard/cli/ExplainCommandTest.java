package io.github.flaskdebugguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

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

class ExplainCommandTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void anAppThatAVariableDecides() throws IOException {
    write("requirements.txt", "flask==3.0.0\ngunicorn\n");
    write("Dockerfile", "FROM python\nENV MODE=prod\nCOPY . .\nCMD [\"gunicorn\", \"app:app\"]\n");
    write(
        "docker-compose.yml",
        "services:\n  web:\n    build: .\n    environment:\n      MODE: dev\n");
    write(
        "app.py",
        """
        import os
        from flask import Flask

        app = Flask(__name__)
        mode = os.environ.get("MODE") or "dev"
        app.debug = mode == "dev"
        other = 1
        """);
    write("Procfile", "worker: gunicorn app:app\n");
  }

  @Test
  void aDeploymentIsAStoryFromTheLaunchToTheVerdict() {
    assertThat(run("explain", "compose:docker-compose.yml#web")).isZero();
    assertThat(out())
        .contains("debug mode on")
        .containsSubsequence(
            "How it comes to that",
            "docker-compose.yml:5",
            "MODE: dev",
            "app.py:6",
            "app.debug = mode == \"dev\"",
            "^^^",
            "What lost",
            "Dockerfile:2",
            "is overridden",
            "What would change it",
            "What is found");
  }

  @Test
  void aVariableIsToldWithWhatItWouldChange() {
    assertThat(run("explain", "worker")).isZero();
    assertThat(out())
        .containsSubsequence(
            "app.py:5", "os.environ.get(\"MODE\") or", "What would change it", "MODE: on while");
  }

  @Test
  void aLineIsExplainedByTheDeploymentsThatRestOnIt() {
    assertThat(run("explain", "docker-compose.yml:5")).isZero();
    assertThat(out()).contains("compose:docker-compose.yml#web").doesNotContain("Procfile#worker");
    assertThat(run("explain", "app.py:6", ".")).isZero();
    assertThat(out()).contains("procfile:Procfile#worker");
  }

  @Test
  void whatNothingRestsOnIsSaidAndNamesTheDeployments() {
    assertThat(run("explain", "app.py:7")).isEqualTo(2);
    assertThat(err())
        .contains("no verdict rests on app.py:7")
        .contains("procfile:Procfile#worker")
        .hasLineCount(1);
    assertThat(run("explain", "wrker")).isEqualTo(2);
  }

  @Test
  void aRuleIsItsPage() {
    assertThat(run("explain", "debug-on-by-default")).isZero();
    assertThat(out()).startsWith("# debug-on-by-default");
  }

  @Test
  void anAssumptionChangesTheStory() {
    assertThat(run("explain", "worker", "--assume", "MODE=prod")).isZero();
    assertThat(out()).contains("debug mode off");
  }

  private void write(String path, String text) throws IOException {
    Files.writeString(folder.resolve(path), text);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private int run(String... arguments) {
    Console console =
        new Console(
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of(),
            folder,
            false,
            false);
    return CommandTree.of(console, arguments).execute(arguments);
  }
}
