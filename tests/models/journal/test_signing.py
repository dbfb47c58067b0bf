"""The key, its file and its signatures."""

import os
from base64 import b64decode
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from models.journal.errors import (
    KeyExistsError,
    KeyExposedError,
    KeyMissingError,
    KeyNotKeptError,
    KeyUnreadableError,
    OriginError,
    VerifierKeyError,
)
from models.journal.signing import SigningKey, Standing, VerifierKey, standing
from models.store.account import is_alone
from tests.models.journal.journals import KEY, ORIGIN, checkpoint, journal, signing_key

SIGNED = checkpoint(journal(5))
KNOWN = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"  # of golang.org/x/mod/sumdb/note
KNOWN_TEXT = b"If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
KNOWN_SIGNATURE = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="


def test_a_made_key_is_loaded_with_its_name_and_only_its_owner_may_read_it(tmp_path):
    made = SigningKey.make(tmp_path / "journal.key", ORIGIN)
    assert (tmp_path / "journal.key").stat().st_mode & 0o777 == 0o600
    loaded = SigningKey.load(tmp_path / "journal.key")
    assert loaded.verifier == made.verifier
    assert standing(loaded.sign(SIGNED.checkpoint), [made.verifier]) == Standing.SIGNED


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666])
def test_a_key_that_others_can_read_or_write_is_refused(tmp_path, mode):
    SigningKey.make(tmp_path / "journal.key", ORIGIN)
    (tmp_path / "journal.key").chmod(mode)
    with pytest.raises(KeyExposedError):
        SigningKey.load(tmp_path / "journal.key")


def test_a_key_of_another_user_is_refused(tmp_path, monkeypatch):
    SigningKey.make(tmp_path / "journal.key", ORIGIN)
    if is_alone():
        pytest.skip("root of a namespace without others cannot give a file away")
    if os.geteuid() == 0:
        os.chown(tmp_path / "journal.key", 54_321, -1)
    monkeypatch.setattr(os, "geteuid", lambda: 54_322)
    with pytest.raises(KeyExposedError):
        SigningKey.load(tmp_path / "journal.key")


def test_a_key_is_never_overwritten(tmp_path):
    (tmp_path / "journal.key").write_text("precious")
    with pytest.raises(KeyExistsError):
        SigningKey.make(tmp_path / "journal.key", ORIGIN)
    assert (tmp_path / "journal.key").read_text() == "precious"


def test_a_key_needs_a_place_and_a_name(tmp_path):
    with pytest.raises(KeyNotKeptError):
        SigningKey.make(tmp_path / "nowhere" / "journal.key", ORIGIN)
    with pytest.raises(OriginError):
        SigningKey.make(tmp_path / "journal.key", "two words")
    with pytest.raises(KeyMissingError):
        SigningKey.load(tmp_path / "journal.key")


def test_a_file_that_is_no_key_of_ours_is_refused(tmp_path):
    other = generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    for content in (b"", b"\xff", b"Journal: a\n", b"Journal: a\n" + other, other):
        path = tmp_path / "journal.key"
        path.write_bytes(content)
        path.chmod(0o600)
        with pytest.raises(KeyUnreadableError):
            SigningKey.load(path)
    with pytest.raises(KeyUnreadableError):
        SigningKey.load(tmp_path)


def test_verifier_keys_and_signatures_are_those_of_c2sp():
    key = VerifierKey.parse(KNOWN)
    assert key.text == KNOWN
    data = b64decode(KNOWN_SIGNATURE)
    assert data[:4] == key.key_hash
    assert key.verifies(KNOWN_TEXT, data[4:])
    assert not key.verifies(KNOWN_TEXT + b" ", data[4:])


@pytest.mark.parametrize(
    "text", ["", "a+b", KNOWN + "A", KNOWN.replace("c7", "c8"), KNOWN.replace("Peter", ""), KNOWN.upper()]
)
def test_a_text_that_is_no_verifier_key_is_refused(text):
    with pytest.raises(VerifierKeyError):
        VerifierKey.parse(text)


def test_a_key_signs_for_its_own_journal_only():
    with pytest.raises(ValueError, match="own journal"):
        signing_key(name="other").sign(SIGNED.checkpoint)


def test_signatures_are_worth_what_the_keys_at_hand_say():
    other = signing_key(2)
    both = replace(SIGNED, signatures=SIGNED.signatures + other.sign(SIGNED.checkpoint).signatures)
    later = replace(SIGNED, checkpoint=replace(SIGNED.checkpoint, size=6))
    half = replace(
        both, checkpoint=later.checkpoint, signatures=(*later.signatures, *other.sign(later.checkpoint).signatures)
    )
    assert standing(SIGNED, [KEY.verifier]) == Standing.SIGNED
    assert standing(both, [KEY.verifier]) == Standing.SIGNED
    assert standing(both, [other.verifier, KEY.verifier]) == Standing.SIGNED
    assert standing(SIGNED, [other.verifier]) == Standing.NOT_SIGNED
    assert standing(later, [KEY.verifier]) == Standing.NOT_SIGNED
    assert standing(half, [KEY.verifier, other.verifier]) == Standing.NOT_SIGNED
    assert standing(SIGNED, [signing_key(1, "other").verifier]) == Standing.FOREIGN
