from flask_script import Manager, Server

from shop import create_app

manager = Manager(create_app("production"))
manager.add_command("runserver", Server(use_debugger=False))


@manager.option("-d", "--debug", dest="debug", default=False)
def serve(debug):
    create_app("production").run(debug=debug)


@manager.command
def hello():
    print("hello")


if __name__ == "__main__":
    manager.run()
