debug = "0"
