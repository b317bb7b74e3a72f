package io.github.flaskdebugguard.flask;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flaskdebugguard.library.Script;
import io.github.flaskdebugguard.python.Value;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelativesTest {
  private static final String APP = "from flask import Flask\napp = Flask(__name__)\n";

  private static String served(Script script) {
    script.result();
    List<Served> all = script.effects(Served.class);
    if (all.size() != 1) {
      return "served " + all.size() + " times";
    }
    Served served = all.getFirst();
    return served.server()
        + " flag "
        + word(served.app().flag())
        + " debugger "
        + word(served.debugger())
        + " leaks "
        + word(served.leaksExceptions());
  }

  private static String word(Value value) {
    return switch (value) {
      case Value.Bool v -> v.value() ? "on" : "off";
      case Value.Str v -> v.value();
      case Value.None v -> "none";
      default -> "?";
    };
  }

  @Test
  void socketioInThreadingModeLetsTheEnvironmentWin() {
    String program =
        APP
            + "from flask_socketio import SocketIO\nio = SocketIO(app)\n"
            + "io.run(app, debug=False, allow_unsafe_werkzeug=True)\n";
    assertThat(served(Script.of(program))).isEqualTo("app.run flag off debugger off leaks off");
    assertThat(served(Script.of(program).variable("FLASK_DEBUG", "1")))
        .isEqualTo("app.run flag on debugger on leaks off");
  }

  @Test
  void socketioWithEventletKeepsItsArgument() {
    String program =
        APP
            + "from flask_socketio import SocketIO\nio = SocketIO()\nio.init_app(app)\n"
            + "io.run(app, debug=%s)\n";
    assertThat(
            served(
                Script.of(program.formatted("False"))
                    .installed("eventlet", "0.36.1")
                    .variable("FLASK_DEBUG", "1")))
        .isEqualTo("socketio.eventlet flag off debugger off leaks on");
    assertThat(served(Script.of(program.formatted("True")).installed("gevent", "24.2.1")))
        .isEqualTo("socketio.gevent flag on debugger on leaks off");
  }

  @Test
  void dashPassesItsDebugOn() {
    String program =
        "from dash import Dash\napp = Dash(__name__)\nserver = app.server\napp.run(%s)\n";
    assertThat(served(Script.of(program.formatted("")).variable("FLASK_DEBUG", "1")))
        .isEqualTo("app.run flag off debugger off leaks off");
    assertThat(served(Script.of(program.formatted("debug=True"))))
        .isEqualTo("app.run flag on debugger on leaks off");
    assertThat(served(Script.of(program.formatted("")).variable("DASH_DEBUG", "True")))
        .isEqualTo("app.run flag on debugger on leaks off");
  }

  @Test
  void flaskScriptReadsItsSwitches() {
    String program =
        APP
            + "from flask_script import Manager, Server\nm = Manager(app)\n"
            + "m.add_command('runserver', Server(use_debugger=True))\nm.run()\n";
    assertThat(served(Script.of(program).arguments("runserver")))
        .isEqualTo("app.run flag on debugger on leaks off");
    assertThat(served(Script.of(program).arguments("runserver", "-D")))
        .isEqualTo("app.run flag off debugger off leaks off");
    assertThat(served(Script.of(program).arguments("shell"))).isEqualTo("served 0 times");
  }

  @Test
  void connexionFallsThroughToTheEnvironment() {
    String program = "import connexion\napp = connexion.FlaskApp(__name__)\napp.run(port=8080)\n";
    assertThat(
            served(
                Script.of(program).installed("connexion", "2.14.2").variable("FLASK_DEBUG", "1")))
        .isEqualTo("app.run flag on debugger on leaks off");
    assertThat(served(Script.of(program).installed("connexion", "3.0.0"))).startsWith("uvicorn");
  }

  @Test
  void theToolbarFollowsTheFlagWhereNothingElseSays() {
    String program =
        APP
            + "app.secret_key = 'x'\n%s\nfrom flask_debugtoolbar import DebugToolbarExtension\n"
            + "DebugToolbarExtension(app)\n";
    Script off = Script.of(program.formatted(""));
    off.result();
    assertThat(off.effects(DebugTool.class)).isEmpty();
    Script on = Script.of(program.formatted("app.config['DEBUG_TB_ENABLED'] = True"));
    on.result();
    assertThat(on.effects(DebugTool.class)).hasSize(1);
  }

  @Test
  void quartReadsItsOwnVariables() {
    String program = "from quart import Quart\napp = Quart(__name__)\napp.run()\n";
    assertThat(served(Script.of(program).variable("FLASK_DEBUG", "1")))
        .isEqualTo("quart flag off debugger off leaks off");
    assertThat(served(Script.of(program).variable("QUART_DEBUG", "1")))
        .isEqualTo("quart flag on debugger off leaks off");
  }

  /** Executed with Quart 0.18.3, of which an empty QUART_DEBUG is one that is set. */
  @ParameterizedTest
  @CsvSource({
    "QUART_DEBUG, '', '', on",
    "QUART_DEBUG, off, '', on",
    "QUART_DEBUG, 0, app.debug = True, off",
    "QUART_ENV, development, '', on",
    "QUART_ENV, production, app.debug = True, off",
    "OTHER, 1, app.debug = True, on",
  })
  void quartAsksTheEnvironmentAgainWhenItServes(
      String variable, String value, String code, String flag) {
    String program = "from quart import Quart\napp = Quart(__name__)\n" + code + "\napp.run()\n";
    assertThat(served(Script.of(program).installed("quart", "0.18.3").variable(variable, value)))
        .isEqualTo("quart flag " + flag + " debugger off leaks off");
  }

  /**
   * Executed with Quart 0.18.3: the process starts anew when a file changes, also without debug.
   */
  @ParameterizedTest
  @CsvSource({
    "'', true",
    "debug=True, true",
    "use_reloader=True, true",
    "use_reloader=False, false"
  })
  void quartReloadsUnlessToldNotTo(String arguments, boolean reloads) {
    String program = "from quart import Quart\napp = Quart(__name__)\napp.run(%s)\n";
    Script script = Script.of(program.formatted(arguments));
    script.result();
    assertThat(script.effects(Served.class).getFirst().reloader())
        .isInstanceOfSatisfying(
            Value.Bool.class, reloader -> assertThat(reloader.value()).isEqualTo(reloads));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "from waitress import serve; serve(app) | waitress flag on debugger off leaks off",
        "import waitress; waitress.serve(app, expose_tracebacks='true') | waitress flag on debugger"
            + " off leaks on",
        "from gevent.pywsgi import WSGIServer; WSGIServer(('', 80), app).serve_forever() | gevent"
            + " flag on debugger off leaks off",
        "import eventlet, eventlet.wsgi; eventlet.wsgi.server(None, app) | eventlet flag on"
            + " debugger off leaks on",
        "import eventlet, eventlet.wsgi; eventlet.wsgi.server(None, app, debug=False) | eventlet"
            + " flag on debugger off leaks off",
        "from wsgiref.simple_server import make_server; make_server('', 80, app).serve_forever() |"
            + " wsgiref flag on debugger off leaks off",
        "from cheroot import wsgi; wsgi.Server(('', 80), app).start() | cheroot flag on debugger"
            + " off leaks off",
        "import cherrypy; cherrypy.tree.graft(app, '/'); cherrypy.engine.start();"
            + " cherrypy.engine.block() | cherrypy flag on debugger off leaks off",
        "from tornado.wsgi import WSGIContainer; from tornado.httpserver import HTTPServer; from"
            + " tornado.ioloop import IOLoop; HTTPServer(WSGIContainer(app)).listen(80);"
            + " IOLoop.instance().start() | tornado flag on debugger off leaks off",
        "import bjoern; bjoern.run(app, '', 80) | bjoern flag on debugger off leaks off",
        "from paste import httpserver; httpserver.serve(app) | paste flag on debugger off leaks"
            + " off",
        "import uvicorn; from asgiref.wsgi import WsgiToAsgi; uvicorn.run(WsgiToAsgi(app)) |"
            + " uvicorn flag on debugger off leaks off",
        "from werkzeug.serving import make_server; make_server('', 80, app).serve_forever() |"
            + " make_server flag on debugger off leaks off",
      })
  void serversThatCodeStarts(String code, String expected) {
    assertThat(served(Script.of(APP + "app.debug = True\n" + code + "\n"))).isEqualTo(expected);
  }

  @Test
  void aGunicornApplicationServesWhatItLoads() {
    assertThat(
            served(
                Script.of(
                    APP
                        + "app.debug = True\nfrom gunicorn.app.base import BaseApplication\n"
                        + "class S(BaseApplication):\n"
                        + "    def __init__(self, app, options=None):\n"
                        + "        self.options = options or {}\n        self.application = app\n"
                        + "        super().__init__()\n"
                        + "    def load_config(self):\n"
                        + "        for k, v in self.options.items():\n"
                        + "            if k in self.cfg.settings:\n"
                        + "                self.cfg.set(k.lower(), v)\n"
                        + "    def load(self):\n        return self.application\n"
                        + "S(app, {'workers': 2}).run()\n")))
        .isEqualTo("gunicorn flag on debugger off leaks off");
  }

  @Test
  void aFlaskGroupWorksAsTheFlaskCommand() {
    Script script =
        Script.of(
                "from flask.cli import FlaskGroup\ndef create_app():\n    pass\n"
                    + "cli = FlaskGroup(create_app=create_app)\n"
                    + "if __name__ == '__main__':\n    cli()\n")
            .arguments("run");
    assertThat(script.result()).isEqualTo("ends");
    assertThat(script.effects(CliGroup.class)).hasSize(1);
  }
}
