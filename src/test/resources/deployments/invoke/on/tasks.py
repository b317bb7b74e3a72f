from invoke import task


@task
def serve(c):
    c.run("flask --app main run --debug")
