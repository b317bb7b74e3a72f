{% set shop = salt['pillar.get']('shop', {}) %}
include:
  - shop.more

/etc/systemd/system/shop.service:
  file.managed:
    - source: salt://shop/shop.service
    - template: jinja
    - context:
        debug: {{ shop.get('debug', '0') }}

shop:
  service.running:
    - enable: True

start:
  cmd.run:
    - name: gunicorn -D wsgi:application
    - cwd: /srv/shop
    - env:
      - FLASK_DEBUG: '0'
