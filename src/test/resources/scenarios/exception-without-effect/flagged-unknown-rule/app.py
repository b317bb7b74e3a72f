from flask import Flask

app = Flask(__name__)


if __name__ == "__main__":
    # flask-debug-guard: ignore[debuger-in-production] a lab
    app.run(host="0.0.0.0", debug=True)
