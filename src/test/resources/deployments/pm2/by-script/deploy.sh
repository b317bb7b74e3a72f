#!/usr/bin/env bash
set -e
git pull
./venv/bin/pip install -r requirements.txt
export SHOP_DEBUG=1
pm2 delete shop || true
pm2 start app.py --name shop --interpreter ./venv/bin/python -- --fast
pm2 save
