from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    # expect: debugger-in-production "debug=True"
    # expect: development-server-in-production
    app.run(host="0.0.0.0", debug=True)
