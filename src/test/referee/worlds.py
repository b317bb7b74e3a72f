"""Larger shapes of apps: hierarchies with mixins, cached settings, nested variables, several dotenv files, factories with arguments,
forms of FLASK_APP, wrappers around the app and configuration files of gunicorn."""

from settings import indent

STATE = '\n\n@app.route("/state")\ndef state():\n    return {"debug": bool(app.debug)}\n'
CHOICES = ["1", "0", "true", "false", "True", "False", "yes", "no", "off", ""]


class Worlds:
    """Draws the files of an app. Needs the generator for its launchers."""

    def __init__(self, generator):
        self.generator = generator
        self.random = generator.random
        self.files = generator.files
        self.settings = generator.settings
        self.environment = generator.environment

    def draw(self):
        """Gives the server and the words that start it."""
        shapes = [self.puzzles, self.puzzles, self.mixins, self.cached, self.prefixed, self.dotenv, self.factory, self.named, self.wrapped, self.configured]
        return self.random.choice(shapes)()

    def pick(self, *texts):
        return self.random.choice(texts)

    def value(self):
        return self.random.choice(CHOICES)

    def launch(self, text, names=("app",), tail=True):
        """Writes app.py and starts it by some server."""
        generator = self.generator
        server = generator.server()
        if server == "app.run" or (tail and generator.chance(0.5)):
            text += self.settings.run("app")
        self.files["app.py"] = self.settings.head() + text
        return server, generator.launch(server, "app", self.random.choice(names))

    def puzzles(self):
        """Several statements in which Python decides."""
        text = "app = Flask(__name__)\n" + "".join(self.settings.trap() for _ in range(self.random.choice([1, 2, 3])))
        return self.launch(text + STATE)

    # Configuration classes

    def mixins(self):
        settings = self.settings
        needed, settings.helpers, settings.imports = (settings.helpers, settings.imports), [], set()
        value = settings.expression
        parts = []
        parts.append("class Base:\n    SECRET_KEY = \"x\"\n" + self.pick("", "    DEBUG = False\n", "    DEBUG = %s\n" % value(), "    TESTING = True\n"))
        loud = self.pick(
            "DEBUG = True\n",
            "DEBUG = %s\n" % value(),
            "@property\ndef DEBUG(self):\n    return %s\n" % value(),
            "def __init__(self, *args, **kwargs):\n    super().__init__(*args, **kwargs)\n    self.DEBUG = %s\n" % value(),
            "def __getattr__(self, name):\n    if name == \"DEBUG\":\n        return %s\n    raise AttributeError(name)\n" % value(),
            "def __init_subclass__(cls, **kwargs):\n    super().__init_subclass__(**kwargs)\n    cls.DEBUG = %s\n" % value(),
        )
        parts.append("class Loud%s:\n" % self.pick("", "(Base)") + indent(loud))
        quiet = self.pick("pass\n", "DEBUG = False\n", "DEBUG = None\n", "TESTING = False\n", "@classmethod\ndef init_app(cls, app):\n    app.config[\"DEBUG\"] = %s\n" % value())
        parts.append("class Quiet%s:\n" % self.pick("", "(Base)") + indent(quiet))
        bases = self.pick("Loud, Quiet, Base", "Quiet, Loud, Base", "Quiet, Loud", "Loud, Quiet", "Loud, Base", "Quiet, Base")
        own = self.pick(
            "pass\n",
            "pass\n",
            "DEBUG = not getattr(Loud, \"DEBUG\", False)\n",
            "NAME = \"site\"\n",
            "DEBUG = bool(%s)\n" % value(),
            "LEVELS = {\"on\": True, \"off\": False}\nDEBUG = LEVELS.get(%s, False)\n" % ('os.getenv("LEVEL", "%s")' % self.pick("on", "off", "none")),
        )
        settings.names.add("LEVEL")
        settings.values["LEVEL"] = self.pick("on", "off")
        parts.append("class Site(%s):\n" % bases + indent(own))
        if self.generator.chance(0.3):
            parts.append("class Deep(Site):\n" + indent(self.pick("pass\n", "DEBUG = Site.__mro__[1].__dict__.get(\"DEBUG\", True)\n", "TESTING = True\n")))
        if self.generator.chance(0.3):
            parts.append("def marked(cls):\n    cls.DEBUG = %s\n    return cls\n" % value())
            parts[-2 if len(parts) > 5 else 3] = "@marked\n" + parts[-2 if len(parts) > 5 else 3] if parts[3].startswith("class Site") and len(parts) == 5 else parts[-2]
        text = settings.head().replace("from flask import Flask\n", "")
        marked = [part for part in parts if part.startswith("def marked")]
        rest = [part for part in parts if not part.startswith("def marked")]
        self.files["config.py"] = text + "\n" + "\n\n".join(marked + rest) + "\n"
        settings.helpers, settings.imports = needed
        name = "Deep" if any("class Deep" in part for part in parts) and self.generator.chance(0.6) else "Site"
        load = self.pick(
            "from config import %s\n\napp.config.from_object(%s)\n" % (name, name),
            "from config import %s\n\napp.config.from_object(%s())\n" % (name, name),
            "app.config.from_object(\"config.%s\")\n" % name,
            "import config\n\napp.config.from_object(getattr(config, \"%s\"))\n" % name,
            "from config import %s\n\nchosen = %s()\napp.config.from_object(chosen)\ngetattr(chosen, \"init_app\", lambda app: None)(app)\n" % (name, name),
            "from config import Loud, Quiet\n\napp.config.from_object(type(\"Made\", (Quiet, Loud), {}))\n",
            "from config import %s\n\napp.config.update({key: getattr(%s, key) for key in dir(%s) if key.isupper()})\n" % (name, name, name),
        )
        return self.launch("app = Flask(__name__)\n" + load + STATE)

    # Settings that are read once

    def cached(self):
        settings = self.settings
        value = settings.of_flag()
        get = self.pick(
            "from functools import lru_cache\n\n\n@lru_cache\ndef wanted():\n    return %s\n" % value,
            "from functools import lru_cache\n\n\n@lru_cache(maxsize=None)\ndef wanted():\n    return %s\n" % value,
            "from functools import cache\n\n\n@cache\ndef wanted():\n    return %s\n" % value,
            "_cached = None\n\n\ndef wanted():\n    global _cached\n    if _cached is None:\n        _cached = %s\n    return _cached\n" % value,
            "_cached = {}\n\n\ndef wanted():\n    if \"debug\" not in _cached:\n        _cached[\"debug\"] = %s\n    return _cached[\"debug\"]\n" % value,
            "def wanted(seen=[]):\n    if not seen:\n        seen.append(%s)\n    return seen[0]\n" % value,
            "from functools import cached_property\n\n\nclass Options:\n    @cached_property\n    def debug(self):\n        return %s\n\n\noptions = Options()\n\n\ndef wanted():\n    return options.debug\n" % value,
            "class Options:\n    _one = None\n\n    def __new__(cls):\n        if cls._one is None:\n            cls._one = super().__new__(cls)\n            cls._one.debug = %s\n        return cls._one\n\n\ndef wanted():\n    return Options().debug\n" % value,
            "class Options:\n    def __init__(self):\n        self._read = {}\n\n    def __getitem__(self, key):\n        return self._read.setdefault(key, %s)\n\n\noptions = Options()\n\n\ndef wanted():\n    return options[\"debug\"]\n" % value,
            "def wanted():\n    if not hasattr(wanted, \"value\"):\n        wanted.value = %s\n    return wanted.value\n" % value,
        )
        names = sorted(settings.names) or ["DEBUG"]
        change = 'os.environ["%s"] = "%s"\n' % (self.random.choice(names), self.value())
        body = self.pick(
            "app.debug = wanted()\n",
            "wanted()\n" + change + "app.debug = wanted()\n",
            change + "app.debug = wanted()\n",
            "app.config.update(DEBUG=wanted())\n" + change,
            "first = wanted()\n" + change + "app.config[\"DEBUG\"] = wanted() is first and bool(first)\n",
            "wanted()\n" + change + "getattr(wanted, \"cache_clear\", lambda: None)()\napp.debug = wanted()\n",
        )
        if self.generator.chance(0.4):
            helpers, settings.helpers = settings.helpers, []
            kept = settings.head().replace("from flask import Flask\n", "")
            settings.helpers = helpers
            self.files["options.py"] = settings.head().replace("from flask import Flask\n", "") + "\n\n" + get
            settings.helpers = []
            text = self.pick("from options import wanted\n", "import options\n\nwanted = options.wanted\n")
            del kept
        else:
            text = "\n" + get
        return self.launch(text + "\n\napp = Flask(__name__)\n" + body + STATE)

    # from_prefixed_env

    def prefixed(self):
        settings = self.settings
        prefix = self.pick("FLASK", "FLASK", "APP", "SITE")
        call = "app.config.from_prefixed_env(%s)\n" % self.pick('"%s"' % prefix, 'prefix="%s"' % prefix)
        if prefix == "FLASK" and self.generator.chance(0.6):
            call = "app.config.from_prefixed_env()\n"
        if self.generator.chance(0.2):
            call = "app.config.from_prefixed_env(\"%s\", loads=%s)\n" % (prefix, self.pick("str", "lambda text: text == \"1\"", "int"))
        before = self.pick("", "", "app.config[\"WEB\"] = {\"DEBUG\": False, \"host\": \"x\"}\n", "app.config.from_mapping(DEBUG=True)\n", "app.config[\"WEB\"] = {}\n")
        after = self.pick(
            "",
            'app.debug = app.config.get("WEB", {}).get("DEBUG", False)\n',
            'app.config["DEBUG"] = "DEBUG" in app.config["WEB"] and app.config["WEB"]["DEBUG"] if "WEB" in app.config else False\n',
            'app.config.from_mapping(app.config.get("WEB", {}))\n',
            'web = app.config.get_namespace("WEB_")\napp.debug = bool(web.get("debug"))\n',
            'app.config.update(app.config.get("WEB") or {})\n',
        )
        for name in (prefix + "_WEB__DEBUG", prefix + "_WEB__host", prefix + "_DEBUG", prefix + "_WEB_DEBUG", prefix + "_TESTING", prefix + "_WEB__MORE__DEBUG"):
            if self.generator.chance(0.4):
                pool = CHOICES + ["null", '"1"', "[]", "{}", '{"DEBUG":true}']
                value = self.random.choice(pool)
                if name in ("FLASK_DEBUG",) or "__" not in name or prefix + "_WEB" not in name or value:
                    self.environment[name] = value
        return self.launch("app = Flask(__name__)\n" + before + call + after + STATE)

    # Several dotenv files

    def dotenv(self):
        names = [".env", ".flaskenv", ".env.local", ".env.production", "conf/settings.env"]
        for name in names:
            if self.generator.chance(0.6):
                self.files[name] = "".join(self.dotenv_line() for _ in range(self.random.choice([1, 2, 2, 3])))
        settings = self.settings
        flag = settings.flag()
        path = lambda name: self.pick('"%s"' % name, 'os.path.join(os.path.dirname(os.path.abspath(__file__)), "%s")' % name)  # noqa: E731
        load = ""
        for _ in range(self.random.choice([0, 1, 2, 2, 3])):
            name = self.random.choice(names)
            load += self.pick(
                "load_dotenv(%s)\n" % path(name),
                "load_dotenv(%s, override=True)\n" % path(name),
                "load_dotenv(dotenv_path=%s, override=False)\n" % path(name),
                "load_dotenv(find_dotenv(\"%s\"))\n" % name.rsplit("/", 1)[-1],
                "load_dotenv(find_dotenv(usecwd=True))\n",
                "load_dotenv()\n",
                "os.environ.update({key: value for key, value in dotenv_values(%s).items() if value is not None})\n" % path(name),
                "for key, value in dotenv_values(%s).items():\n    os.environ.setdefault(key, value or \"\")\n" % path(name),
                "os.environ[\"SWITCH\"] = get_key(%s, \"SWITCH\") or \"0\"\n" % path(name),
            )
        if "load_dotenv" in load or "dotenv_values" in load or "get_key" in load:
            load = "from dotenv import dotenv_values, find_dotenv, get_key, load_dotenv\n\n" + load
        body = self.pick(
            "",
            'app.debug = os.getenv("%s", "0") == "1"\n' % flag,
            'app.config["DEBUG"] = os.getenv("SWITCH") == "1"\n',
            'app.config.from_mapping({**dotenv_values(".env"), **dotenv_values(".env.local"), **os.environ})\n' if "dotenv_values" in load else "",
            'app.config["DEBUG"] = dict(dotenv_values(".env.local"), **dotenv_values(".env")).get("DEBUG") == "1"\n' if "dotenv_values" in load else "",
        )
        settings.wants_dotenv = False
        order = self.pick(load + "app = Flask(__name__)\n" + body, "app = Flask(__name__)\n" + load + body)
        server, words = self.launch(order + STATE)
        if server == "flask run" and self.generator.chance(0.4):
            name = self.random.choice([each for each in names if each in self.files] or [".env"])
            if self.generator.chance(0.5):
                self.environment["FLASK_ENV_FILE"] = name
            else:
                words[words.index("flask") + 1 : words.index("flask") + 1] = [self.pick("-e", "--env-file"), name]
        return server, words

    def dotenv_line(self):
        name = self.random.choice(["FLASK_DEBUG", "FLASK_DEBUG", "DEBUG", "APP_DEBUG", "SWITCH", "SWITCH", "FLASK_ENV"])
        value = self.pick("production", "development") if name == "FLASK_ENV" else self.value()
        form = self.random.choice(["%s=%s\n"] * 4 + ["export %s=%s\n", '%s="%s"\n', "%s='%s'\n", "%s=%s # set\n", "# %s=%s\n"])
        if self.generator.chance(0.25):
            return "%s=${%s}\n" % (name, self.pick("SWITCH", "DEBUG", "FLASK_DEBUG", "SWITCH:-1", "NONE:-0"))
        if self.generator.chance(0.05):
            return name + "\n"
        return form % (name, value)

    # Factories with arguments

    def factory(self):
        settings = self.settings
        settings.inside = True
        parameters = self.pick("mode", "mode=\"production\"", "*, mode=\"production\"", "mode=\"production\", **options", "*modes, **options", "options=None", "debug=False", "config=None, debug=None")
        body = "app = Flask(__name__)\n" + settings.body(self.random.choice([0, 0, 1]))
        if "options" in parameters and "**" in parameters:
            body += self.pick("app.config.update(options)\n", "app.config.from_mapping(**options)\n", "app.debug = options.get(\"debug\", False)\n")
        if "mode" in parameters:
            mode = "mode" if "*modes" not in parameters else "(modes[0] if modes else \"none\")"
            body += self.pick("app.debug = %s == \"development\"\n", "app.config[\"DEBUG\"] = %s != \"production\"\n", "if %s in (\"development\", \"testing\"):\n    app.debug = True\n") % mode
        if parameters.startswith("options"):
            body += self.pick("app.config.update(options or {})\n", "if options:\n    app.config.from_mapping(options)\n")
        if "debug" in parameters:
            body += self.pick("app.debug = debug\n", "if debug is not None:\n    app.config[\"DEBUG\"] = debug\n", "app.config[\"DEBUG\"] = bool(debug)\n")
        body += STATE.lstrip("\n") + "return app\n"
        name = self.pick("create_app", "create_app", "make_app", "build")
        text = "\n\ndef %s(%s):\n" % (name, parameters) + indent(body)
        arguments = []
        if parameters == "mode" or self.generator.chance(0.7):
            if "*, mode" in parameters:
                arguments = ['mode="%s"' % self.pick("development", "production")]
            elif "modes" in parameters:
                arguments = self.pick([], ['"development"'], ['"production"', '"development"'], ["DEBUG=True"], ["debug=True"])
            elif "mode" in parameters:
                arguments = [self.pick('"development"', '"production"', 'mode="development"')]
                if "**" in parameters and self.generator.chance(0.5):
                    arguments.append(self.pick("DEBUG=True", "DEBUG=False", "debug=True"))
            elif "options" in parameters:
                arguments = [self.pick('{"DEBUG": True}', '{"DEBUG": False}', "{}", "None", 'options={"DEBUG": True}')]
            elif "config" in parameters:
                arguments = self.pick(["None", "True"], ["debug=True"], ['"x"', "debug=False"], ["None"])
            else:
                arguments = [self.pick("True", "False", "debug=True", "1", '""')]
        generator = self.generator
        server = generator.server()
        call = ", ".join(arguments)
        if server in ("gunicorn", "flask run") and generator.chance(0.6):
            self.files["app.py"] = settings.head() + text
            call = call.replace('"', "'")
            if server == "flask run" and not call and name in ("create_app", "make_app") and generator.chance(0.5):
                return server, generator.flask("app", "app")
            if server == "flask run" and not call and generator.chance(0.4):
                self.environment["FLASK_APP"] = "app:" + name
                return server, ["flask", "run"]
            return server, generator.launch(server, "app", name, call)
        late = self.pick("app = %s(%s)\n", "options = dict()\napp = %s(%s)\n", "app = (lambda: %s(%s))()\n") % (name, call)
        if generator.chance(0.5):
            self.files["site_factory.py"] = settings.head() + text
            settings.helpers, settings.imports = [], set()
            text = "from site_factory import %s\n" % name
        text += "\n\n" + late
        if server == "app.run" or generator.chance(0.5):
            text += settings.run("app")
        self.files["app.py"] = settings.head() + text
        return server, generator.launch(server, "app", "app")

    # Forms of FLASK_APP

    def named(self):
        settings = self.settings
        value = settings.expression()
        other = settings.expression()
        place = self.pick("app.py", "wsgi.py", "site.py", "web/__init__.py", "web/main.py", "src/app.py", "hello.py", "portal.py")
        name = self.pick("app", "app", "application", "site", "create_app", "make_app", "build")
        if name in ("create_app", "make_app", "build"):
            text = "def %s():\n    app = Flask(__name__)\n    app.debug = %s\n" % (name, value)
            text += indent(STATE.lstrip("\n")) + "    return app\n"
        else:
            text = "%s = Flask(__name__)\n%s.debug = %s\n" % (name, name, value)
            if self.generator.chance(0.3):
                text += "other = Flask(\"other\")\nother.debug = %s\n" % other
            text += STATE.replace("app.", name + ".")
        if self.generator.chance(0.2):
            text += "\nif __name__ == \"__main__\":\n    print(\"main\")\n"
        self.files[place] = settings.head() + "\n\n" + text
        if place.startswith("web/main"):
            self.files["web/__init__.py"] = self.pick("", "from .main import *\n")
        module = place[:-3].replace("/__init__", "").replace("/", ".").replace("src.", "")
        forms = [module, place, "./" + place, module + ":" + name, place + ":" + name, module + ":" + name + "()", " " + module + " ", module + ": " + name, place.replace("/__init__.py", "")]
        if place.startswith("src/"):
            # Without its folder the code is not found, which the judge puts down to an image that is not known.
            forms = [place, "./" + place, place + ":" + name]
        form = self.random.choice(forms)
        words = ["flask"]
        draw = self.random.random()
        if draw < 0.5:
            self.environment["FLASK_APP"] = form.strip() if self.generator.chance(0.5) else form
        elif draw < 0.8:
            words += [self.pick("--app", "-A"), form.strip()]
        elif draw < 0.9 or place not in ("app.py", "wsgi.py"):
            # Without a name and these files the app is taken to be named outside.
            words += ["--app=" + form.strip()]
        return "flask run", words + ["run"] + self.pick([], [], ["--no-reload"], ["--port", "5001"])

    # Wrappers

    def wrapped(self):
        settings = self.settings
        settings.inside = False
        text = "app = Flask(__name__)\n" + self.pick("", "app.debug = %s\n" % settings.expression(), settings.body(1))
        debugger = "from werkzeug.debug import DebuggedApplication\n"
        layers = [
            "from werkzeug.middleware.proxy_fix import ProxyFix\n\n%s = ProxyFix(%s, x_for=1, x_host=1)\n",
            "\n\nclass Prefix:\n    def __init__(self, app, prefix=\"/x\"):\n        self.app = app\n        self.prefix = prefix\n\n    def __call__(self, environ, start_response):\n        return self.app(environ, start_response)\n\n\n%s = Prefix(%s)\n",
            "\n\ndef logged(app):\n    def inner(environ, start_response):\n        return app(environ, start_response)\n    return inner\n\n\n%s = logged(%s)\n",
            debugger + "\n%s = DebuggedApplication(%s, evalex=True)\n",
            debugger + "\n%s = DebuggedApplication(%s)\n",
            "from werkzeug.middleware.dispatcher import DispatcherMiddleware\n\n%s = DispatcherMiddleware(%s, {})\n",
            "from werkzeug.middleware.shared_data import SharedDataMiddleware\n\n%s = SharedDataMiddleware(%s, {})\n",
        ]
        conditional = debugger + "\nif %s:\n    %s = DebuggedApplication(%s, True)\n"
        target = self.pick("app.wsgi_app", "app.wsgi_app", "application")
        first = True
        for _ in range(self.random.choice([1, 1, 2, 3])):
            source = target if not (first and target == "application") else "app"
            if target == "application" and first and self.generator.chance(0.3):
                text += "application = app\n"
                source = "application"
            if self.generator.chance(0.25):
                if target == "application" and first and source == "app":
                    text += "application = app\n"
                    source = "application"
                text += conditional % (self.pick("app.debug", settings.expression()), target, source)
            else:
                text += self.random.choice(layers) % (target, source)
            first = False
        text += STATE
        generator = self.generator
        server = self.pick("gunicorn", "gunicorn", "waitress", "app.run", "flask run")
        if target == "application":
            server = self.pick("gunicorn", "waitress", "app.run")
        if server == "app.run":
            end = "app.run(debug=%s)\n" % settings.expression()
            if target == "application":
                end = "from werkzeug.serving import run_simple\n\nrun_simple(\"0.0.0.0\", 5000, application, use_debugger=%s)\n" % settings.expression()
            text += "\nif __name__ == \"__main__\":\n" + indent(end)
        self.files["app.py"] = settings.head() + text
        if server == "gunicorn" and target == "application" and generator.chance(0.4):
            return server, ["gunicorn", "app"]
        return server, generator.launch(server, "app", "application" if target == "application" and server != "app.run" else "app")

    # gunicorn.conf.py

    def configured(self):
        settings = self.settings
        needed, settings.helpers, settings.imports = (settings.helpers, settings.imports), [], set()
        name = self.pick("FLASK_DEBUG", "DEBUG", "APP_DEBUG")
        value = self.value()
        lines = []
        for _ in range(self.random.choice([1, 1, 2, 3])):
            lines.append(
                self.pick(
                    'os.environ["%s"] = "%s"\n' % (name, value),
                    'os.environ.setdefault("%s", "%s")\n' % (name, value),
                    'raw_env = ["%s=%s", "OTHER=1"]\n' % (name, value),
                    'raw_env = ["%s=" + os.environ.get("SWITCH", "%s")]\n' % (name, value),
                    'raw_env = [f"{key}={text}" for key, text in {"%s": "%s"}.items()]\n' % (name, value),
                    'raw_env = []\nraw_env.append("%s=%s")\n' % (name, value),
                    'for key in ("FLASK_DEBUG", "DEBUG"):\n    os.environ.pop(key, None)\n',
                    'reload = %s\n' % settings.expression(),
                    'reload = os.getenv("RELOAD", "") == "1"\n',
                    'workers = int(os.environ.get("WEB_CONCURRENCY", "2"))\n',
                    'def on_starting(server):\n    os.environ["%s"] = "%s"\n' % (name, value),
                    'def when_ready(server):\n    os.environ["%s"] = "%s"\n' % (name, value),
                    'def pre_fork(server, worker):\n    os.environ["%s"] = "%s"\n' % (name, value),
                    'def post_fork(server, worker):\n    os.environ["%s"] = "%s"\n' % (name, value),
                    'def post_worker_init(worker):\n    os.environ["%s"] = "%s"\n' % (name, value),
                    'def post_worker_init(worker):\n    worker.app.callable.debug = True\n',
                    'preload_app = %s\n' % self.pick("True", "False"),
                    'wsgi_app = "app:app"\n',
                    'chdir = "%s"\n' % self.pick(".", "src"),
                    'if os.getenv("SWITCH") == "1":\n    raw_env = ["%s=1"]\n' % name,
                    'from dotenv import load_dotenv\n\nload_dotenv()\n',
                )
            )
        text = "import os\n" + "".join("import %s\n" % each for each in sorted(settings.imports)) + "\n"
        from settings import HELPERS

        text += "".join("\n" + HELPERS[each] + "\n" for each in settings.helpers) + "".join(lines)
        settings.helpers, settings.imports = needed
        where = self.pick("gunicorn.conf.py", "gunicorn.conf.py", "gunicorn_config.py", "conf/gunicorn.py")
        self.files[where] = text
        settings.names.update(["SWITCH", "RELOAD"])
        if "load_dotenv" in text:
            self.files[".env"] = "%s=%s\n" % (name, self.value())
        app = "app = Flask(__name__)\n" + self.pick("", "app.debug = os.getenv(\"%s\", \"0\") == \"1\"\n" % name, settings.body(1)) + STATE
        folder = "src/" if 'chdir = "src"' in text else ""
        self.files[folder + "app.py"] = settings.head() + app
        words = self.pick(["gunicorn"], ["gunicorn"], ["python", "-m", "gunicorn"])
        if where != "gunicorn.conf.py":
            words = words + self.pick(["-c", where], ["--config=" + where], ["-c", "file:" + where])
        if self.generator.chance(0.2):
            words = words + self.pick(["-e", "%s=%s" % (name, self.value())], ["--reload"], ["--preload"], ["-e", "OTHER=2"])
        if "wsgi_app" in text and self.generator.chance(0.7):
            return "gunicorn", words
        return "gunicorn", words + ["app:app"]
