"""Prints small Flask apps, one JSON object a line: generate.py COUNT SEED [FIRST]

Program n of a seed is the same whatever the count. Each has "id", "server", "files", "folder", "arguments", "environment" and
"dotenv" (whether python-dotenv is installed). Apps are drawn from: ways to set debug mode x their order x hierarchies of
configuration classes x helpers that read variables, traps among them x dotenv files x launchers x values of the variables. worlds.py has larger shapes.
"""
import json
import random
import sys

sys.dont_write_bytecode = True
from settings import Settings  # noqa: E402
from worlds import Worlds  # noqa: E402

ROUTE = '''

@app.route("/state")
def state():
    return {"debug": bool(app.debug)}
'''
VALUES = ["1", "0", "true", "false", "True", "False", "yes", "no", "on", "off", "", "2", " 0", "null"]
NAMES = ["production", "development", "testing", "default", ""]
UWSGI = ["uwsgi", "--plugin", "python3", "--http-socket", "127.0.0.1:$PORT", "--need-app", "--die-on-term", "--lazy-apps"]


def indent(text, by=4):
    return "".join(" " * by + line if line.strip() else line for line in text.splitlines(True))


class Generator:
    def __init__(self, seed, number):
        self.id = "%d-%d" % (seed, number)
        self.random = random.Random("%d/%d" % (seed, number))
        self.files = {}
        self.folder = ""
        self.environment = {}
        self.settings = Settings(self.random, self.files)

    def chance(self, share):
        return self.random.random() < share

    def program(self):
        shape = self.random.choices([self.module, self.factory, self.package, Worlds(self).draw], [5, 3, 2, 10])[0]
        server, arguments = shape()
        self.dotenv_files()
        self.variables()
        if shape in (self.module, self.factory, self.package):
            self.folder_of_start(server, arguments)
        return {
            "id": self.id,
            "server": server,
            "files": self.files,
            "folder": self.folder,
            "arguments": arguments,
            "environment": self.environment,
            "dotenv": server == "uwsgi" or self.chance(0.85),
        }

    # Shapes of apps

    def module(self):
        """One module with an app in it."""
        settings = self.settings
        before = settings.before()
        body = settings.body(self.random.choice([0, 1, 1, 2, 2, 3]))
        name = self.random.choice(["app", "app", "app", "application"])
        constructor = self.random.choices(["Flask(__name__)", settings.subclass()], [9, 1])[0]
        text = before + "%s = %s\n" % (name, constructor)
        if name != "app":
            text += "app = application\n"
        text += body + ROUTE
        server = self.server()
        if server == "app.run" or self.chance(0.6):
            text += settings.run("app")
        self.files["app.py"] = settings.head() + text
        return server, self.launch(server, "app", "app")

    def factory(self):
        """A factory, called by the module, by a module beside it or by the launcher."""
        settings = self.settings
        settings.inside = True
        before = settings.before()
        default = self.random.choice(['"production"', '"development"', "None", 'os.getenv("FLASK_CONFIG", "production")'])
        body = "app = Flask(__name__)\n" + settings.body(self.random.choice([1, 1, 2]))
        body += self.random.choice(
            [
                "",
                'if config_name == "development":\n    app.debug = True\n',
                'app.config["DEBUG"] = config_name != "production"\n',
                'app.config.update(DEBUG=config_name in ("development", "testing"))\n',
                settings.select("config_name"),
            ]
        )
        body += ROUTE.lstrip("\n") + "return app\n"
        text = before + "\n\ndef create_app(config_name=%s):\n" % default + indent(body)
        server = self.server()
        call = self.random.choice(
            ["create_app()", 'create_app("development")', 'create_app(os.getenv("APP_ENV", "development"))', 'create_app(os.environ.get("APP_ENV") or "production")']
        )
        kind = self.random.choice(["inside", "beside", "launcher"])
        if kind == "launcher" and server not in ("gunicorn", "flask run", "waitress"):
            kind = "inside"
        if kind == "launcher":
            self.files["app.py"] = settings.head() + text
            argument = self.random.choice(["", "'development'", "'production'", "config_name='development'"])
            return server, self.launch(server, "app", "create_app", argument)
        if kind == "inside":
            text += "\n\napp = %s\n" % call + (settings.run("app") if server == "app.run" or self.chance(0.5) else "")
            self.files["app.py"] = settings.head() + text
            return server, self.launch(server, "app", "app")
        self.files["factory.py"] = settings.head() + text
        settings.helpers, settings.imports = [], set()
        name = self.random.choice(["wsgi", "run", "app"])
        tail = settings.run("app") if server == "app.run" or self.chance(0.5) else ""
        late = self.random.choice(["", "", "app.debug = False\n", "app.debug = %s\n" % settings.expression()])
        self.files[name + ".py"] = settings.head() + "from factory import create_app\n\napp = %s\n" % call + late + tail
        return server, self.launch(server, name, "app")

    def package(self):
        """A package whose __init__ makes the app, a settings module in it and a module that starts it."""
        settings = self.settings
        settings.root = "webapp/"
        body = settings.body(self.random.choice([0, 1, 2]))
        config = "DEBUG = %s\nSECRET_KEY = \"x\"\n" % settings.expression()
        load = self.random.choice(
            [
                'app.config.from_object("webapp.settings")\n',
                "from . import settings\napp.config.from_object(settings)\n",
                "from .settings import *\napp.config.from_object(__name__)\n",
                "from webapp import settings as conf\napp.config[\"DEBUG\"] = getattr(conf, \"DEBUG\", False)\n",
                'import importlib\napp.config.from_object(importlib.import_module("webapp.settings"))\n',
                'app.config.from_pyfile("settings.py")\n',
            ]
        )
        self.files["webapp/settings.py"] = settings.head() + config
        order = [load, body]
        self.random.shuffle(order)
        self.files["webapp/__init__.py"] = settings.head() + "app = Flask(__name__)\n" + "".join(order) + "\nfrom . import views  # noqa: E402\n"
        self.files["webapp/views.py"] = "from webapp import app" + ROUTE
        server = self.server()
        if self.chance(0.5) and server == "app.run":
            tail = settings.run("app", imports=True)
            self.files["webapp/__main__.py"] = "from webapp import app\n" + tail
            return server, ["python", "-m", "webapp"]
        name = self.random.choice(["wsgi", "run", "manage"])
        tail = settings.run("app")
        self.files[name + ".py"] = settings.head() + "from webapp import app\n" + tail
        return server, self.launch(server, name, "app")

    # Launchers

    def server(self):
        return self.random.choices(["app.run", "flask run", "gunicorn", "waitress", "uwsgi"], [36, 24, 28, 9, 3])[0]

    def launch(self, server, module, attribute, argument=None):
        """argument is None for an app, else the text between the parentheses of a factory call."""
        call = attribute if argument is None else "%s(%s)" % (attribute, argument)
        if server == "app.run":
            form = self.random.choice([["python", module + ".py"]] * 3 + [["python3", module + ".py"], ["python", "-m", module]])
            return form + self.settings.arguments
        if server == "flask run":
            return self.flask(module, call if argument else attribute)
        if server == "gunicorn":
            return self.gunicorn("%s:%s" % (module, call))
        if server == "waitress":
            target = "%s:%s" % (module, attribute)
            return ["waitress-serve", "--port=5000"] + (["--call"] if argument is not None else []) + [target]
        if self.chance(0.3):
            return UWSGI + ["--wsgi-file", module + ".py", "--callable", attribute]
        return UWSGI + ["--module", "%s:%s" % (module, attribute)] + self.random.choice([[], ["--env", "FLASK_DEBUG=" + self.random.choice(VALUES[:10])]])

    def flask(self, module, attribute):
        start = self.random.choice([["flask"], ["python", "-m", "flask"]])
        target = module if attribute == "app" else "%s:%s" % (module, attribute)
        if module not in ("app", "wsgi") or attribute != "app" or self.chance(0.4):
            if self.chance(0.5):
                self.environment["FLASK_APP"] = self.random.choice([target, module + ".py"]) if attribute == "app" else target
            else:
                start = start + [self.random.choice(["--app", "-A"]), target]
        if self.chance(0.12):
            start = start + [self.random.choice(["--debug", "--no-debug"])]
        end = []
        if self.chance(0.25):
            end = [self.random.choice(["--debug", "--no-debug", "--debugger", "--no-debugger", "--reload", "--no-reload"])]
        if self.chance(0.5):
            end = end + ["--host", "0.0.0.0"]
        return start + ["run"] + end

    def gunicorn(self, target):
        start = self.random.choice([["gunicorn"], ["gunicorn"], ["python", "-m", "gunicorn"]])
        options = self.random.choice([[], ["-b", "0.0.0.0:8000"], ["-w", "4"], ["--bind=:8000", "--workers=2"], ["-w2", "-b:8000"]])
        draw = self.random.random()
        value = self.random.choice(VALUES[:10])
        if draw < 0.1:
            options = options + self.random.choice([["-e", "FLASK_DEBUG=" + value], ["--env", "APP_ENV=development"], ["--env=FLASK_DEBUG=" + value]])
        elif draw < 0.2:
            self.files["gunicorn.conf.py"] = self.random.choice(
                ['raw_env = ["FLASK_DEBUG=%s"]\n' % value, 'import os\nos.environ["APP_ENV"] = "development"\nworkers = 2\n', 'import os\n\nbind = "0.0.0.0:" + os.environ.get("PORT", "8000")\nraw_env = ["DEBUG=%s"]\n' % value]
            )
        elif draw < 0.25:
            self.environment["GUNICORN_CMD_ARGS"] = self.random.choice(["-e FLASK_DEBUG=" + value, "--workers=3 --env DEBUG=" + value])
        elif draw < 0.3:
            self.files["conf/prod.py"] = 'workers = 2\nraw_env = ["APP_DEBUG=%s", "FLASK_DEBUG=%s"]\n' % (value, value)
            options = options + ["-c", "conf/prod.py"]
        return start + options + [target]

    def folder_of_start(self, server, arguments):
        """Now and then the app lies in a sub-folder, and the launcher is told or the process starts there."""
        if self.chance(0.15):
            beside = [name for name in self.files if not name.startswith(("gunicorn.conf", "conf/", ".env", ".flaskenv"))]
            if server == "gunicorn" and self.chance(0.6):
                arguments[-1:] = ["--chdir", "src", arguments[-1]]
                for name in beside:
                    self.files["src/" + name] = self.files.pop(name)
            elif server == "app.run" and arguments[1] != "-m" and self.chance(0.4):
                arguments[1] = "src/" + arguments[1]
                for name in beside:
                    if name.endswith(".py"):
                        self.files["src/" + name] = self.files.pop(name)
            else:
                self.folder = "src"
                for name in list(self.files):
                    if not (name.startswith((".env", ".flaskenv")) and self.chance(0.5)):
                        self.files["src/" + name] = self.files.pop(name)

    # The world around

    def dotenv_files(self):
        for name, share in ((".env", 0.25), (".flaskenv", 0.12)):
            if self.settings.wants_dotenv and name == ".env":
                share = 0.8
            if self.chance(share) and name not in self.files:
                self.files[name] = "".join(self.dotenv_line() for _ in range(self.random.choice([1, 1, 2, 3])))

    def dotenv_line(self):
        name = self.random.choice(["FLASK_DEBUG", "FLASK_DEBUG", "DEBUG", "APP_DEBUG", "APP_ENV", "FLASK_CONFIG", "FLASK_ENV", "FLASK_RUN_DEBUG", "FLASK_SKIP_DOTENV"])
        value = self.random.choice(NAMES[:3]) if name in ("APP_ENV", "FLASK_CONFIG", "FLASK_ENV") else self.random.choice(VALUES[:10])
        form = self.random.choice(["%s=%s\n"] * 4 + ["export %s=%s\n", "%s = %s\n", '%s="%s"\n', "%s='%s'\n", "%s=%s # set\n", "# %s=%s\n", "%s=${NONE:-%s}\n"])
        return form % (name, value)

    def variables(self):
        for name in sorted(self.settings.names):
            if self.chance(0.5) or name in self.settings.required:
                pool = NAMES if name in ("APP_ENV", "FLASK_CONFIG", "FLASK_ENV", "ENVIRONMENT") else VALUES
                self.environment.setdefault(name, self.settings.values.get(name) or self.random.choice(pool))
        draw = self.random.random()
        if draw < 0.3:
            self.environment.setdefault("FLASK_DEBUG", self.random.choice(VALUES))
        elif draw < 0.4:
            self.environment.setdefault("FLASK_ENV", self.random.choice(["development", "production"]))
        elif draw < 0.43:
            self.environment.setdefault("FLASK_RUN_DEBUG", self.random.choice(["1", "0"]))


def main():
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    for number in range(first, first + count):
        print(json.dumps(Generator(seed, number).program()))


if __name__ == "__main__":
    main()
