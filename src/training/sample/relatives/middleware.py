import logging
import os

from flask import Blueprint, Flask, current_app, jsonify
from flask_debugtoolbar import DebugToolbarExtension
from gevent.pywsgi import WSGIServer
from waitress import serve
from werkzeug.debug import DebuggedApplication
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.serving import run_simple

app = Flask(__name__)
pages = Blueprint("pages", __name__, url_prefix="/pages")
log = logging.getLogger(__name__)


@pages.route("/", methods=["GET", "POST"])
def page():
    return jsonify(debug=current_app.debug)


@app.errorhandler(Exception)
def failed(error):
    log.exception("failed")
    return str(error), 500


class Guard:
    def __init__(self, inner):
        self.inner = inner

    def __call__(self, environ, start_response):
        return self.inner(environ, start_response)


app.register_blueprint(pages)
toolbar = DebugToolbarExtension(app)
app.wsgi_app = Guard(ProxyFix(app.wsgi_app, x_for=1))
application = DispatcherMiddleware(DebuggedApplication(app, evalex=False), {"/pages": app})

if __name__ == "__main__":
    if os.environ.get("SERVER") == "waitress":
        serve(application, listen="*:8080")
    elif os.environ.get("SERVER") == "gevent":
        WSGIServer(("0.0.0.0", 8080), application).serve_forever()
    else:
        run_simple("0.0.0.0", 8080, application, use_debugger=app.debug, use_reloader=False)
