package io.github.flaskdebugguard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.repository.InMemoryRepository;
import io.github.flaskdebugguard.verdict.State;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScanProblemsTest {
  private static final String APP =
      "from flask import Flask\napp = Flask(__name__)\napp.run(debug=True)\n";

  @Test
  void aFileThatIsNoPythonInPlacesIsNamed() {
    ScanResult result =
        Scan.run(
            new InMemoryRepository(
                Map.of("app.py", APP + "x = = 1\n", "Procfile", "web: python app.py\n")),
            Scan.Options.DEFAULT,
            Scan.Listener.NONE);

    assertThat(result.problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.path()).isEqualTo("app.py");
              assertThat(problem.message()).contains("is no Python here");
              assertThat(problem.matters()).isFalse();
            });
  }

  @Test
  void aVariableThatDoublesItselfEndsAsUnknownAndNotInAFullMemory() {
    ScanResult result =
        Scan.run(
            new InMemoryRepository(
                Map.of(
                    "app.py",
                    APP,
                    ".env",
                    "D=dd\n" + "D=${D}${D}\n".repeat(64),
                    "Dockerfile",
                    "FROM python:3.12\nCOPY . .\nCMD [\"python\", \"app.py\"]\n",
                    "docker-compose.yml",
                    "services:\n  web:\n    build: .\n    env_file: .env\n"
                        + "    environment: {A: \"${D}\"}\n")),
            Scan.Options.DEFAULT,
            Scan.Listener.NONE);

    assertThat(result.verdicts())
        .anySatisfy(
            verdict -> {
              assertThat(verdict.deployment().id()).isEqualTo("compose:docker-compose.yml#web");
              assertThat(verdict.debugger()).isEqualTo(State.ON);
            });
  }
}
