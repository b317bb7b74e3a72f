class shop (
  String $path       = '/srv/shop',
  Boolean $debug     = true,
  Optional[Hash] $settings = {},
) inherits shop::params {
  $flag = $debug ? { true => '1', default => '0' }
  if $debug and $path =~ /srv/ {
    notice('debug')
  } elsif defined(Package['git']) {
    fail("no ${path}")
  }
  case $facts['os']['family'] {
    'Debian': { package { ['python3-venv', 'git']: ensure => installed } }
    default:  { package { 'python': } }
  }
  file { '/etc/systemd/system/shop.service':
    content => template('shop/shop.service.erb'),
  }
  ~> service { 'shop': ensure => running, enable => true }
  exec { 'migrate':
    command     => "${path}/venv/bin/flask --app wsgi run",
    cwd         => $path,
    environment => ["FLASK_DEBUG=${flag}", 'LOG=info'],
  }
  $settings.each |$name, $value| { file { "/srv/${name}": content => "${value}\n" } }
}
