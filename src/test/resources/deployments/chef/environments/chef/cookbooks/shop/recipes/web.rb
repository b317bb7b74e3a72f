app_dir = '/opt/shop'

directory app_dir do
  recursive true
end

deploy_env = { 'SHOP_DEBUG' => node['shop']['debug'] ? '1' : '0' }

systemd_unit 'shop.service' do
  content({
    Unit: {
      Description: 'The shop',
      After: 'network.target',
    },
    Service: {
      Type: 'simple',
      WorkingDirectory: app_dir,
      Environment: deploy_env.map { |k, v| "#{k}=#{v}" },
      ExecStart: "#{app_dir}/venv/bin/gunicorn main:app",
    },
    Install: {
      WantedBy: 'multi-user.target',
    },
  })
  action [:create, :enable, :start]
end

if node.chef_environment == 'production'
  execute 'serve' do
    command 'gunicorn --daemon main:app'
    cwd app_dir
    environment 'SHOP_DEBUG' => '0'
  end
else
  execute 'serve' do
    command 'flask --app main run --debug --host 0.0.0.0 &'
    cwd app_dir
  end
end
