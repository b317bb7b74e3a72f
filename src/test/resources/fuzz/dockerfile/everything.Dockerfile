# syntax=docker/dockerfile:1
# escape=`
ARG V=3.12 W="a b"
FROM --platform=$BUILDPLATFORM python:${V:-3}-slim AS base
ENV A=1 B='x y' C=${A:+z}`
    D="$B"
ENV OLD value with blanks
WORKDIR /srv/${A}
# a comment
RUN <<EOF <<-'B' bash
pip install flask==3.1.0
EOF
	text $A
B
FROM base
COPY --from=base --chown=1:1 ["a b", "c", "/d/"]
COPY <<x.py /srv/x.py
import os
x.py
ADD https://x/y.tar /z
RUN set -e; echo "FLASK_DEBUG=${A##*/}" > .env && `
  pip install -r requirements.txt
EXPOSE 80/tcp $PORT
USER app:app
SHELL ["/bin/bash", "-c"]
ONBUILD RUN x
HEALTHCHECK --interval=5m CMD curl x
ENTRYPOINT ["python", "-m"]
CMD flask run --debug
