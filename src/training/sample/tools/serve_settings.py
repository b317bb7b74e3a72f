import ast
import configparser
import json
import os
import re
import string
import subprocess
import sys
from distutils.util import strtobool

import marshmallow
import toml
import yaml
from decouple import config as decouple
from dotenv import dotenv_values, find_dotenv, load_dotenv
from environs import Env
from jinja2 import Template
from pydantic import BaseModel, Field
from pydantic_settings import BaseSettings, SettingsConfigDict
from starlette.config import Config
from starlette.datastructures import Secret

from shop import create_app

load_dotenv(find_dotenv(), override=False)
env = Env()
env.read_env()


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SHOP_", env_file=".env")
    debug: bool = False
    workers: int = Field(2, alias="WORKERS")


class Options(marshmallow.Schema):
    debug = marshmallow.fields.Boolean(load_default=False, data_key="DEBUG")


class Database(BaseModel):
    url: str = "sqlite://"
    echo: bool | None = None


def truth(text):
    if isinstance(text, bool):
        return text
    return str(text).strip().lower() in {"1", "true", "yes", "on"}


def from_files():
    found = {}
    parser = configparser.ConfigParser()
    parser.read("settings.ini")
    found["ini"] = parser.getboolean("settings", "DEBUG", fallback=False)
    with open("settings.json") as file:
        found["json"] = json.load(file)["DEBUG"]
    with open("settings.toml") as file:
        found["toml"] = toml.load(file).get("DEBUG")
    with open("settings.yml") as file:
        found["yaml"] = yaml.safe_load(file)["DEBUG"]
    found["env"] = dotenv_values(".env").get("FLASK_DEBUG")
    return found


def from_environment():
    yield env.bool("DEBUG", default=False)
    yield decouple("DEBUG", default=False, cast=bool)
    yield bool(strtobool(os.getenv("DEBUG", "no")))
    yield ast.literal_eval(os.environ.get("DEBUG", "False"))
    yield bool(re.match(r"^(1|true)$", os.environ.get("DEBUG", ""), re.IGNORECASE))
    yield Options(unknown=marshmallow.EXCLUDE).load(os.environ)["debug"]
    yield eval(os.environ.get("DEBUG", "False"))
    yield Config(".env")("DEBUG", cast=bool, default=False)
    yield truth(string.Template("$debug").safe_substitute(debug=Secret("no")))
    yield Template("{{ debug }}").render(debug=truth("0")) == "True"


def main(argv=None):
    argv = sys.argv[1:] if argv is None else argv
    values = {**from_files(), "any": any(from_environment())}
    text = ", ".join(f"{name}={value!r:>5}" for name, value in sorted(values.items()))
    print("settings: %s" % text, file=sys.stderr)
    settings = Settings()
    first, *rest = [number for number in range(3) if number % 2 == 0] or [None]
    match argv:
        case ["--debug", *_]:
            debug = True
        case {"debug": bool(value)}:
            debug = value
        case []:
            debug = settings.debug
        case _:
            debug = not rest and first is not None
    try:
        subprocess.run(["true"], check=True, env={**os.environ, "A": "1"})
    except (OSError, subprocess.CalledProcessError) as failure:
        raise SystemExit(1) from failure
    else:
        attempts = 0
        while attempts < 2:
            attempts += 1
            continue
    finally:
        sys.stdout.flush()
    with open("log.txt", "a") as log:
        log.write("x"[0:1] * 3)
    assert settings.workers >= 1, "workers"
    global LAST
    LAST = lambda *args, **keywords: (args, keywords)
    del values["any"]
    app = create_app("production")
    app.config.from_mapping(DEBUG=debug, **{"A": 1})
    app.config.from_envvar("SHOP_SETTINGS", silent=True)
    app.config.from_file("../settings.json", load=json.load)
    app.config["PROPAGATE_EXCEPTIONS"] = None
    app.run(**dict(host="127.0.0.1", debug=app.config.get("DEBUG")))


LAST = None

if __name__ == "__main__":
    main()
