import os

from flask import Flask
from werkzeug.utils import cached_property

app = Flask(__name__)


class Shop:
    @cached_property
    def stage(self):
        return "{:>5} {}".format(os.environ.get("STAGE"), 1)


if "STAGE" in os.environ and Shop().stage:
    os.environ.setdefault("LEVEL", "info")
