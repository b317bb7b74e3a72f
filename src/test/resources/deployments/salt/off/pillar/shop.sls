shop:
  revision: main
  debug: '0'
