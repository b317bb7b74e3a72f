# == Class: shop
#
# Serves the shop behind nginx.
#
class shop (
  String $user               = 'shop',
  Stdlib::Absolutepath $path = '/srv/shop',
  Hash[String, Any] $settings = {},
  Boolean $debug             = false,
  Optional[Integer] $workers = undef,
) inherits shop::params {

  package { ['python3-venv', 'git']:
    ensure => installed,
  }

  vcsrepo { $path:
    ensure   => latest,
    provider => git,
    source   => 'https://example.com/shop.git',
    require  => Package['git'],
    notify   => Service['shop'],
  }

  $flag = $debug ? {
    true    => '1',
    default => '0',
  }

  exec { 'create virtualenv':
    command => "/usr/bin/python3 -m venv ${path}/venv && ${path}/venv/bin/pip install -r requirements.txt",
    cwd     => $path,
    creates => "${path}/venv",
    require => Vcsrepo[$path],
  }

  file { '/etc/systemd/system/shop.service':
    ensure  => file,
    mode    => '0644',
    content => template('shop/shop.service.erb'),
  }
  ~> exec { 'systemctl daemon-reload':
    path        => ['/bin', '/usr/bin'],
    refreshonly => true,
  }

  if $facts['os']['family'] == 'RedHat' {
    selinux::boolean { 'httpd_can_network_connect': }
  }

  service { 'shop':
    ensure => running,
    enable => true,
  }
}
