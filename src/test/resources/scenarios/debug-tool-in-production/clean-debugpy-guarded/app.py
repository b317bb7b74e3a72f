import os

from flask import Flask

app = Flask(__name__)

if os.environ.get("APP_ATTACH") == "1":
    import debugpy

    debugpy.listen(("0.0.0.0", 5678))
