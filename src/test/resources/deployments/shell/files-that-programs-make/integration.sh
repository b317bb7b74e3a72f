#!/bin/bash
set -euo pipefail
shop-data --limit 500
ls -lh data
test -d data/catalogue
export FLASK_DEBUG=1
gunicorn -b 127.0.0.1:8000 main:app &
