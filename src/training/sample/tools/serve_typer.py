import typer

from shop import create_app

main = typer.Typer()


@main.command()
def serve(debug: bool = typer.Option(False, envvar="SHOP_DEBUG"), port: int = 5000):
    create_app().run(debug=debug, port=port)


if __name__ == "__main__":
    main()
