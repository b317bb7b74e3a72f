from flask import Flask

app = Flask(__name__)


if __name__ == "__main__":
    # flask-debug-guard: ignore[debugger-in-production] a lab until=2026-11-24
    app.run(host="0.0.0.0", debug=True)
