from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    # expect: debug-run-entry-point "debug=True"
    app.run(debug=True)
