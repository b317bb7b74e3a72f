module.exports = {
  apps: [{
    name: 'shop',
    cwd: '/opt/shop',
    script: './venv/bin/gunicorn',
    args: 'app:app --bind 0.0.0.0:5002 --workers 2 --timeout 300 --log-level warning',
    interpreter: 'none',
    env: {
      SHOP_DEBUG: '0',
      PATH: '/opt/shop/venv/bin:' + process.env.PATH
    },
    error_file: './logs/error.log',
    log_date_format: 'YYYY-MM-DD HH:mm:ss Z'
  }]
};
