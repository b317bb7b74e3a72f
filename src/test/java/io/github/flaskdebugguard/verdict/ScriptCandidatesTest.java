package io.github.flaskdebugguard.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.repository.InMemoryRepository;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptCandidatesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "app.debug = True",
        "app.config['DEBUG'] = True",
        "app.config.update(DEBUG=True)",
        "app.config['DEBUG'] = config.DEBUG",
        "class Config:\n    DEBUG: bool = True",
        "DEBUG, TESTING = True, False",
        "app.run('0.0.0.0', 5000, debug)",
        "app.run('0.0.0.0', 5000, debug, threaded=True)",
        "setattr(app, 'debug', True)",
        "os.environ[\"FLASK_DEBUG\"] = '1'",
        "app.config.from_pyfile('debug.cfg')",
        "app.config.from_pyfile('config/debug.cfg')",
        "app.config.from_object('settings.debug')",
        "app.config |= {'DEBUG': True}",
        "log.debug('x')\napp.debug = True"
      })
  void whatNamesOrBindsAValueMayTurnDebugModeOn(String lines) {
    assertThat(turnsOn("app = Flask(__name__)\n" + lines + "\n")).isTrue();
    assertThat(turnsOn("app = make()\napp.run()\n" + lines + "\n")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "log.debug('x')",
        "loader(config.CUSTOMIZATION_DEBUG)",
        "# in debug mode",
        "return app.debug"
      })
  void whatOnlyAsksDoesNot(String lines) {
    assertThat(turnsOn("app = Flask(__name__)\n" + lines + "\n")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app.run(debug=True)",
        "start = app.run",
        "app.runserver()",
        "manager.run_app(app)",
        "from werkzeug.serving import run_simple as start",
        "serve(app)",
        "server.serve_forever()",
        "manager.add_command('runserver', Server(use_debugger=True))",
        "make_server('', 80, app).handle_request()",
        "WSGIServer(('', 80), app).start()",
        "threading.Thread(target=serve, args=[app])"
      })
  void whatServesIsCalledOrNamed(String line) {
    assertThat(calls("def start():\n    " + line + "\n")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"The name is reserved", "config.server_name", "preserve(x)", "x.runs()"})
  void wordsThatBeginOrEndAlikeServeNothing(String line) {
    assertThat(calls(line + "\n")).isFalse();
  }

  private static boolean calls(String text) {
    return ScriptCandidates.calls(new InMemoryRepository(Map.of("app.py", text)), "app.py");
  }

  private static boolean turnsOn(String text) {
    return ScriptCandidates.turnsOn(new InMemoryRepository(Map.of("app.py", text)), "app.py");
  }
}
