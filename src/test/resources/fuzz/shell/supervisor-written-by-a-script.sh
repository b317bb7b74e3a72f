#!/bin/bash
# What is called before cannot be known.
variables () {
    dir="/apps/shop"
    ini="$dir/shop.conf"
    exec "$@"
}

variables

cat << EOF | sudo tee -ai $ini
[supervisord]
nodaemon=false

[program:shop]
command=python $dir/manage.py
EOF

sudo -E supervisord -c $ini
