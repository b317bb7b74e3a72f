import enum
import os
from collections import ChainMap, OrderedDict, defaultdict, namedtuple
from functools import lru_cache, partial
from pathlib import Path

import click
from flask import Flask
from flask.cli import FlaskGroup

ROOT = Path(__file__).resolve().parent.parent
Point = namedtuple("Point", "x y")


class Stage(enum.Enum):
    DEVELOPMENT = "development"
    PRODUCTION = "production"

    @property
    def debug(self):
        return self is Stage.DEVELOPMENT


@lru_cache(maxsize=None)
def settings():
    values = defaultdict(list)
    values["stage"].append(os.environ.get("STAGE", Stage.PRODUCTION.value))
    return ChainMap(OrderedDict(values), {"debug": "0"})


def create_app(stage=None):
    app = Flask("shop", instance_path=str(ROOT / "instance"), instance_relative_config=True)
    path = ROOT.joinpath("settings.cfg")
    if path.exists() and path.suffix == ".cfg":
        app.config.from_pyfile(path.as_posix())
    app.debug = Stage(stage or settings()["stage"][0]).debug
    return app


@click.group(cls=FlaskGroup, create_app=create_app)
@click.option("--verbose/--quiet", default=False, envvar="VERBOSE")
@click.pass_context
def cli(context, verbose):
    context.obj = {"verbose": verbose, "point": Point(1, y=2)}


@cli.command("serve")
@click.argument("stage", type=click.Choice([stage.value for stage in Stage]), default="production")
@click.option("-d", "--debug", is_flag=True, help="Debug mode")
@click.option("--port", type=int, default=5000, show_default=True)
def serve(stage, debug, port):
    app = create_app(stage)
    partial(app.run, port=port)(debug=debug or app.debug)


if __name__ == "__main__":
    cli(["serve"])
