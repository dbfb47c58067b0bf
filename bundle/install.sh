#!/bin/sh
# Install from this unpacked bundle, without the internet:  sh install.sh --key NAME+HASH+KEY FOLDER
# The key comes to you apart from the bundle: from the same hand it would prove nothing.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
usage() { echo "sh install.sh --key NAME+HASH+KEY FOLDER" >&2; exit 2; }
[ "${1:-}" = "--key" ] && [ $# -eq 3 ] || usage
key=$2 target=$3 python=${PYTHON:-python3}

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    echo "Нужен Python 3.11 или новее (переменная PYTHON). / Python 3.11 немесе жаңасы керек. / Python 3.11 or newer is needed." >&2
    exit 2
}
"$python" -B "$here/verify.py" --key "$key" "$here" || {
    echo "Комплект не установлен. / Жинақ орнатылмады. / The bundle was not installed." >&2
    exit 1
}
[ ! -e "$target/venv" ] || { echo "$target/venv: уже установлено / орнатылған / installed already" >&2; exit 2; }

mkdir -p "$target/bin"
target=$(cd "$target" && pwd)
"$python" -m venv "$target/venv"
"$target/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --find-links "$here/wheels" \
    -c "$here/constraints.txt" hattama
cat > "$target/bin/hattama" <<EOF
#!/bin/sh
# Paths of this installation; whatever is set already, stays.
export HATTAMA_WEIGHTS_DIR="\${HATTAMA_WEIGHTS_DIR:-$target/weights}" HATTAMA_OFFLINE="\${HATTAMA_OFFLINE:-1}"
export HATTAMA_DATA_DIR="\${HATTAMA_DATA_DIR:-$target/data}"
exec "$target/venv/bin/hattama" "\$@"
EOF
chmod 755 "$target/bin/hattama"
"$target/bin/hattama" weights import "$here/weights.tar"
"$target/bin/hattama" doctor
echo "$target/bin/hattama up"
