import os, json
from os import environ, getenv
from flask import Flask
from dotenv import load_dotenv
load_dotenv()
class Base:
    DEBUG = False
    @classmethod
    def make(cls, **k): return cls()
class Dev(Base):
    DEBUG = bool(int(os.environ.get("DEBUG", "0")))
def flag(name, default="no"):
    return getenv(name, default).strip().lower() in {"1", "true", "yes"}
try:
    import secret
except ImportError as e:
    secret = None
configs = {"dev": Dev, "prod": Base, **{k: Base for k in "ab"}}
app = Flask(__name__)
app.config.from_object(configs[os.environ.get("APP_ENV", "prod")])
app.config.update(DEBUG=flag("X"), VALUES=[i * 2 for i in range(3) if i % 2])
with app.app_context():
    for n, (a, b) in enumerate(zip("ab", [1, 2])):
        app.config[f"K_{n}_{a!r:>4}"] = "%s-%d" % (a, b) + "{0}".format(n)
while not app.debug and (x := json.loads('{"a": [1, true]}')).get("b"):
    app.debug = x["a"][-1]
match os.environ:
    case {"DEBUG": value}: app.debug = value
    case _: pass
@app.route("/")
def index(): return "x"
if __name__ == "__main__":
    app.run(debug=flag("DEBUG") or app.debug, host="0.0.0.0", port=int(os.getenv("PORT", 80)))
