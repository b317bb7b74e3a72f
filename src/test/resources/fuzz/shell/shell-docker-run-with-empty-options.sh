#!/bin/bash
set -eu
IMAGE=shop
if [[ "$1" == "web" ]]; then
  PORTS="-p 5000:5000"
else
  PORTS=""
fi
docker build -t shop .
docker run -it --rm \
  -e FLASK_DEBUG=1 \
  ${PORTS} \
  ${IMAGE} \
  flask run --host 0.0.0.0
