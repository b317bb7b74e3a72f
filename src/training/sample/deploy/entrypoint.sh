#!/bin/sh
set -e
export SHOP_CONFIG="${SHOP_CONFIG:-production}"
prepare() {
  python -m shop.prepare || true
}
if [ "$PREPARE" = "yes" ]; then
  prepare
fi
case "$1" in
  dev) exec flask run --debug ;;
  *) exec "$@" ;;
esac
