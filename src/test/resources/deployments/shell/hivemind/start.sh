#!/bin/sh
export SHOP_DEBUG=1
exec hivemind --port 8000 Procfile.web
