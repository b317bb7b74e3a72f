from invoke import task


@task
def serve(c):
    c.run("gunicorn main:app")
