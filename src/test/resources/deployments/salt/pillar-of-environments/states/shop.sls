{% from "shop/map.jinja" import shop with context %}

{% if shop.supervised %}
/etc/supervisor/conf.d/shop.conf:
  file.managed:
    - contents: |
        [program:shop]
        command=/opt/shop/venv/bin/gunicorn main:app
        directory=/opt/shop
        environment=SHOP_DEBUG="{{ shop.debug }}"
        autostart=true
{% endif %}

serve the shop:
  cmd.run:
    - name: nohup flask --app main run --host 0.0.0.0 &
    - cwd: /opt/shop
    - env:
      - FLASK_DEBUG: "{{ pillar['shop']['debug'] }}"
