import sys

import eventlet
import eventlet.wsgi
import live

eventlet.wsgi.server(eventlet.listen(("127.0.0.1", int(sys.argv[1]))), live.app)
