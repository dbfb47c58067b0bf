"""The Ed25519 key that signs checkpoints: made, kept in a file outside the database, loaded; and its public half."""

import base64
import contextlib
import os
import re
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from models.journal.checkpoint import KEY_HASH_BYTES, ORIGIN, Checkpoint, NoteSignature, SignedCheckpoint, decode_base64
from models.journal.errors import (
    KeyExistsError,
    KeyExposedError,
    KeyMissingError,
    KeyNotKeptError,
    KeyUnreadableError,
    OriginError,
    VerifierKeyError,
)

_ED25519 = b"\x01"  # the C2SP number of the algorithm
_PUBLIC_BYTES = 32
_NAME_LINE = re.compile(r"Journal: (\S+)\n")
_MOST_BYTES = 4096  # a key file is some 200
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Standing(StrEnum):
    """What a checkpoint's signatures are worth under the keys at hand."""

    SIGNED = "signed"  # every signature by a key at hand is right, and there is one
    NOT_SIGNED = "not_signed"  # it names this journal, and a signature is wrong or none is by a key at hand
    FOREIGN = "foreign"  # it is of another journal


@dataclass(frozen=True, kw_only=True, slots=True)
class VerifierKey:
    """The public half: whoever has it can verify and cannot sign."""

    name: str  # of the journal
    public: bytes  # 32 bytes, RFC 8032

    @classmethod
    def parse(cls, text: str) -> "VerifierKey":
        """From "name+hash+base64" (C2SP signed-note); VerifierKeyError for any other text."""
        name, _, rest = text.strip().partition("+")
        key_hash, _, encoded = rest.partition("+")
        try:
            data = decode_base64(encoded)
        except ValueError as error:
            raise VerifierKeyError(text=text) from error
        key = cls(name=name, public=data[1:])
        if data[:1] != _ED25519 or len(data) != 1 + _PUBLIC_BYTES or key.text != f"{name}+{key_hash}+{encoded}":
            raise VerifierKeyError(text=text)
        if not ORIGIN.fullmatch(name):
            raise VerifierKeyError(text=text)
        return key

    @property
    def key_hash(self) -> bytes:
        """The 4 bytes that stand in a signature line."""
        return sha256(f"{self.name}\n".encode() + _ED25519 + self.public).digest()[:KEY_HASH_BYTES]

    @property
    def text(self) -> str:
        """For the people who verify: "name+hash+base64"."""
        return f"{self.name}+{self.key_hash.hex()}+{base64.b64encode(_ED25519 + self.public).decode()}"

    def verifies(self, message: bytes, signature: bytes) -> bool:
        """Whether this key made that Ed25519 signature."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


class SigningKey:
    """The private half. `make` it once; `load` it when the program starts."""

    def __init__(self, name: str, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.verifier = VerifierKey(name=name, public=private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    @classmethod
    def make(cls, path: Path, name: str) -> "SigningKey":
        """A new key for the journal of that name, kept in a new file of mode 0600 that holds the name too.

        Errors: OriginError, KeyExistsError, KeyNotKeptError.
        """
        if not ORIGIN.fullmatch(name):
            raise OriginError(name=name)
        private = Ed25519PrivateKey.generate()
        pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        try:
            _write_new(path, f"Journal: {name}\n".encode() + pem)
        except FileExistsError as error:
            raise KeyExistsError(path=path) from error
        except OSError as error:
            raise KeyNotKeptError(path=path, reason=error.strerror or str(error)) from error
        return cls(name, private)

    @classmethod
    def load(cls, path: Path) -> "SigningKey":
        """The key in that file. Errors: KeyMissingError, KeyExposedError, KeyUnreadableError, KeyNotKeptError."""
        try:
            text = _read_private(path).decode()
            named = _NAME_LINE.match(text)
            private = load_pem_private_key(text[named.end() :].encode(), None) if named else None
        except FileNotFoundError as error:
            raise KeyMissingError(path=path) from error
        except OSError as error:
            raise KeyNotKeptError(path=path, reason=error.strerror or str(error)) from error
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise KeyUnreadableError(path=path) from error
        if not named or not ORIGIN.fullmatch(named.group(1)) or not isinstance(private, Ed25519PrivateKey):
            raise KeyUnreadableError(path=path)
        return cls(named.group(1), private)

    def sign(self, checkpoint: Checkpoint) -> SignedCheckpoint:
        """The checkpoint with this key's signature; ValueError where it is of another journal."""
        if checkpoint.origin != self.verifier.name:
            raise ValueError("the key signs for its own journal only")
        return SignedCheckpoint(checkpoint=checkpoint, signatures=(self.sign_text(checkpoint.text),))

    def sign_text(self, text: str) -> NoteSignature:
        """A signature under any note (C2SP signed-note): lines that each end in a line feed."""
        value = self._private.sign(text.encode())
        return NoteSignature(name=self.verifier.name, key_hash=self.verifier.key_hash, value=value)


def standing(signed: SignedCheckpoint, keys: Sequence[VerifierKey]) -> Standing:
    """What the signatures are worth; signatures by keys that are not at hand are passed over (C2SP signed-note)."""
    named = {key.key_hash: key for key in keys if key.name == signed.checkpoint.origin}
    if not named:
        return Standing.FOREIGN
    message = signed.checkpoint.text.encode()
    ours = [each for each in signed.signatures if each.name == signed.checkpoint.origin and each.key_hash in named]
    right = bool(ours) and all(named[each.key_hash].verifies(message, each.value) for each in ours)
    return Standing.SIGNED if right else Standing.NOT_SIGNED


def _write_new(path: Path, data: bytes) -> None:
    """Whole and on disk, or not there."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123 - a descriptor
        try:
            os.fchmod(file.fileno(), 0o600)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            with contextlib.suppress(OSError):
                path.unlink()
            raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """A new file's name in it is on disk when this returns; OSError where it cannot be."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read_private(path: Path) -> bytes:
    """The file's bytes, if it is a plain file that only this user, or root, can read; judged on the opened file."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # so that a pipe in its place does not hold us up
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise KeyUnreadableError(path=path)
        if status.st_mode & _OTHERS or status.st_uid not in {os.geteuid(), 0}:
            raise KeyExposedError(path=path, mode=f"{stat.S_IMODE(status.st_mode):o}")
        return os.read(descriptor, _MOST_BYTES)
    finally:
        os.close(descriptor)
