import boto3
from flask import Flask

app = Flask(__name__)
app.debug = boto3.client("ssm").get_parameter(Name="debug")["Parameter"]["Value"] == "on"
