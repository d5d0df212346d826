#!/bin/sh
# Makes the virtual environment $1 with the Python $2. Debian ships venv apart from Python; where we may, we install it.
set -eu
venv=$1
python=$2
if "$python" -m venv "$venv" >/dev/null 2>&1; then exit 0; fi
rm -rf "$venv"
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    apt-get -qq update && apt-get -qq install -y python3-venv >/dev/null
else
    echo "No virtual environment can be made with $python: install Debian's python3-venv, or give another with PYTHON=…" >&2
fi
exec "$python" -m venv "$venv"
