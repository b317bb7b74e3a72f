package io.github.flaskdebugguard.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The quart command as executed with Quart 0.18.3. */
class QuartCommandTest {
  @ParameterizedTest
  @CsvSource({
    "quart run, OTHER, 1, OFF",
    "quart run, QUART_DEBUG, '', ON",
    "quart run, QUART_DEBUG, off, OFF",
    "quart --debug run, QUART_DEBUG, 0, ON",
    "quart --no-debug --app app run, QUART_DEBUG, 1, OFF",
    "quart run, QUART_ENV, development, ON",
    "python -m quart run, FLASK_DEBUG, 1, OFF",
  })
  void itsOptionsAndVariablesDecide(String command, String variable, String value, State flag) {
    Program program =
        new Program(
            command,
            Map.of("app.py", "from quart import Quart\napp = Quart(__name__)\napp.debug = True\n"),
            "",
            List.of(command.split(" ")),
            Map.of(variable, value),
            Map.of("quart", "0.18.3"));
    Verdict verdict = program.judge().getFirst();
    assertThat(verdict.debug()).isEqualTo(flag);
    assertThat(verdict.debugger()).isEqualTo(State.OFF);
    assertThat(verdict.leak()).isEqualTo(flag);
  }
}
