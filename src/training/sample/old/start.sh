#!/bin/sh
if [ "$STAGE" -gt 1 ]; then
  export FLASK_ENV=development
fi
exec flask run
