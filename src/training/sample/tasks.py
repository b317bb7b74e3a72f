from invoke import task


@task
def serve(c, debug=False):
    """Starts the shop."""
    c.run("flask --app wsgi run", env={"FLASK_DEBUG": "1" if debug else "0"})
