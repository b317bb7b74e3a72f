"""What applications do while they start: the more of it runs here, the less every scan has to load."""

import asyncio
import collections
import contextlib
import copy
import enum
import functools
import glob
import importlib
import itertools
import logging
import os.path
import pathlib
import platform
import random
import signal
import string
import tempfile
import threading
import time
import types
import typing
import weakref
from dataclasses import dataclass, field
from datetime import timedelta
from typing import NamedTuple, Optional, TypeVar

import requests
import sqlalchemy as sa
from flask import Blueprint, Flask, abort, current_app, g, request
from flask.cli import AppGroup, FlaskGroup, with_appcontext
from flask.config import Config
from flask.views import MethodView
from werkzeug.exceptions import HTTPException, NotFound

from .config import *

try:
    import cPickle as pickle
except ImportError:
    import pickle

try:
    from . import local_settings
except ImportError:
    local_settings = None

T = TypeVar("T")
log = logging.getLogger(__name__)
here = os.path.abspath(os.path.dirname(__file__))
STARTED = time.time()
LEVEL = os.environ.get("LOG_LEVEL", "info")
UNKNOWN = requests.get("http://localhost/settings").json()
Number: typing.TypeAlias = int | float


class Color(enum.Enum):
    RED = "red"
    GREEN = enum.auto()

    @property
    def shown(self):
        return self.value.title()


class Flags(enum.IntFlag):
    NONE = 0
    ALL = 3


class Point(NamedTuple):
    x: int
    y: int = 0


@dataclass(frozen=True)
class Entry:
    name: str
    tags: list[str] = field(default_factory=list)
    price: float = field(default=0.0, repr=False)


@functools.total_ordering
class Shelf:
    kinds: typing.ClassVar[dict[str, type]] = {}
    seen = weakref.WeakSet()
    cache = weakref.WeakValueDictionary()

    def __init_subclass__(cls, **keywords):
        super().__init_subclass__(**keywords)
        cls.kinds[cls.__name__.lower()] = cls

    def __init__(self, *entries, **options):
        self.entries = list(entries)
        self.options = dict(options, size=len(entries))
        self._lock = threading.RLock()

    def __contains__(self, name):
        return any(entry.name == name for entry in self.entries)

    def __len__(self):
        return len(self.entries)

    def __getitem__(self, index):
        return self.entries[index]

    def __iter__(self):
        yield from self.entries

    def __eq__(self, other):
        return isinstance(other, Shelf) and self.entries == other.entries

    def __lt__(self, other):
        return len(self) < len(other)

    def __getattr__(self, name):
        if name in self.options:
            return self.options[name]
        raise AttributeError(name)

    @property
    def first(self):
        return self.entries[0] if self.entries else None

    @first.setter
    def first(self, entry):
        self.entries.insert(0, entry)

    @classmethod
    def of(cls, *names: str) -> "Shelf":
        return cls(*(Entry(name) for name in names))

    @staticmethod
    def key(entry, /, *, reverse=False):
        return -len(entry.name) if reverse else entry.name

    @functools.cached_property
    def total(self):
        return sum(entry.price for entry in self)


class Wide(Shelf, wide=True):
    pass


Narrow = type("Narrow", (Shelf,), {"width": 1})


class Meta(type):
    def __new__(mcs, name, bases, namespace):
        return super().__new__(mcs, name, bases, dict(namespace, made=True))


class Made(metaclass=Meta):
    __slots__ = ("a",)


class Pages(MethodView):
    def get(self):
        return current_app.name


def retry(times=3):
    def decorate(function):
        @functools.wraps(function)
        def inner(*args, **keywords):
            for attempt in range(times):
                try:
                    return function(*args, **keywords)
                except (OSError, KeyError) as error:
                    log.warning("%s failed: %s", function.__name__, error)
                    if attempt == times - 1:
                        raise
                    time.sleep(0)
                else:
                    break
                finally:
                    log.debug("tried")

        return inner

    return decorate


@contextlib.contextmanager
def changed(settings, **values):
    before = copy.deepcopy(settings)
    settings.update(values)
    try:
        yield settings
    finally:
        settings.clear()
        settings.update(before)


