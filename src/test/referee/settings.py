"""Python text that sets, or seems to set, debug mode."""

from puzzles import PUZZLES
from traps import TRAPS

HELPERS = {
    "str2bool": 'def str2bool(value):\n    return str(value).lower() in ("yes", "true", "t", "1")\n',
    "to_bool": 'def to_bool(value):\n    value = value.strip().lower()\n    if value in ("1", "true", "yes", "on"):\n        return True\n    if value in ("0", "false", "no", "off", ""):\n        return False\n    raise ValueError("not a truth value: " + value)\n',
    "env_bool": 'def env_bool(name, default=False):\n    value = os.environ.get(name)\n    if value is None:\n        return default\n    return value.lower() in {"1", "true", "yes"}\n',
    "env": "def env(name, default=None, cast=str):\n    raw = os.getenv(name, default)\n    return cast(raw) if raw is not None else None\n",
    "Env": 'class Env:\n    def __init__(self, prefix=""):\n        self.prefix = prefix\n\n    def flag(self, name, default=False):\n        value = os.environ.get(self.prefix + name)\n        return default if value is None else value not in ("", "0", "false", "no")\n\n    @staticmethod\n    def text(name):\n        return os.environ.get(name, "")\n',
    "TRUTH": 'TRUTH = {"1": True, "true": True, "on": True, "0": False, "false": False}\n',
    "is_production": 'def is_production():\n    return os.environ.get("APP_ENV", "production").startswith("prod")\n',
    "truthy": 'truthy = lambda text: bool(text) and text[0] in "1tTyY"\n',
}
FLAGS = ["DEBUG", "FLASK_DEBUG", "APP_DEBUG"]
STAGES = ["APP_ENV", "FLASK_ENV", "ENVIRONMENT"]


def indent(text):
    return "".join("    " + line if line.strip() else line for line in text.splitlines(True))


