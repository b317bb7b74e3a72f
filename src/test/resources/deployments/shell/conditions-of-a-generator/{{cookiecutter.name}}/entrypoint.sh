#!/usr/bin/env sh
set -e

{%- if cookiecutter.use_pipenv == "True" %}
. ./auto_pipenv.sh
auto_pipenv_shell
{%- endif %}

exec "$@"