@retry(times=2)
def fill(shelf, names, unsure=None):
    found, rest = [], collections.deque(names)
    for position, name in enumerate(sorted(names, key=len, reverse=True), start=1):
        if name.startswith("_"):
            continue
        if unsure and name in unsure:
            found.append(name)
        elif unsure == name:
            break
        found.extend([name] * position)
    else:
        found.insert(0, "end")
    while rest:
        last = rest.popleft()
        if last is None:
            break
    found.sort()
    found.reverse()
    found.remove("end")
    if found and not found[0:1] == [] and "x" not in found:
        found.pop()
    return found.index(found[0]), found.count("a"), found.copy(), tuple(found[1:-1])


def words(text, unsure):
    parts = text.strip().split(",")
    joined = "-".join(part.upper() for part in parts if part)
    shown = "{0:>5} {name!r} {}".format if False else "{} {name}".format
    text = shown(joined, name=text.replace(",", ";")) + f"{joined:>10}" + "%(a)s" % {"a": 1}
    head, _, tail = text.partition(" ")
    left = unsure.split(",") if unsure else []
    return {
        "head": head.lower().endswith("a"),
        "tail": tail.isdigit() or tail.title() or tail.lstrip("-").zfill(3),
        "left": [part.strip() for part in left if part],
        "encoded": text.encode().decode("utf-8"),
        "lines": "\n".join(["a", "b"]).splitlines()[0],
        "choice": "on" if unsure else "off",
        "length": len(unsure or ""),
        "not": not unsure,
        "minus": -len(parts),
    }


def tables(unsure):
    table = {"a": 1, **{letter: ord(letter) for letter in "bc"}}
    table.setdefault("d", []).append(1)
    table.update(e=2)
    table.update({"f": 3}, g=4)
    table |= {"h": 5}
    counts = collections.Counter("hello")
    groups = collections.defaultdict(list)
    ordered = collections.OrderedDict(sorted(table.items(), key=lambda item: str(item[0])))
    for key, value in table.items():
        groups[type(value)].append(key)
        if unsure:
            counts[key] += 1
    for key in list(table.keys()):
        if key not in table or table.get(key, None) is None:
            table.pop(key, None)
    kept = {key for key in table if key != unsure}
    kept.add("z")
    kept.discard("y")
    kept -= {"a"}
    kept |= set(ordered) & frozenset({"b"})
    if table.get(unsure):
        del table["a"]
    first = next(iter(table.values()), None)
    with contextlib.suppress(KeyError):
        table.pop("missing")
    return first, max(1, min(2, 3)), dict(zip("ab", range(2))), list(map(str, filter(None, [0, 1])))


def objects(unsure):
    shelf = Shelf.of("a", "bb")
    shelf.first = Entry("c", ["x"])
    shelf.cache["a"] = shelf
    shelf.seen.add(shelf)
    setattr(shelf, "label", getattr(shelf, "label", None) or "shelf")
    names = [name for name in dir(shelf) if not name.startswith("__")]
    known = {
        "callable": callable(shelf.key),
        "has": hasattr(shelf, "first") and hasattr(unsure, "x"),
        "is": isinstance(shelf, (Shelf, dict)) and issubclass(Wide, Shelf),
        "type": type(shelf).__name__,
        "vars": vars(shelf).get("label"),
        "copy": copy.copy(shelf.options),
        "point": Point(1)._replace(y=2).x,
        "colors": [color.shown for color in Color],
        "red": Color("red") is Color.RED and Color["RED"].name,
        "space": types.SimpleNamespace(a=1).a,
        "size": shelf.size,
        "unsure": getattr(unsure, "size", 1),
        "reversed": list(reversed([1, 2])),
        "all": all([True, 1]) and any(name for name in names),
        "sum": sum([1, 2.5]) + abs(-1) + round(1.4) + int("3") + float("1e3") + len(shelf),
        "bits": 1 << 2 | 3 & ~1 ^ 2,
        "hash": hash("a") and id(shelf) and repr(shelf) and str(1) and bool([]),
        "bytes": bytes(2) and b"a".hex() and bytearray(b"x"),
        "chain": list(itertools.chain([1], [2]))[0],
        "partial": functools.partial(int, base=2)("10"),
        "reduced": functools.reduce(lambda left, right: left + right, [1, 2, 3], 0),
        "slice": [1, 2, 3][::-1][slice(0, 1)],
        "format": format(3.14159, ".2f"),
        "timedelta": timedelta(days=1).total_seconds(),
    }
    (one, *others), last = [1, 2, 3], (total := 4)
    del shelf.entries[0]
    shelf.entries[0:1] = []
    shelf.options["a"], shelf.label = last, one
    shelf.options["b"] = total
    shelf.options["b"] += 1
    if (value := known.get("size")) and value > 1 > 0 or others is None:
        known["value"] = value
    for number in range(3):
        if number == unsure:
            known["number"] = number
            break
    for item in UNKNOWN:
        known[item] = True
    while unsure:
        unsure = None
    return known


