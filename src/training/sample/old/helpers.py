import absent_library
import undeclared


def start(app):
    app.config.update({"A": undeclared.A})


def serve():
    from app import app

    app.run(debug=True)
