#!/bin/sh
# Installs Chromium from Debian for the browser tests where we may; says plainly what will be skipped where we may not.
set -eu
if command -v chromium >/dev/null; then exit 0; fi
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    echo "installing Chromium for the browser tests"
    if apt-get -qq update && apt-get -qq install -y --no-install-recommends chromium fonts-dejavu-core >/dev/null; then exit 0; fi
fi
echo "There is no Chromium here and it cannot be installed: the browser tests will be skipped (in CI they fail)." >&2
