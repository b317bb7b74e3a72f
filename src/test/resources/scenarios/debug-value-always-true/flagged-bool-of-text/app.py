import os

from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    # expect: development-server-in-production
    # expect: debug-value-always-true
    app.run(host="0.0.0.0", debug=bool(os.environ.get("APP_DEBUG")))
