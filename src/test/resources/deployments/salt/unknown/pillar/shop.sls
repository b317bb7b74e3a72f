shop:
  revision: main
  debug: {{ salt['vault'].read_secret('secret/shop', 'debug') }}
