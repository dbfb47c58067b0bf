"""One archive for a closed network: `python -m bundle.make --key FILE --out FOLDER [--weights NAME...]`.

It holds the wheels of the program and of all that it needs (PostgreSQL, ffmpeg and CUDA's libraries among them), pinned;
weights; an installer; lists of components with their licences (CycloneDX), that of the pages apart; and a list of hashes,
signed (Ed25519).
"""

import argparse
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from hattama import VERSION
from models.journal.signing import SigningKey
from web.node import npm

ROOT = Path(__file__).resolve().parent.parent
NAME = f"hattama-{VERSION}"
SUMS, SIGNED = "SHA256SUMS", "SHA256SUMS.note"
_SHIPPED = (
    "constraints.txt",
    "LICENSE",
    "README.md",
    "bundle/install.sh",
    "hattama/bundle_verifier.py",
    "hattama/journal_checker.py",
)


def gather(folder: Path, weights: list[str]) -> None:
    """Everything but hashes and signature."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    _run([*pip, "wheel", "-q", "-c", "constraints.txt", "-w", str(folder / "wheels"), "setuptools", "."])
    _run([sys.executable, "-m", "hattama.main", "weights", "bundle", str(folder / "weights.tar"), *weights])
    _run([sys.executable, "-m", "cyclonedx_py", "environment", sys.executable, "-o", str(folder / "sbom.json")])
    pages = npm("sbom", "--sbom-format=cyclonedx", "--omit=dev", capture=True)
    (folder / "sbom-pages.json").write_text(pages, "utf-8")  # their licences' texts are in the wheel: static/licences.txt
    for name in _SHIPPED:
        shutil.copy2(ROOT / name, folder / Path(name).name)
    shutil.copytree(ROOT / "docs", folder / "docs")


def sign(folder: Path, key: SigningKey) -> None:
    """Write the list of hashes and, under it, the signature."""
    sums = "".join(f"{_sha256(path)}  {path.relative_to(folder).as_posix()}\n" for path in files(folder))
    (folder / SUMS).write_text(sums, "utf-8")
    note = f"hattama bundle\n{VERSION}\n{hashlib.sha256(sums.encode()).hexdigest()}\n"
    (folder / SIGNED).write_text(f"{note}\n{key.sign_text(note).line}", "utf-8")


def files(folder: Path) -> Iterator[Path]:
    """Every file but the list and its signature, in order."""
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name not in {SUMS, SIGNED})


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, cwd=ROOT)  # noqa: S603  # our own tools


def main() -> None:
    """Make the archive; print its path and the key to verify it with."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--key", type=Path, required=True, help="Signs the bundle; made where there is none.")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--weights", nargs="*", default=[], help="Which weights; default: those of the default settings.")
    chosen = parser.parse_args()
    key = SigningKey.load(chosen.key) if chosen.key.exists() else SigningKey.make(chosen.key, "hattama-bundle")
    chosen.out.mkdir(parents=True, exist_ok=True)
    archive = chosen.out / f"{NAME}.tar"
    with tempfile.TemporaryDirectory(prefix="bundle-", dir=chosen.out) as folder:
        inside = Path(folder) / NAME
        inside.mkdir()
        gather(inside, chosen.weights)
        sign(inside, key)
        with tarfile.open(archive, "w") as tar:  # wheels and weights are packed already
            tar.add(inside, arcname=NAME)
    print(f"{archive} ({archive.stat().st_size / 1e9:.2f} GB)")
    print(f"public key, to be handed over apart from the bundle: {key.verifier.text}")


if __name__ == "__main__":
    main()
