import dashboard

wsgi_app = "dashboard:app"
bind = dashboard.address()
