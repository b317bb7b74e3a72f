class profile::shop (
  String $debug = '0',
) {
  supervisord::program { 'shop':
    command             => '/opt/shop/venv/bin/gunicorn main:app',
    directory           => '/opt/shop',
    autostart           => true,
    program_environment => {
      'SHOP_DEBUG' => $debug,
    },
  }

  $unit = @("UNIT"/L)
    [Unit]
    Description=Preview of the shop

    [Service]
    WorkingDirectory=/opt/shop
    Environment=FLASK_DEBUG=${debug}
    ExecStart=/opt/shop/venv/bin/flask --app main run
    | UNIT

  systemd::unit_file { 'preview.service':
    content => $unit,
  }
}
