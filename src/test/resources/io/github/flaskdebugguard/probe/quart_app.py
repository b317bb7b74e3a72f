"""Quart, whose debug page is its own and holds no console."""

import os

from quart import Quart

app = Quart(__name__)
app.debug = os.environ.get("ALONE") == "flag"


@app.route("/")
async def index():
    return "<!doctype html><title>Shop</title><h1>Welcome</h1>"


@app.route("/raise")
async def fails():
    raise RuntimeError("boom")
