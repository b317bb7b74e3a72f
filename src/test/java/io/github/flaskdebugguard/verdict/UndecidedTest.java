package io.github.flaskdebugguard.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only one side of an undecided condition does is not decided either. */
class UndecidedTest {
  private static final String HEAD =
      "import os\nfrom flask import Flask\nfrom werkzeug.debug import DebuggedApplication\n"
          + "from werkzeug.middleware.proxy_fix import ProxyFix\n"
          + "def wrap(app):\n    app.wsgi_app = DebuggedApplication(app.wsgi_app, True)\n";

  private static Verdict judged(String code) {
    return new Program(
            "",
            Map.of("app.py", HEAD + code.replace("\\n", "\n") + "\n"),
            "",
            List.of("gunicorn", "app:app"),
            Map.of(),
            Map.of("flask", "3.1.3"))
        .judge()
        .getFirst();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app = Flask(__name__)\\nif os.environ['X'] == '1':\\n    wrap(app)",
        "app = Flask(__name__)\\nif os.environ['X'] == '1':\\n    wrap(app)\\n"
            + "app.wsgi_app = ProxyFix(app.wsgi_app)",
        "app = Flask(__name__)\\napp.wsgi_app = ProxyFix(DebuggedApplication(app) if"
            + " os.environ['X'] == '1' else app.wsgi_app)",
      })
  void middlewareThatMayBeThereIsNotDecided(String code) {
    Verdict verdict = judged(code);
    assertThat(verdict.debugger()).isEqualTo(State.UNKNOWN);
    assertThat(verdict.reason()).contains("X is set outside the repository");
  }

  @Test
  void anExceptionInALoopThatMayGoOnForEverIsNoFailedStart() {
    String worker =
        "import flask\nimport redis\nqueue = redis.Redis()\nwhile True:\n"
            + "    item = queue.pop()\n    if not item:\n        raise ValueError('empty')\n";
    assertThat(
            new Program(
                    "",
                    Map.of("worker.py", worker),
                    "",
                    List.of("python", "worker.py"),
                    Map.of(),
                    Map.of("flask", "3.1.3"))
                .judge())
        .isEmpty();
  }

  @Test
  void aStartThatFailsBeforeTheApplicationIsMadeIsToldToo() {
    Verdict verdict = judged("x = int('no')\\napp = Flask(__name__)");
    assertThat(verdict.starts()).isEqualTo(State.OFF);
    assertThat(verdict.reason()).contains("ValueError");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "if os.environ['X'] == '1':\\n    os.environ['FLASK_DEBUG'] = '1'\\napp = Flask(__name__)",
        "if os.environ['X'] == '1':\\n    os.environ['D'] = '1'\\napp = Flask(__name__)\\n"
            + "app.debug = os.getenv('D', '0') == '1'",
        "app = Flask(__name__)\\n"
            + "name = os.environ['X']\\n"
            + "if not name:\\n"
            + "    os.environ['X'] = 'a'\\n"
            + "app.debug = os.environ['X'] == 'a'",
        "app = Flask(__name__)\\napp.debug = True\\n"
            + "app.config.from_object(f\"config.{os.environ['X']}\")",
      })
  void aVariableThatMayBeSetIsNotDecided(String code) {
    assertThat(judged(code).debug()).isEqualTo(State.UNKNOWN);
  }
}
