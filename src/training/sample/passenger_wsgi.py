import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
os.environ["SHOP_CONFIG"] = "production"

from wsgi import application
