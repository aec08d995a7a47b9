#!/usr/bin/env bash
# The steps of the Containerfile in a clean root, where there is no container engine: Debian with its Python,
# the program installed, run by a user without rights, and asked by the healthcheck. Needs root.
#     scripts/try_image.sh [FOLDER]     a folder keeps the root for the next time
set -euo pipefail
cd "$(dirname "$0")/.."
root=${1:-}
if [ -z "$root" ]; then
    made=$(mktemp -d)
    root=$made/root
    trap 'rm -rf --one-file-system "$made"' EXIT
fi
[ "$(id -u)" = 0 ] || { echo "This needs root: it makes a clean root and changes into it."; exit 1; }
command -v debootstrap >/dev/null || { apt-get update -qq; apt-get install -y -qq --no-install-recommends debootstrap >/dev/null; }

if [ ! -e "$root/.made" ]; then
    site=$(apt-get indextargets --format '$(SITE)' "Created-By: Packages" | head -n 1)
    echo "Making a clean Debian…"
    debootstrap --variant=minbase --include=python3,python3-venv,ca-certificates bookworm "$root" "$site" >/dev/null
    touch "$root/.made"
fi
rm -rf "$root/src" "$root/opt/linezero" "$root/data"
mkdir -p "$root/src"
git ls-files -z --cached | grep -zvE '^(tests|bench|docs)/' | tar --null -T - -c | tar -x -C "$root/src"

# How this machine reaches the package index; its other settings of pip name files that are not in there.
cp -L /etc/resolv.conf "$root/etc/resolv.conf"
cp -rL /etc/ssl/certs/. "$root/etc/ssl/certs/" 2>/dev/null || true
index=$(python3 -m pip config get global.index-url 2>/dev/null || true)
index=${PIP_INDEX_URL:-$index}
unset PIP_FIND_LINKS PIP_EXTRA_INDEX_URL PIP_CONSTRAINT
export PIP_CONFIG_FILE=/dev/null ${index:+PIP_INDEX_URL="$index"}

echo "Installing…"
chroot "$root" sh -c 'cd /src && sh scripts/image.sh install /opt/linezero'
chroot "$root" getent passwd linezero >/dev/null && chroot "$root" userdel linezero
chroot "$root" sh /src/scripts/image.sh user
if chroot "$root" sh -c 'command -v cc || command -v gcc'; then echo "There is a compiler in it."; exit 1; fi

port=$(python3 -c "import socket; probe = socket.socket(); probe.bind((\"127.0.0.1\", 0)); print(probe.getsockname()[1])")
user=(chroot --userspec=10001:10001 "$root" env -i PATH=/opt/linezero/bin:/usr/bin:/bin HOME=/data
    LINEZERO_DATABASE_URL=sqlite:////data/linezero.db LINEZERO_DATA_DIR=/data LINEZERO_DEMO_PORT="$port"
    sh -c 'cd /data && exec "$@"' sh)
"${user[@]}" linezero --version
if "${user[@]}" linezero health; then echo "Healthy before it runs."; exit 1; fi
"${user[@]}" linezero demo >"$root/demo.log" 2>&1 &
serving=$!
trap 'kill "$serving" 2>/dev/null || true; [ -z "${made:-}" ] || rm -rf --one-file-system "$made"' EXIT
for _ in $(seq 60); do
    if "${user[@]}" linezero health; then healthy=yes; break; fi
    kill -0 "$serving" 2>/dev/null || { cat "$root/demo.log"; exit 1; }
    sleep 1
done
[ "${healthy:-}" = yes ] || { cat "$root/demo.log"; echo "It did not become healthy."; exit 1; }
kill "$serving"
wait "$serving" || true
if "${user[@]}" linezero health; then echo "Healthy after its end."; exit 1; fi
echo "The steps of the image work."
