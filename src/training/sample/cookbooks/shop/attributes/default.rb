default['shop']['path'] = '/srv/shop'
default['shop']['environment'] = {
  'SHOP_CONFIG' => 'production',
  'LOG' => "#{node['shop']['path']}/log",
}
