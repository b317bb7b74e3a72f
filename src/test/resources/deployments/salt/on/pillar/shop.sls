shop:
  revision: main
  debug: '1'
