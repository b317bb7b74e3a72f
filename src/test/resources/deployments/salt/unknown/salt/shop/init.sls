{% set shop = salt['pillar.get']('shop', {}) %}

shop-packages:
  pkg.installed:
    - pkgs:
      - python3-venv
      - git

shop-checkout:
  git.latest:
    - name: https://example.com/shop.git
    - target: /srv/shop
    - rev: {{ shop.get('revision', 'main') }}

shop-virtualenv:
  virtualenv.managed:
    - name: /srv/shop/venv
    - requirements: /srv/shop/requirements.txt
    - require:
      - git: shop-checkout

/etc/systemd/system/shop.service:
  file.managed:
    - source: salt://shop/files/shop.service
    - template: jinja
    - context:
        debug: {{ shop.get('debug', '0') }}
    - watch_in:
      - service: shop

shop:
  service.running:
    - enable: True
    - require:
      - file: /etc/systemd/system/shop.service
