#!/bin/sh
case "$1" in
  web) exec gunicorn-3 main:app ;;
esac
