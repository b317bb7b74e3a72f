import os

from flask import Flask

app = Flask(__name__)
application = app
app.debug = os.environ.get("SHOP_DEBUG", "0") == "1"
