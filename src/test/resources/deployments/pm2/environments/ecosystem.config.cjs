module.exports = {
  apps: [
    {
      name: 'web',
      cmd: 'app.py',
      interpreter: 'python3',
      autorestart: true,
      env: { SHOP_DEBUG: "1" },
      env_production: { SHOP_DEBUG: "0" },
      env_staging: { OTHER: true },
    },
    { name: 'worker', script: 'app.py', autostart: false },
  ],
}
