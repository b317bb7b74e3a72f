debug := env_var_or_default("SHOP_DEBUG", "0")

serve target=("prod" + ":x"):
    SHOP_DEBUG="{{debug}}" python app.py # {{target}}