def paths():
    base = pathlib.Path(__file__).resolve().parent.parent
    names = [os.path.basename(path) for path in glob.glob(os.path.join(here, "*.cfg"))]
    home = os.path.expanduser("~/.shop")
    settings = base / "settings.cfg"
    if settings.exists() or os.path.isfile(os.path.join(here, UNKNOWN or "x")):
        names.append(settings.name)
    if not os.path.exists(home) and platform.system() == "Windows":
        os.makedirs(home, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, open(os.devnull) as nothing:
        names.extend(nothing.read().split())
    with open(os.path.join(here, "config.py"), encoding="utf-8") as text:
        for line in text:
            if line.startswith("class") and "Production" in line:
                names.append(line)
    return os.path.splitext(names[0])[0] if names else os.path.normpath(os.getcwd())


def plugins(app):
    for name in ("views", "missing"):
        try:
            module = importlib.import_module(f".{name}", package=__package__)
        except ImportError as error:
            app.logger.debug("no %s: %s", name, error)
        else:
            register = getattr(module, "register", None)
            if callable(register):
                register(app)
    with contextlib.ExitStack() as stack:
        stack.callback(log.info, "left")
        stack.enter_context(contextlib.suppress(ValueError))
        stack.enter_context(changed({"a": 1}, b=2))


def decide(unsure):
    if unsure == "production":
        debug = False
    elif unsure in ("development", "test"):
        debug = True
    else:
        debug = None
    if unsure.isdigit():
        try:
            debug = int(unsure) > 1
        except ValueError:
            debug = False
    kinds = {"a": lambda: True, "b": lambda: False}
    choose = kinds.get(unsure, lambda: debug)
    if os.environ.get("SHOP_STRICT"):
        raise RuntimeError("strict")
    if os.environ.get("SHOP_SERVER") == "wait":
        signal.signal(signal.SIGTERM, lambda *_: None)
    return bool(choose()) and not unsure


async def poll():
    await asyncio.sleep(0)
    async with asyncio.Lock():
        return [number async for number in numbers()]


async def numbers():
    yield 1


def generate(count):
    for number in range(count):
        received = yield number
        if received:
            return
    yield from (number * 2 for number in range(count))


def register(app):
    stage = os.environ.get("SHOP_STAGE", "")
    shelf = Shelf.of(*string.ascii_lowercase[:3])
    results = [
        fill(shelf, ["a", "bb"], stage),
        words("a,b", stage),
        tables(stage),
        objects(stage),
        paths(),
        decide(stage),
        list(generate(2)),
        random.choice(["a", "b"]),
    ]
    plugins(app)
    app.add_url_rule("/pages", view_func=Pages.as_view("pages"))
    app.jinja_env.globals.update(now=time.time)
    app.teardown_appcontext(lambda error: g.pop("db", None))
    app.config.setdefault("LEVEL", LEVEL)
    app.config["LEVELS"] = {"debug": logging.DEBUG}.get(LEVEL, logging.INFO)
    app.extensions["shop"] = results
    worker = threading.Thread(target=time.sleep, args=(0,), daemon=True)
    worker.start()

    @app.before_request
    def load():
        if request.path == "/secret":
            abort(404)

    @app.errorhandler(NotFound)
    @app.errorhandler(HTTPException)
    def missing(error):
        return {"error": str(error)}, error.code

    @app.cli.command("fill")
    @with_appcontext
    def fill_command():
        asyncio.run(poll())

    if app.debug:
        app.logger.setLevel(logging.DEBUG)
    return app
