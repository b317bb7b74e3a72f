default['shop']['debug'] = false
