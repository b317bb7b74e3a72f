#!/bin/sh
set -e
python3 -m venv venv
exec ./venv/bin/gunicorn --config ./gunicorn.conf.py
