from asgiref.wsgi import WsgiToAsgi
from starlette.applications import Starlette
from starlette.middleware.wsgi import WSGIMiddleware
from starlette.routing import Mount

from shop import create_app

app = Starlette(routes=[Mount("/", app=WSGIMiddleware(create_app()))])
other = WsgiToAsgi(create_app())
