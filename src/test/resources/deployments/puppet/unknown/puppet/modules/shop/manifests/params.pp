class shop::params {
  $port = '8000'
  $bind = "127.0.0.1:${port}"
}
