from flask import Flask

import shop_settings

app = Flask(__name__)
app.config.from_object(shop_settings)
