import nox


@nox.session(python=["3.12"])
def serve(session):
    session.install("-r", "requirements.txt")
    session.run("flask", "--app", "wsgi", "run", *session.posargs, env={"FLASK_DEBUG": "1"})
