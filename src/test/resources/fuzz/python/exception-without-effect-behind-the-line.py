from flask import Flask

app = Flask(__name__)


if __name__ == "__main__":
    app.run(host="0.0.0.0", debug=True)  # flask-debug-guard: ignore[debugger-in-production, development-server-in-production] a lab by=ada until=2026-11-25
