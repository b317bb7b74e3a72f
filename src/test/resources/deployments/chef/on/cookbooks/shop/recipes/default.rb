#
# Cookbook:: shop
# Recipe:: default
#
package %w(python3 python3-venv git)

user node['shop']['user'] do
  system true
  shell '/bin/false'
end

git node['shop']['path'] do
  repository 'https://example.com/shop.git'
  revision node['shop']['revision']
  action :sync
  notifies :restart, 'service[shop]', :delayed
end

execute 'install requirements' do
  command "#{node['shop']['venv']}/bin/pip install -r requirements.txt"
  cwd node['shop']['path']
  user node['shop']['user']
  not_if { ::File.exist?("#{node['shop']['venv']}/bin/gunicorn") }
end

template '/etc/systemd/system/shop.service' do
  source 'shop.service.erb'
  mode '0644'
  variables(
    path: node['shop']['path'],
    venv: node['shop']['venv'],
    environment: node['shop']['environment']
  )
  notifies :run, 'execute[systemctl daemon-reload]', :immediately
end

execute 'systemctl daemon-reload' do
  action :nothing
end

service 'shop' do
  action [:enable, :start]
end
