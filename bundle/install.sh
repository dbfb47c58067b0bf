#!/bin/sh
# Install from this unpacked bundle, without the internet:  sh install.sh --key NAME+HASH+KEY FOLDER
# The key comes to you apart from the bundle: from the same hand it would prove nothing.
# Later bundles are for `hattama upgrade`, which installs them beside this one by the same script (--version-only).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
usage() { echo "sh install.sh --key NAME+HASH+KEY FOLDER" >&2; exit 2; }
only=
[ "${1:-}" = "--version-only" ] && { only=1; shift; }
[ "${1:-}" = "--key" ] && [ $# -eq 3 ] || usage
key=$2 target=$3 python=${PYTHON:-python3}

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    echo "Нужен Python 3.11 или новее (переменная PYTHON). / Python 3.11 немесе жаңасы керек. / Python 3.11 or newer is needed." >&2
    exit 2
}
"$python" -B "$here/bundle_verifier.py" --key "$key" "$here" || {
    echo "Комплект не установлен. / Жинақ орнатылмады. / The bundle was not installed." >&2
    exit 1
}
version=$(sed -n 2p "$here/SHA256SUMS.note")-$(sed -n 3p "$here/SHA256SUMS.note" | cut -c1-8)
[ -n "$only" ] || [ ! -e "$target/current" ] || {
    echo "$target: уже установлено, см. hattama upgrade / орнатылған / installed already, see hattama upgrade" >&2
    exit 2
}

mkdir -p "$target/bin" "$target/versions"
target=$(cd "$target" && pwd)
place=$target/versions/$version
rm -rf "$place"  # of an attempt that broke off: what is in use stands under another name
"$python" -m venv "$place"
"$place/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --find-links "$here/wheels" \
    -c "$here/constraints.txt" hattama
if [ -e "$here/weights.tar" ]; then
    HATTAMA_WEIGHTS_DIR="${HATTAMA_WEIGHTS_DIR:-$target/weights}" HATTAMA_OFFLINE=1 \
        "$place/bin/hattama" weights import "$here/weights.tar"
fi
[ -z "$only" ] || { echo "$version"; exit 0; }

ln -s "versions/$version" "$target/current"
cat > "$target/bin/hattama" <<END
#!/bin/sh
# Paths of this installation; whatever is set already, stays.
export HATTAMA_WEIGHTS_DIR="\${HATTAMA_WEIGHTS_DIR:-$target/weights}" HATTAMA_OFFLINE="\${HATTAMA_OFFLINE:-1}"
export HATTAMA_DATA_DIR="\${HATTAMA_DATA_DIR:-$target/data}" HATTAMA_INSTALLED="$target"
exec "$target/current/bin/hattama" "\$@"
END
chmod 755 "$target/bin/hattama"
"$target/bin/hattama" doctor
echo "$target/bin/hattama up"
