include_recipe 'shop::more'

venv = File.join(node['shop']['path'], 'venv')
template '/etc/systemd/system/shop.service' do
  source 'shop.service.erb'
  variables(path: node['shop']['path'], venv: venv, environment: node['shop']['environment'])
end

if node['shop']['debug'] || !node['shop']['path'].nil?
  execute 'start' do
    command "#{venv}/bin/gunicorn -D wsgi:application"
    cwd node['shop']['path']
    environment('FLASK_DEBUG' => '0')
    not_if { ::File.exist?('/run/shop.pid') }
  end
end

%w(web admin).each do |name|
  file "/srv/#{name}.env" do
    content "FLASK_DEBUG=#{node['shop'].fetch('debug', 0)}\n"
  end
end

service 'shop' do
  action [:enable, :start]
end
