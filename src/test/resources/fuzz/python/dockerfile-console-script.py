import argparse

from flask import Flask


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=5000)
    arguments = parser.parse_args()
    app = Flask(__name__)
    app.run(host="0.0.0.0", port=arguments.port, debug=True)
