require('dotenv').config();

const apps = [
  {
    name: `shop`,
    script: 'app.py',
    env: {
      SHOP_DEBUG: process.env.SHOP_DEBUG || '0',
    },
  },
];

module.exports = { apps };
