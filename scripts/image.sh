#!/bin/sh
# The steps of the Containerfile, which scripts/try_image.sh runs in a clean root as well.
set -eu
case "$1" in
install) # in the folder of the source: the program with its locked dependencies into a folder; no compiler
    python3 -m venv "$2"
    run() { "$python" -I -m pip --disable-pip-version-check --no-cache-dir "$@"; }
    python=$2/bin/python
    run install --quiet --no-deps --require-hashes --only-binary :all: -r requirements.lock
    run install --quiet --no-deps --no-build-isolation .
    run check
    ;;
user) # who runs it, and the folder for data
    useradd --uid 10001 --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin linezero
    install -d -o 10001 -g 10001 -m 700 /data
    ;;
*)
    echo "image.sh install FOLDER | user" >&2
    exit 2
    ;;
esac
