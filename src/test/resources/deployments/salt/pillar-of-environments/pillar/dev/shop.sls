shop:
  debug: 1
