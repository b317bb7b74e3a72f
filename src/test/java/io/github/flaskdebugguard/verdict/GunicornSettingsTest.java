package io.github.flaskdebugguard.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Executed: gunicorn 20.1.0 ends with "Invalid value for ..." and exit 1. */
class GunicornSettingsTest {
  private static State starts(String configuration) {
    return new Program(
            "",
            Map.of(
                "app.py",
                "from flask import Flask\napp = Flask(__name__)\n",
                "gunicorn.conf.py",
                configuration + "\n"),
            "",
            List.of("gunicorn", "app:app"),
            Map.of(),
            Map.of("flask", "3.1.3"))
        .judge()
        .getFirst()
        .starts();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reload = [False]",
        "reload = 1",
        "reload = 'maybe'",
        "preload_app = 'off'",
        "preload_app = {}",
        "chdir = 3",
        "wsgi_app = ['app:app']",
        "pythonpath = ['lib']",
        "pythonpath = False"
      })
  void settingsOfAnotherTypeEndTheStart(String configuration) {
    assertThat(starts(configuration)).isEqualTo(State.OFF);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reload = None",
        "reload = 'False'",
        "preload_app = ' TRUE '",
        "chdir = '.'",
        "wsgi_app = None",
        "pythonpath = 'lib'"
      })
  void settingsOfTheirTypeDoNot(String configuration) {
    assertThat(starts(configuration)).isEqualTo(State.ON);
  }
}
