#!/bin/sh
set -e
docker build -t shop .
docker run -d --name shop -p 80:8000 -e SHOP_DEBUG=0 shop
