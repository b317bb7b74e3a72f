from flask import Flask
from flask_script import Command, Manager, Option
from gunicorn.app.base import Application

app = Flask(__name__)
app.debug = True
manager = Manager(app)


class APIServer(Command):
    def get_options(self):
        return (Option("-b", "--bind", dest="address", default="127.0.0.1:5000"),)

    def __call__(self, app, *args, **kwargs):
        address = kwargs["address"]

        class FlaskApplication(Application):
            def init(self, parser, opts, args):
                return {"bind": address}

            def load(self):
                return app

        FlaskApplication().run()


def main():
    manager.add_command("run_api_server", APIServer())
    manager.run()
