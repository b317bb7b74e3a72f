#!/bin/sh
git pull
pm2 start run.py --name shop --interpreter python3 -- --port 8000
