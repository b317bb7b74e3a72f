#!/bin/bash
# Everything that a script of a real team does.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
STAGE=${1:-production}
HOSTS=(web1 web2)
readonly PORT=$((8000 + ${#HOSTS[@]}))
log() { local text=$1; echo "$(date +%T) ${text^^}" >&2; }
while getopts "dp:" option; do
  case "$option" in
    d) export FLASK_DEBUG=1 ;;
    p) PORT_OVERRIDE="$OPTARG" ;;
    *) exit 2 ;;
  esac
done
if [[ "$STAGE" == prod* && -f .env ]] && ! grep -q DEBUG .env; then
  echo "FLASK_DEBUG=0" >> .env
elif [ -z "${SECRET_KEY:-}" ]; then
  SECRET_KEY=$(head -c 16 /dev/urandom | base64)
fi
cat > settings.env <<EOF
SHOP_CONFIG=$STAGE
EOF
sed -i "s/^LOG=.*/LOG=${LOG:-info}/" settings.env
set -a; . ./settings.env; set +a
for host in "${HOSTS[@]}"; do
  log "to $host"
  ssh "$host" 'cd /srv && docker compose up -d' || true
done
i=0
while [ $i -lt 3 ]; do
  curl -fs http://localhost:$PORT/ >/dev/null && break
  i=$((i + 1)); sleep 1
done
until (python -c 'import flask') 2>/dev/null; do :; done
printf 'DEBUG=%s\n' 0 | tee -a .env > /dev/null
source venv/bin/activate
nohup env -u OLD SHOP_CONFIG="$STAGE" gunicorn --bind ":$PORT" wsgi:application > log.txt 2>&1 &
docker-compose -f docker-compose.yml -f docker-compose.override.yml up -d web
make serve
npm run serve
pipenv run start
exec "$@"
