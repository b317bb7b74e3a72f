package io.github.flaskdebugguard.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands of libraries that serve by Flask (read: functions-framework 3.8, Connexion 2.14.2). */
class LibraryCommandTest {
  @ParameterizedTest
  @CsvSource({
    "functions-framework --target hello, OTHER, 1, gunicorn, OFF, OFF",
    "functions-framework --target hello, DEBUG, 1, app.run, ON, ON",
    "functions-framework --target hello, DEBUG, 0, gunicorn, OFF, OFF",
    "functions-framework --target=hello --debug, DEBUG, 0, app.run, ON, ON",
    "functions-framework --target hello, FLASK_DEBUG, 1, gunicorn, ON, OFF",
    "python -m functions_framework --target hello --debug, OTHER, 1, app.run, ON, ON",
    "connexion run spec.yaml, OTHER, 1, app.run, OFF, OFF",
    "connexion run spec.yaml -d, FLASK_DEBUG, 0, app.run, ON, ON",
    "connexion run spec.yaml, FLASK_DEBUG, 1, app.run, ON, ON",
  })
  void theyPassTheirSwitchOnToFlask(
      String command, String variable, String value, String server, State flag, State debugger) {
    Program program =
        new Program(
            command,
            Map.of(
                "main.py",
                "import functions_framework\n"
                    + "@functions_framework.http\n"
                    + "def hello(r):\n"
                    + "    return ''\n"),
            "",
            List.of(command.split(" ")),
            Map.of(variable, value),
            Map.of("functions-framework", "3.8.0", "connexion", "2.14.2", "flask", "2.2.5"));
    Verdict verdict = program.judge().getFirst();
    assertThat(verdict.server()).isEqualTo(server);
    assertThat(verdict.debug()).isEqualTo(flag);
    assertThat(verdict.debugger()).isEqualTo(debugger);
  }
}
