from flask import Flask

app = Flask(__name__)
# expect: debug-mode-in-production
app.config["DEBUG"] = True
