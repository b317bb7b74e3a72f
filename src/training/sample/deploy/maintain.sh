#!/bin/bash
# What scripts do besides: café, pipes, loops, old and new forms.
root=`cd \`dirname $0\` && pwd`
usage() {
  cat <<EOF
usage: ${0##*/} [--port N] start
EOF
}
while [ $# -gt 0 ]; do
  case $1 in
    --port) port=$2; shift 2 ;;
    --help) usage; exit 0 ;;
    *) break ;;
  esac
done
: "${port:=5000}" "${LEVEL:=info}"
read -r -p "Go on? " answer
name=${root%/deploy}; name=${name#/}; upper=${name^^}; short=${name:0:4}; plain=${name//-/_}
count=$(ls *.py 2>/dev/null | wc -l)
if [[ $count -gt 3 || $answer =~ ^[Yy] ]]; then
  (( count += 1 ))
elif [ "$count" -eq 0 -a ! -d venv ] || ! command -v python3 >/dev/null; then
  echo "nothing" | grep -q thing && exit 1
fi
let total=count*2
lines=$(cat requirements.txt | grep -v '^#' | sort -u | head -n 3 | tr '\n' ' ' | cut -d' ' -f1)
find . -name '*.pyc' | xargs -I{} rm -f {}
echo flask | xargs pip install
for each in $lines; do
  [ "$each" = flask ] && continue
  if curl -fs "http://localhost:$port/$each" | grep -q ok; then break; fi
done
rm -f server.pid; touch server.pid; cp settings.ini kept.ini; mkdir -p logs
files=(*.ini); files+=(settings.json); declare -A seen=([a]=1); local=${files[@]:1}
seq 3 | while read -r number; do echo $((number % 2)); done
diff <(sort settings.ini) <(sort kept.ini) || test settings.ini -nt kept.ini
if ! systemctl is-active --quiet shop; then
  docker build -t example/shop-web . | tee build.log
  python simple.py --port "$port" > logs/out 2>&1 &
else
  exit 0
fi
trap 'rm -f server.pid' EXIT
wait
