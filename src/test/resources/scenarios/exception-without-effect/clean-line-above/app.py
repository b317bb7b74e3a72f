from flask import Flask

app = Flask(__name__)


if __name__ == "__main__":
    # flask-debug-guard: ignore[debugger-in-production] a lab, SEC-12
    # that has no network until=2026-11-25
    app.run(host="0.0.0.0", debug=True)
