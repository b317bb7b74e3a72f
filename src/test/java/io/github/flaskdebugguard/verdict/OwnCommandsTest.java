package io.github.flaskdebugguard.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands of applications and scripts that serve in a way of their own. */
class OwnCommandsTest {
  private static final Map<String, String> FILES =
      Map.of(
          "app.py",
          """
          import click
          from flask import Flask
          from werkzeug.serving import run_simple
          app = Flask(__name__)
          app.debug = True
          @app.cli.command("serve")
          @click.option("--debug", is_flag=True)
          def serve(debug):
              run_simple("0.0.0.0", 5000, app, use_debugger=debug)
          @app.cli.command()
          def dev():
              app.run(debug=True)
          """,
          "manage.py",
          """
          import click
          from flask.cli import FlaskGroup
          from app import app
          cli = FlaskGroup(create_app=lambda: app)
          @cli.command("web")
          @click.option("--debug/--no-debug", default=True)
          def web(debug):
              from waitress import serve
              app.debug = debug
              serve(app)
          if __name__ == "__main__":
              cli()
          """);

  private static String judged(String command) {
    List<Verdict> verdicts =
        new Program("", FILES, "", List.of(command.split(" ")), Map.of(), Map.of("flask", "3.1.3"))
            .judge();
    if (verdicts.isEmpty()) {
      return "nothing";
    }
    Verdict verdict = verdicts.getFirst();
    return verdict.server() + " " + verdict.debug().word() + " " + verdict.debugger().word();
  }

  @ParameterizedTest
  @CsvSource({
    "flask serve, run_simple off off",
    "flask serve --debug, run_simple off on",
    // app.run() is ignored in commands of Flask.
    "flask dev, nothing",
    "flask db upgrade, nothing",
    "python manage.py web, waitress on off",
    "python manage.py web --no-debug, waitress off off",
    "python manage.py run, flask run off off",
    "python manage.py run --debug, flask run on on",
  })
  void theirOptionsDecide(String command, String outcome) {
    assertThat(judged(command)).isEqualTo(outcome);
  }
}
