case node['platform']
when 'debian' then package %w(python3 git)
else
  package 'python'
end
systemd_unit 'admin.service' do
  content <<~UNIT
    [Service]
    WorkingDirectory=/srv/shop
    ExecStart=/srv/shop/venv/bin/gunicorn wsgi:application
  UNIT
  action [:create, :start]
end
