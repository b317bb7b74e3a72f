import debugpy
from flask import Flask

app = Flask(__name__)
# expect: debug-tool-in-production
debugpy.listen(("0.0.0.0", 5678))
