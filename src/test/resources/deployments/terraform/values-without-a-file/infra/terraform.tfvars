debug = "1"
