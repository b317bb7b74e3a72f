default['shop']['user'] = 'shop'
default['shop']['path'] = '/srv/shop'
default['shop']['venv'] = "#{node['shop']['path']}/venv"
default['shop']['revision'] = 'main'
default['shop']['environment'] = {
  'SHOP_DEBUG' => data_bag_item('shop', 'settings')['debug'],
  'PYTHONUNBUFFERED' => '1',
}
