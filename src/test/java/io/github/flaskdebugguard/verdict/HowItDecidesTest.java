package io.github.flaskdebugguard.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.deployment.Deployment;
import io.github.flaskdebugguard.deployment.Deployments;
import io.github.flaskdebugguard.repository.InMemoryRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Judges every row of the tables in {@code docs/how-it-decides.md}. */
class HowItDecidesTest {
  private static final Path PAGE = Path.of("docs/how-it-decides.md");

  /** One row: what is started, and what comes of it. */
  record Row(
      String command, String variables, String code, String flask, String debug, String debugger) {}

  static Stream<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(PAGE)) {
      inside = line.equals("<!-- decided -->") || (inside && !line.equals("<!-- /decided -->"));
      if (inside && line.startsWith("| `")) {
        String[] cells = line.split("\\|", -1);
        assertThat(cells).as(line).hasSize(8);
        rows.add(
            new Row(
                cell(cells[1]),
                cell(cells[2]),
                cell(cells[3]),
                cell(cells[4]),
                cell(cells[5]),
                cell(cells[6])));
      }
    }
    return rows.stream();
  }

  private static String cell(String text) {
    String stripped = text.strip();
    return stripped.startsWith("`") ? stripped.substring(1, stripped.length() - 1) : stripped;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aRowSaysWhatIsDecided(Row row) {
    InMemoryRepository files =
        new InMemoryRepository(Map.of("app.py", app(row.code()), "Dockerfile", dockerfile(row)));
    List<Deployment> deployments = Deployments.find(files).deployments();
    Judge judge = new Judge(files, new Judge.Options(List.of()));
    List<Verdict> verdicts =
        deployments.stream().flatMap(each -> judge.judge(each).stream()).toList();
    assertThat(verdicts).hasSize(1);
    assertThat(verdicts.getFirst().debug().word()).as("debug mode").isEqualTo(row.debug());
    assertThat(verdicts.getFirst().debugger().word()).as("debugger").isEqualTo(row.debugger());
  }

  @Test
  void thePageHasAllThreeFormsInBothStates() throws IOException {
    for (String start : List.of("python ", "flask ", "gunicorn ", "waitress-serve ", "uwsgi ")) {
      assertThat(rows().map(Row::command)).anyMatch(command -> command.startsWith(start));
    }
    assertThat(rows().count()).isGreaterThan(35);
    assertThat(rows().map(row -> row.debug() + " " + row.debugger()).distinct())
        .containsExactlyInAnyOrder("off off", "on on", "on off", "off on");
  }

  private static String app(String code) {
    StringBuilder text =
        new StringBuilder(
            """
            import os
            from flask import Flask
            from werkzeug.debug import DebuggedApplication

            app = Flask(__name__)
            """);
    for (String statement : code.split("; ", -1)) {
      text.append(
          statement.startsWith("run(")
              ? "if __name__ == \"__main__\":\n    app." + statement + "\n"
              : statement + "\n");
    }
    return text.toString();
  }

  private static String dockerfile(Row row) {
    return "FROM python:3.11-slim\nWORKDIR /srv\nRUN pip install flask=="
        + row.flask()
        + " gunicorn waitress uwsgi\nCOPY . .\n"
        + (row.variables().isEmpty() ? "" : "ENV " + row.variables() + "\n")
        + "CMD "
        + row.command()
        + "\n";
  }
}
