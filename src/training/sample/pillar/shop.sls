shop:
  debug: '1'
