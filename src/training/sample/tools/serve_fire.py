import fire

from shop import create_app


def serve(debug=False):
    create_app().run(debug=debug)


if __name__ == "__main__":
    fire.Fire(serve)
