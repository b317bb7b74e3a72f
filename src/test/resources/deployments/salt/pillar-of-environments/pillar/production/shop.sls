shop:
  debug: 0
