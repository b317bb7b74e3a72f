import configparser

from flask import Flask

app = Flask(__name__)
settings = configparser.ConfigParser()
settings.read_file(open("dashboard.ini"))


def address():
    return settings.get("server", "address")
