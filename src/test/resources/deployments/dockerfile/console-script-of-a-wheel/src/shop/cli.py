from shop import create_app
def main():
    create_app().run(host="0.0.0.0")
