from flask import Flask

app = Flask(__name__)
def broken(:
    print "old", app
app.run(debug=True)
