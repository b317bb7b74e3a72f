/**
 * Both processes of the shop:
 *   pm2 start ecosystem.config.js
 */
const path = require('path');

const shared = {
  SHOP_DEBUG: 1, // "see the errors"
};

module.exports = {
  apps : [
    {
      name   : "shop-api",
      script : "app.py",
      cwd: './backend',
      interpreter: "./venv/bin/python3",
      watch: ['backend', "static"],
      max_memory_restart: '1G',
      env: {
        ...shared,
        PORT: 5001,
      },
    },
    {
      name: 'frontend',
      script: 'npm',
      args: ['run', 'start'],
      cwd: path.join(__dirname, 'frontend'),
    },
  ],

  deploy: { production: { user: 'node', 'post-deploy': 'pm2 reload ecosystem.config.js' } },
};