class Settings:
    """Draws text. Remembers which imports, helpers and variables the text needs."""

    def __init__(self, random, files):
        self.random = random
        self.files = files
        self.root = ""  # folder of the module that makes the app
        self.imports = set()
        self.helpers = []
        self.names = set()
        self.required = set()
        self.values = {}
        self.arguments = []
        self.wants_dotenv = False
        self.inside = False  # a function

    def chance(self, share):
        return self.random.random() < share

    def head(self):
        text = "import os\n" + "".join("import %s\n" % name for name in sorted(self.imports)) + "\nfrom flask import Flask\n\n"
        return text + "".join("\n" + HELPERS[name] + "\n" for name in self.helpers)

    def helper(self, name):
        if name not in self.helpers:
            self.helpers.append(name)

    def flag(self):
        name = self.random.choice(FLAGS)
        self.names.add(name)
        return name

    def stage(self):
        name = self.random.choice(STAGES)
        self.names.add(name)
        return name

    # Expressions

    def expression(self):
        return self.random.choices([self.literal, self.of_flag, self.of_stage, self.combined], [3, 6, 3, 2])[0]()

    def literal(self):
        return self.random.choice(["True", "True", "False", "False", "1", "0", "None", '"False"', '"True"', '""', "not True", "bool(1)", "[]", "[False]", "1 == 1.0"])

    def of_flag(self):
        name = self.flag()
        draw = self.random.randrange(30)
        get = self.random.choice(["os.environ.get", "os.getenv"])
        default = self.random.choice(["False", "True", "0", "1", '"False"', '"0"', '"true"', "None", '""'])
        text = self.random.choice(['"False"', '"0"', '"true"', '""', '"1"', '"no"'])
        read = '%s("%s", %s)' % (get, name, default)
        string = '%s("%s", %s)' % (get, name, text)
        if draw < 3:
            return read
        if draw < 5:
            return '%s("%s")' % (get, name)
        if draw == 5:
            return "bool(%s)" % read
        if draw == 6:
            return '%s == "%s"' % (read, self.random.choice(["1", "True", "true"]))
        if draw == 7:
            return '%s.lower() == "true"' % string
        if draw == 8:
            return '%s.lower() in ("1", "true", "yes", "on")' % string
        if draw == 9:
            return '%s not in ("0", "false", "False", "no")' % string
        if draw == 10:
            return '"%s" in os.environ' % name
        if draw == 11:
            return 'int(%s("%s", %s))' % (get, name, self.random.choice(["0", "1", '"0"']))
        if draw == 12:
            self.helper("str2bool")
            return "str2bool(%s)" % read
        if draw == 13:
            self.helper("to_bool")
            return "to_bool(%s)" % string
        if draw == 14:
            self.helper("env_bool")
            return 'env_bool("%s"%s)' % (name, self.random.choice(["", ", True", ", default=False"]))
        if draw == 15:
            self.helper("env")
            return 'env("%s", %s, %s)' % (name, text, self.random.choice(["bool", "str", 'lambda v: v == "1"', "cast=bool"]).replace("cast=cast=", "cast="))
        if draw == 16:
            self.helper("Env")
            return self.random.choice(['Env().flag("%s")' % name, 'Env(prefix="APP_").flag("DEBUG", True)', 'Env.text("%s") == "1"' % name])
        if draw == 17:
            self.helper("TRUTH")
            return self.random.choice(['TRUTH.get(%s, False)' % string, "TRUTH.get(%s.lower(), True)" % string])
        if draw == 18:
            self.imports.add("json")
            return "json.loads(%s)" % '%s("%s", "%s")' % (get, name, self.random.choice(["false", "true", "0"]))
        if draw == 19:
            self.imports.add("ast")
            return 'ast.literal_eval(%s("%s", "%s"))' % (get, name, self.random.choice(["False", "True", "0"]))
        if draw == 20:
            self.required.add(name)
            return 'os.environ["%s"]%s' % (name, self.random.choice(["", ' == "1"', '.lower() == "true"', ' != "false"']))
        if draw == 21:
            return '(%s("%s") or "%s") == "1"' % (get, name, self.random.choice("01"))
        if draw == 22:
            return "not %s" % read
        if draw == 23:
            return 'f"{%s}" == "True"' % read.replace('"', "'")
        if draw == 24:
            return '{"1": True, "0": False}.get(%s)' % string
        if draw == 25:
            return 'any(%s == word for word in ["1", "true"])' % string
        if draw == 26:
            self.helper("truthy")
            return "truthy(%s)" % string
        if draw == 27:
            return 'bool(int(%s("%s") or 0))' % (get, name)
        if draw == 28:
            return 'len(%s) > 0' % string
        return '%s.strip().title() == "True"' % string

    def of_stage(self):
        name = self.stage()
        default = self.random.choice(["production", "development"])
        draw = self.random.randrange(8)
        read = 'os.environ.get("%s", "%s")' % (name, default)
        if draw == 0:
            self.helper("is_production")
            self.names.add("APP_ENV")
            return "not is_production()"
        return [
            "",
            '%s == "development"' % read,
            '%s != "production"' % read,
            'os.getenv("%s") == "development"' % name,
            'os.getenv("%s") != "production"' % name,
            '%s.lower().startswith("dev")' % read,
            '%s in ["development", "testing"]' % read,
            '(True if %s == "development" else False)' % read,
        ][draw]

    def combined(self):
        left = self.random.choice([self.of_flag, self.of_stage, self.literal])()
        right = self.random.choice([self.of_flag, self.literal])()
        return self.random.choice(["%s or %s", "%s and %s", "(%s) is not (%s)", "bool(%s) != bool(%s)"]) % (left, right)

    # Statements

    def before(self):
        """Statements before the app is made."""
        draw = self.random.random()
        if draw < 0.07:
            return 'os.environ["FLASK_DEBUG"] = "%s"\n' % self.random.choice(["1", "0", "false", "off"])
        if draw < 0.12:
            return 'os.environ.setdefault("FLASK_DEBUG", "%s")\n' % self.random.choice(["1", "0"])
        if draw < 0.15:
            return 'os.environ.pop("FLASK_DEBUG", None)\n'
        if draw < 0.25:
            self.wants_dotenv = True
            call = self.random.choice(["load_dotenv()", "load_dotenv()", "load_dotenv(override=True)", 'load_dotenv(os.path.join(os.path.dirname(__file__), ".env"))', 'load_dotenv(".env")'])
            if self.chance(0.3):
                return "try:\n    from dotenv import load_dotenv\n\n    %s\nexcept ImportError:\n    pass\n" % call
            return "from dotenv import load_dotenv\n\n%s\n" % call
        return ""

    def subclass(self):
        return 'type("Site", (Flask,), {"debug": %s})(__name__)' % self.random.choice(["True", "False"]) if self.chance(0.5) else "Flask(__name__, instance_relative_config=True)"

    def body(self, count):
        """Statements that set debug mode on a variable app."""
        text = ""
        for _ in range(count):
            statement = self.statement()
            draw = self.random.random()
            if draw < 0.12:
                statement = "if %s:\n" % self.expression() + indent(statement)
            elif draw < 0.16:
                statement = "if %s:\n" % self.expression() + indent(statement) + "else:\n" + indent(self.statement())
            elif draw < 0.19:
                statement = "try:\n" + indent(statement) + "except (ValueError, TypeError):\n    app.debug = False\n"
            text += statement
        return text

    def statement(self):
        draw = self.random.randrange(34)
        if draw >= 26:
            return self.trap()
        value = self.expression()
        simple = [
            "app.debug = %s\n",
            "app.debug = %s\n",
            'app.config["DEBUG"] = %s\n',
            'app.config["DEBUG"] = %s\n',
            "app.config.update(DEBUG=%s)\n",
            'app.config.update({"DEBUG": %s, "TESTING": False})\n',
            "app.config.from_mapping(DEBUG=%s)\n",
            'app.config.setdefault("DEBUG", %s)\n',
            'setattr(app, "debug", %s)\n',
            'app.config |= {"DEBUG": %s}\n',
            'for key, value in {"DEBUG": %s, "TESTING": False}.items():\n    app.config[key] = value\n',
            "debug = %s\napp.config.from_mapping(DEBUG=debug)\n",
            'app.config["debug"] = %s\n',
            'app.config["ENV"] = "development" if %s else "production"\n',
        ]
        if draw < len(simple):
            return simple[draw] % value
        return [
            self.middleware,
            self.middleware,
            self.config_class,
            self.config_class,
            lambda: self.select(None),
            lambda: self.select(None),
            self.pyfile,
            self.prefixed,
            self.json_file,
            self.late_environment,
            self.from_environment,
            self.function,
        ][draw - len(simple)]()

    def trap(self):
        pool = TRAPS + PUZZLES
        text = self.random.choice(pool)
        while self.inside and any(word in text for word in ("global ", "globals()", "sys.modules[__name__]")):
            text = self.random.choice(pool)
        if "import local_settings" in text:
            # Without the file it is unknown whether a deployment has one; real Flask cannot say that.
            self.files["local_settings.py"] = "DEBUG = %s\n" % self.literal()
        text = text.replace("FLAG", self.flag()).replace("STAGE", self.stage())
        return text.replace("VALUE", "(%s)" % self.expression())

    def middleware(self):
        text = "from werkzeug.debug import DebuggedApplication\n\napp.wsgi_app = DebuggedApplication(app.wsgi_app%s)\n" % self.random.choice(["", ", True", ", evalex=False", ", evalex=True"])
        return "if %s:\n" % self.random.choice(["app.debug", 'app.config["DEBUG"]', self.expression()]) + indent(text) if self.chance(0.7) else text

    def late_environment(self):
        return 'os.environ["FLASK_DEBUG"] = "%s"\n' % self.random.choice(["1", "0"])

    def from_environment(self):
        self.names.add("DEBUG")
        return self.random.choice(
            [
                'app.config.update({key: value for key, value in os.environ.items() if key == "DEBUG"})\n',
                'if "DEBUG" in os.environ:\n    app.config["DEBUG"] = os.environ["DEBUG"]\n',
                'for name in ("DEBUG", "TESTING"):\n    if os.getenv(name):\n        app.config[name] = os.getenv(name) == "1"\n',
            ]
        )

    def prefixed(self):
        if self.chance(0.5):
            return "app.config.from_prefixed_env()\n"
        self.names.add("APP_DEBUG")
        return 'app.config.from_prefixed_env("APP")\n'

    def pyfile(self):
        name = self.random.choice(["settings.cfg", "local.py"])
        if self.chance(0.7):
            self.files[self.root + name] = "DEBUG = %s\n" % self.literal()
        return 'app.config.from_pyfile("%s"%s)\n' % (name, self.random.choice(["", ", silent=True", ", silent=True"]))

    def json_file(self):
        self.imports.add("json")
        self.files[self.root + "config.json"] = '{"DEBUG": %s}' % self.random.choice(["true", "false", '"false"', "0", "null"])
        return self.random.choice(
            [
                'app.config.from_file("config.json", load=json.load)\n',
                'with open(os.path.join(app.root_path, "config.json")) as file:\n    app.config.update(json.load(file))\n',
            ]
        )

    def function(self):
        value = self.expression()
        return self.random.choice(
            [
                "\ndef configure(target, debug=%s):\n    target.debug = debug\n\nconfigure(app)\n" % value,
                "\ndef configure(target, **options):\n    target.config.update(options)\n\nconfigure(app, DEBUG=%s)\n" % value,
                "\ndef wanted():\n    if %s:\n        return True\n    return False\n\napp.debug = wanted()\n" % value,
                "app.debug = bool(%s)\nassert isinstance(app.debug, bool)\n" % value,
                "if (wanted := %s):\n    app.debug = wanted\n" % value,
                'match str(%s):\n    case "True" | "1":\n        app.debug = True\n    case _:\n        app.debug = False\n' % value,
            ]
        )

    # Configuration classes

    def classes(self):
        """Writes config.py. Gives the names of its classes."""
        if "config.py" in self.files:
            return ["Config", "ProductionConfig", "DevelopmentConfig"]
        needed, self.helpers, self.imports = (self.helpers, self.imports), [], set()
        base = self.random.choice(["DEBUG = False\n", "DEBUG = False\n", "DEBUG = True\n", "TESTING = False\n", "DEBUG = %s\n" % self.expression(), "DEBUG: bool = False\n"])
        production = self.random.choice(["DEBUG = False\n", "DEBUG = False\n", "pass\n", 'DATABASE = "x"\n', "DEBUG = %s\n" % self.expression(), "DEBUG = not DevelopmentConfig.DEBUG\n"])
        development = self.random.choice(["DEBUG = True\n", "DEBUG = True\n", "pass\n", "DEBUG = %s\n" % self.expression(), "@property\ndef DEBUG(self):\n    return True\n"])
        text = "\nclass Config:\n" + indent('SECRET_KEY = "x"\n' + base)
        text += "\n\nclass DevelopmentConfig(Config):\n" + indent(development)
        text += "\n\nclass ProductionConfig(%s):\n" % self.random.choice(["Config", "Config", "DevelopmentConfig"]) + indent(production)
        text += '\n\nconfig = {\n    "development": DevelopmentConfig,\n    "testing": Config,\n    "production": ProductionConfig,\n    "default": %s,\n}\n' % self.random.choice(["DevelopmentConfig", "ProductionConfig"])
        if "not DevelopmentConfig.DEBUG" in text and "DEBUG" not in base:
            text = text.replace('SECRET_KEY = "x"\n', 'SECRET_KEY = "x"\n    DEBUG = False\n', 1)
        self.files["config.py"] = self.head().replace("\nfrom flask import Flask\n", "") + text
        self.helpers, self.imports = needed
        return ["Config", "ProductionConfig", "DevelopmentConfig"]

    def config_class(self):
        name = self.random.choice(self.classes())
        return self.random.choice(
            [
                'app.config.from_object("config.%s")\n' % name,
                "from config import %s\n\napp.config.from_object(%s)\n" % (name, name),
                "import config\n\napp.config.from_object(config.%s())\n" % name,
                'app.config.from_object(f"config.{%s.title()}Config")\n' % self.stage_name(),
            ]
        )

    def stage_name(self):
        self.names.add("APP_ENV")
        self.values["APP_ENV"] = self.random.choice(["production", "development"])
        return "os.environ.get('APP_ENV', '%s')" % self.random.choice(["production", "development"])

    def select(self, variable):
        """Chooses a class by name."""
        self.classes()
        if variable is None:
            self.names.add("FLASK_CONFIG")
            variable = self.random.choice(
                ['os.getenv("FLASK_CONFIG") or "default"', 'os.environ.get("FLASK_CONFIG", "development")', 'os.environ.get("FLASK_CONFIG", "production")']
            )
        elif self.chance(0.5):
            variable += ' or "default"'
        return self.random.choice(
            [
                "from config import config\n\napp.config.from_object(config[%s])\n" % variable,
                "from config import config\n\napp.config.from_object(config.get(%s, config[\"default\"]))\n" % variable,
                'import config as settings\n\nname = %s\nif name == "production":\n    app.config.from_object(settings.ProductionConfig)\nelse:\n    app.config.from_object(settings.DevelopmentConfig)\n' % variable,
                'app.config.from_object("config.%%s" %% {"production": "ProductionConfig"}.get(%s, "DevelopmentConfig"))\n' % variable,
            ]
        )

    # Calls that serve

    def run(self, app, imports=False):
        """Statements at the end of a module that serve an app."""
        call, need = self.call(app)
        draw = self.random.random()
        if draw < 0.04:
            text = "\n" + need + call
        elif draw < 0.16:
            text = "\n\ndef main():\n" + indent(need + call) + '\n\nif __name__ == "__main__":\n    main()\n'
        else:
            body = need + call
            if draw < 0.24:
                other, also = self.call(app)
                body = need + also + "if %s:\n" % self.expression() + indent(call) + "else:\n" + indent(other)
            elif draw < 0.3:
                body = "app.debug = %s\n" % self.expression() + body
            text = '\n\nif __name__ == "__main__":\n' + indent(body)
        return self.head().replace("from flask import Flask\n", "") + text if imports else text

    def call(self, app):
        draw = self.random.randrange(20)
        value = self.expression()
        if draw < 8:
            return "%s.run(host=\"0.0.0.0\", debug=%s)\n" % (app, value), ""
        if draw == 8:
            return "%s.run()\n" % app, ""
        if draw == 9:
            return "%s.run(debug=app.config[\"DEBUG\"])\n" % app, ""
        if draw == 10:
            return "%s.run(debug=%s, use_reloader=False)\n" % (app, value), ""
        if draw == 11:
            return "%s.run(%s=%s)\n" % (app, self.random.choice(["use_debugger", "use_reloader"]), value), ""
        if draw == 12:
            return "%s.run(load_dotenv=False%s)\n" % (app, self.random.choice(["", ", debug=%s" % value])), ""
        if draw == 13:
            return '%s.run("0.0.0.0", 5000, %s)\n' % (app, value), ""
        if draw == 14:
            return "%s.run(**options)\n" % app, 'options = {"host": "0.0.0.0", "debug": %s}\n' % value
        if draw == 15:
            return "run_simple(\"0.0.0.0\", 5000, %s, %s)\n" % (app, self.random.choice(["use_debugger=%s" % value, "use_reloader=%s" % value, "False, %s" % value])), "from werkzeug.serving import run_simple\n\n"
        if draw == 16:
            self.arguments = self.random.choice([[], ["--debug"]])
            need = 'import argparse\n\nparser = argparse.ArgumentParser()\nparser.add_argument("--debug", action="store_true"%s)\nargs = parser.parse_args()\n' % self.random.choice(["", ", default=True"])
            return "%s.run(debug=args.debug)\n" % app, need
        if draw == 17:
            self.arguments = self.random.choice([[], ["--debug", "False"], ["--debug", "1"], ["--debug="]])
            need = 'import argparse\n\nparser = argparse.ArgumentParser()\nparser.add_argument("--debug", type=%s, default=%s)\nargs = parser.parse_args()\n' % (self.random.choice(["bool", "str", "lambda text: text == \"1\""]), self.random.choice(["False", "True", "None"]))
            return "%s.run(debug=args.debug)\n" % app, need
        if draw == 18:
            self.arguments = self.random.choice([[], ["--debug"], ["debug"]])
            return "%s.run(debug=%s)\n" % (app, self.random.choice(['"--debug" in sys.argv', 'len(sys.argv) > 1 and sys.argv[1] == "debug"', "bool(sys.argv[1:])"])), "import sys\n\n"
        return "%s.run(debug=%s, use_debugger=%s)\n" % (app, value, self.random.choice(["True", "False", "None", "app.debug"])), ""
