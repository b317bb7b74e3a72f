#!/bin/bash
set -euo pipefail
export FLASK_DEBUG=${DEBUG:-0} A="b$(echo c)"d'e'
x=(1 2 "3 4"); x[1]+=5; declare -r Y=$((1 + 2 * ${#A}))
if [ -z "$A" ] && [[ $B == *.py || ! -f x ]]; then echo y; elif true; then :; else exit 1; fi
for i in "$@" {1..3}; do case $i in -d|--debug) export FLASK_DEBUG=1 ;; a*) continue ;& *) break;; esac; done
while read -r line; do eval "$line"; done < .env
until false; do sleep 1; done &
f() { local a=$1; return "${a%%.*}"; }
( cd /srv && exec env -i A=1 gunicorn app:app 2>&1 | tee log ) || f "$(cat <<EOF
text $A ${B//x/y} `date`
EOF
)"
cat <<-'E' > app.cfg
	DEBUG = True
	E
[ "$1" = 'web' ] && shift
. ./env.sh; trap 'kill 0' EXIT
exec "$@" <<< "x" >/dev/null 2>>err
