"""Verify an unpacked bundle: `python3 bundle_verifier.py --key NAME+HASH+KEY [FOLDER]`. Only the standard library.

It is part of the program, for `hattama upgrade`, and lies in each bundle beside `journal_checker.py`, for `install.sh`.

Every file must be in the signed list with its hash, and every file of the list must be there.
"""

import argparse
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

if __package__:
    from hattama.journal_checker import Key, read_key, read_signature
else:
    from journal_checker import Key, read_key, read_signature  # type: ignore[no-redef]  # the same file

SUMS, SIGNED = "SHA256SUMS", "SHA256SUMS.note"
SAID = {
    "signature": "подпись не подходит к ключу / қолтаңба кілтке сәйкес емес / the signature is not by that key",
    "list": "список хешей изменён / хештер тізімі өзгертілген / the list of hashes was changed",
    "changed": "файл изменён / файл өзгертілген / a file was changed",
    "missing": "файла нет / файл жоқ / a file is missing",
    "extra": "лишний файл / артық файл / a file too many",
    "key": "это не ключ / бұл кілт емес / this is no key",
}


def faults(folder: Path, key: Key) -> list[tuple[str, str]]:
    """What is wrong, as a name in `SAID`, and with which file."""
    try:
        text, _, below = (folder / SIGNED).read_text("utf-8").partition("\n\n")
        sums = (folder / SUMS).read_bytes()
    except OSError as error:
        return [("missing", str(error.filename))]
    if not _is_signed(text + "\n", below, key):
        return [("signature", SIGNED)]
    if text.split("\n")[2] != hashlib.sha256(sums).hexdigest():
        return [("list", SUMS)]
    listed = {name: sha256 for sha256, _, name in (line.partition("  ") for line in sums.decode().splitlines())}
    there = set(_files(folder))
    found = [("extra", name) for name in sorted(there - listed.keys())]
    found += [("missing", name) for name in sorted(listed.keys() - there)]
    return found + [("changed", name) for name in sorted(there & listed.keys()) if _sha256(folder / name) != listed[name]]


def _is_signed(text: str, below: str, key: Key) -> bool:
    try:
        signatures = [read_signature(line) for line in below.splitlines() if line]
    except ValueError:
        return False
    ours = [data[4:] for name, data in signatures if name == key.name and data[:4] == key.hash]
    return bool(ours) and all(key.verifies(text.encode(), each) for each in ours)


def _files(folder: Path) -> Iterator[str]:
    """Names of all files and links below the folder, but for the list and its signature."""
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if (path.is_symlink() or not path.is_dir()) and name not in {SUMS, SIGNED}:
            yield name


def _sha256(path: Path) -> str:
    if path.is_symlink():
        return "a link"  # which no bundle holds
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def main() -> int:
    """0: as it was signed; 1: not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--key", required=True, help="handed over apart from the bundle")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    chosen = parser.parse_args()
    try:
        found = [(name, SAID[what]) for what, name in faults(chosen.folder, read_key(chosen.key))]
    except ValueError:
        found = [("--key", SAID["key"])]
    for name, said in found[:20]:
        sys.stderr.write(f"{name}: {said}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
