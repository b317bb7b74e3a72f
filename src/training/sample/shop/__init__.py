import os
from dataclasses import dataclass

from flask import Flask

from . import catalogue
from .config import CONFIGS


@dataclass
class Item:
    name: str
    price: float = 0.0


def create_app(name=None, **overrides):
    """Builds the application for one environment."""
    app = Flask(__name__)
    app.config.from_object(CONFIGS[name or os.environ.get("SHOP_CONFIG", "production")])
    app.config.from_pyfile("settings.cfg", silent=True)
    app.config.from_prefixed_env()
    app.config.update(overrides)
    try:
        from dotenv import load_dotenv
    except ImportError:
        load_dotenv = None
    if load_dotenv is not None:
        load_dotenv()
    if os.getenv("SHOP_DEBUG", "").lower() in ("1", "true", "yes"):
        app.debug = True

    @app.route("/")
    def index():
        items = [Item(f"item {n}", price=n * 1.5) for n in range(3)]
        return {item.name: item.price for item in items if item.price >= 0}

    return catalogue.register(app)
