import traceback

from flask import Flask

app = Flask(__name__)


@app.errorhandler(Exception)
def failed(error):
    app.logger.error(traceback.format_exc())
    return "Something went wrong.", 500
