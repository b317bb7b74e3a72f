import nox

nox.options.sessions = ["tests"]


@nox.session(python=["3.11", "3.12"])
def tests(session):
    session.install("-r", "requirements.txt", "pytest")
    session.run("pytest", *session.posargs)


@nox.session(name="serve", venv_backend="none")
def run_server(session: nox.Session) -> None:
    """Serves the shop for developers."""
    session.run(
        "python",
        "main.py",
        *session.posargs,
        env={"SHOP_DEBUG": "1", "PYTHONUNBUFFERED": "1"},
        external=True,
    )
