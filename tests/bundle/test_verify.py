"""A bundle is installed as it was signed, or not at all."""

import shutil
import subprocess
import sys

import pytest

from bundle.make import ROOT, sign
from models.journal.signing import SigningKey


@pytest.fixture
def signed(tmp_path):
    """A small bundle with the real verifier and installer, and its public key."""
    folder = tmp_path / "bundle"
    (folder / "wheels").mkdir(parents=True)
    (folder / "wheels" / "thing.whl").write_bytes(b"wheel")
    for name in ("hattama/bundle_verifier.py", "bundle/install.sh", "hattama/journal_checker.py"):
        shutil.copy(ROOT / name, folder)
    key = SigningKey.make(tmp_path / "key", "hattama-bundle")
    sign(folder, key)
    return folder, key.verifier.text


def verify(folder, key):
    command = [sys.executable, "-B", str(folder / "bundle_verifier.py"), "--key", key]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_bundle_is_verified_as_it_was_signed(signed):
    ended = verify(*signed)
    assert (ended.returncode, ended.stderr) == (0, "")


def spoil_byte(folder):
    (folder / "wheels" / "thing.whl").write_bytes(b"whee1")


def spoil_list(folder):
    sums = folder / "SHA256SUMS"
    sums.write_text(sums.read_text().replace("0", "1"))


def spoil_note(folder):
    note = folder / "SHA256SUMS.note"
    note.write_text(note.read_text().replace("hattama bundle", "hattama bundl3"))


def drop_file(folder):
    (folder / "wheels" / "thing.whl").unlink()


def add_file(folder):
    (folder / "wheels" / "evil.whl").write_bytes(b"x")


def drop_signature(folder):
    note = folder / "SHA256SUMS.note"
    note.write_text(note.read_text().split("\n\n")[0] + "\n\n")


@pytest.mark.parametrize("spoil", [spoil_byte, spoil_list, spoil_note, drop_file, add_file, drop_signature])
def test_a_changed_bundle_is_refused(signed, spoil):
    folder, key = signed
    spoil(folder)
    assert verify(folder, key).returncode == 1


def test_another_makers_bundle_is_refused(signed, tmp_path):
    folder, _ = signed
    other = SigningKey.make(tmp_path / "other", "hattama-bundle")
    assert verify(folder, other.verifier.text).returncode == 1


def test_the_installer_leaves_nothing_of_a_changed_bundle(signed, tmp_path):
    folder, key = signed
    spoil_byte(folder)
    command = ["sh", str(folder / "install.sh"), "--key", key, str(tmp_path / "target")]
    ended = subprocess.run(
        command, capture_output=True, text=True, check=False, env={"PATH": "/bin:/usr/bin", "PYTHON": sys.executable}
    )
    assert ended.returncode == 1
    assert not (tmp_path / "target").exists()
