// pm2 start ecosystem.config.js --env production
const shared = { FLASK_DEBUG: '0', HOME: process.env.HOME };

module.exports = {
  apps: [
    {
      name: 'shop',
      script: 'run.py',
      interpreter: 'python3',
      args: ['--port', 8000],
      env: { ...shared, FLASK_DEBUG: 1 },
      env_production: shared,
    },
  ],
};
