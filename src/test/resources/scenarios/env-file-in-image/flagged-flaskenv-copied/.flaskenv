FLASK_APP=app
# expect: debugger-in-production
FLASK_DEBUG=1
