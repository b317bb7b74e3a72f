"""One app per way of going wrong, each mounted below its name; or one alone, for app.run and flask run."""

import os
import sys
import traceback

from flask import Flask, jsonify, request
from werkzeug.debug import DebuggedApplication
from werkzeug.debug.tbtools import DebugTraceback
from werkzeug.exceptions import NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware


def create(flag=False, handler=None, broad=False, **config):
    app = Flask(__name__)
    app.config["DEBUG"] = flag
    app.config.update(config)

    @app.route("/")
    def index():
        return "<!doctype html><title>Shop</title><h1>Welcome</h1>"

    @app.route("/raise")
    def fails():
        raise RuntimeError("boom")

    @app.route("/search")
    def search():
        return "found " + request.args["q"]

    @app.route("/data")
    def data():
        return jsonify(name="shop", items=[1, 2])

    @app.route("/json")
    def read():
        return jsonify(request.get_json())

    if handler:
        app.register_error_handler(Exception if broad else 500, handler)
    return app


def error(e):
    return getattr(e, "original_exception", None) or e


def as_text(e):
    text = "".join(traceback.format_exception(type(error(e)), error(e), error(e).__traceback__))
    return text, 500, {"Content-Type": "text/plain"}


def as_json(e):
    return jsonify(error=as_text(e)[0]), 500


def as_html(e):
    from html import escape

    return "<h1>Sorry</h1><p>Something broke</p><pre>" + escape(as_text(e)[0]) + "</pre>", 500


def as_success(e):
    return as_text(e)[0], 200, {"Content-Type": "text/plain"}


def as_debugger_page(e):
    return DebugTraceback(error(e)).render_debugger_html(evalex=False, secret="x" * 20, evalex_trusted=False), 500


def dumps():
    app = create()

    @app.route("/config")
    def config():
        return jsonify({key: str(value) for key, value in app.config.items()})

    @app.route("/environ")
    def environ():
        lines = ["PATH=/usr/local/bin:/usr/bin:/bin", "HOME=/app", "HOSTNAME=web-1", "LANG=C.UTF-8", "FLASK_APP=app"]
        return "\n".join(lines), 200, {"Content-Type": "text/plain"}

    @app.route("/request")
    def variables():
        return "<pre>" + "\n".join("%s = %s" % pair for pair in request.environ.items()) + "</pre>"

    @app.route("/sql")
    def sql():
        text = (
            "(sqlite3.OperationalError) no such table: user\n[SQL: SELECT id FROM user]\n"
            "(Background on this error at: https://sqlalche.me/e/20/e3q8)"
        )
        return text, 500, {"Content-Type": "text/plain"}

    @app.route("/paths")
    def paths():
        return "<h1>Error</h1><p>in /srv/shop/views/cart.py</p>", 500

    @app.route("/manual")
    def manual():
        article = "<p>Some words about errors in Python and what they look like.</p>" * 20
        quoted = "<pre>Traceback (most recent call last):\n  File &quot;a.py&quot;, line 1, in f\n</pre>"
        return "<!doctype html><title>Manual</title><nav>menu</nav>" + article + quoted

    return app


def tools():
    app = create()

    @app.route("/bar")
    def bar():
        return '<body><div id="flDebug"><div id="flDebugToolbar"><img src="/_debug_toolbar/static/x.png"></div></div>'

    @app.route("/_debug_toolbar/static/css/toolbar.css")
    def css():
        return "#flDebug { color: #000 }", 200, {"Content-Type": "text/css"}

    @app.route("/graphql")
    def graphql():
        return '<html><title>GraphiQL</title><script src="//cdn/graphiql.min.js"></script></html>'

    return app


def fake_console():
    app = create()

    @app.route("/console")
    def console():
        return "<html><h1>Interactive Console</h1><script>var EVALEX = true, SECRET = \"" + "a" * 20 + "\";</script>"

    return app


def full_fake():
    """Repeats Werkzeug's own pages on fixed paths, as a honeypot does."""
    from werkzeug.debug.tbtools import render_console_html
    import pkgutil

    app = create()
    script = pkgutil.get_data("werkzeug.debug", "shared/debugger.js")

    @app.route("/console")
    def console():
        return render_console_html(secret="b" * 20, evalex_trusted=False)

    @app.before_request
    def copy():
        if request.path == "/" and request.args.get("f", "").endswith(".js"):
            return script, 200, {"Content-Type": "text/javascript"}
        return None

    return app


def catch_all():
    """Answers everything with one page that quotes a console and a traceback."""
    app = Flask(__name__)

    @app.route("/", defaults={"path": ""})
    @app.route("/<path:path>")
    def page(path):
        return (
            "<title>We teach Flask</title><h1>Interactive Console</h1><p>" + "words " * 100 + "</p><pre>Traceback"
            " (most recent call last):\n  File \"x.py\", line 1, in f\nEVALEX = true, SECRET = \"" + "c" * 20 + "\"</pre>"
        )

    return app


def without_queries(app):
    """Drops queries, as caches in front do."""

    def front(environ, start_response):
        return app(dict(environ, QUERY_STRING=""), start_response)

    return front


def elsewhere():
    app = Flask(__name__)

    @app.before_request
    def go():
        return "", 302, {"Location": "https://login.example.com/start"}

    return app


def states():
    text, page = as_text, as_debugger_page
    return {
        "off": create(),
        "flag": create(flag=True),
        "debugger": DebuggedApplication(create(flag=True), evalex=True),
        "debugger-no-flag": DebuggedApplication(create(), evalex=True),
        "evalex-off": DebuggedApplication(create(flag=True)),
        "pin-off": DebuggedApplication(create(flag=True), evalex=True, pin_security=False),
        "queries-dropped": without_queries(DebuggedApplication(create(flag=True), evalex=True)),
        "moved-console": DebuggedApplication(create(flag=True), evalex=True, console_path="/sub/shell"),
        "propagates": create(PROPAGATE_EXCEPTIONS=True),
        "testing": create(TESTING=True),
        "keeps": create(flag=True, PROPAGATE_EXCEPTIONS=False),
        "traps": create(TRAP_HTTP_EXCEPTIONS=True),
        "traps-keys": create(TRAP_BAD_REQUEST_ERRORS=True),
        "handler-text": create(handler=text),
        "handler-json": create(handler=as_json),
        "handler-html": create(handler=as_html),
        "handler-success": create(handler=as_success),
        "handler-broad": create(flag=True, handler=text, broad=True),
        "handler-page": create(handler=page),
        "dumps": dumps(),
        "tools": tools(),
        "fake-console": fake_console(),
        "full-fake": full_fake(),
        "catch-all": catch_all(),
        "elsewhere": elsewhere(),
    }


alone = os.environ.get("ALONE", "")
if alone:
    app = create(flag=alone == "flag")
else:
    app = DispatcherMiddleware(NotFound(), {"/" + name: state for name, state in states().items()})

if alone == "unguarded" and __name__ != "__main__":
    app.run(port=int(os.environ["SECOND"]), debug=True, use_reloader=False)

if __name__ == "__main__":
    options = {
        "off": {},
        "flag": {"use_debugger": False, "debug": True},
        "debugger": {"debug": True},
        "debugger-only": {"use_debugger": True},
        "evalex-off": {"debug": True, "use_evalex": False},
    }[alone]
    app.run(port=int(sys.argv[1]), use_reloader=False, **options)
