from flask import Flask

import helpers

app = Flask(__name__)
helpers.start(app)
