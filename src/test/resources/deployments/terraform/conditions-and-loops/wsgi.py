import os

from flask import Flask

application = Flask(__name__)
application.debug = os.environ.get("FLASK_DEBUG") == "1"
