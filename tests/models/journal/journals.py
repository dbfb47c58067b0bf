"""Small journals for tests, whole and tampered with."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from models.journal.checkpoint import Checkpoint, CheckpointList
from models.journal.entry import Details, JournalEntry, KeptEntry
from models.journal.merkle import root_of
from models.journal.signing import SigningKey

ORIGIN = "hattama.test/journal"
START = datetime(2026, 1, 31, 12, tzinfo=UTC)
CASES = ("case-1", "case-2", None)


def signing_key(seed=1, name=ORIGIN):
    return SigningKey(name, Ed25519PrivateKey.from_private_bytes(bytes([seed] * 32)))


KEY = signing_key()


def kept(index, kind="view", *, stored=True, **more):
    details = Details(
        values={"page": f"страница {index}", "spans": [[0.5, 1.25e-7], [2, 3]]}, salt=bytes([index % 256] * 32)
    )
    entry = JournalEntry(
        index=index,
        at=START + timedelta(seconds=index),
        kind=kind,
        account_id="account-7",
        case_id=CASES[index % 3],
        subject_kind="recording",
        subject_id=f"recording-{index}",
        details_hash=details.hash,
    )
    entry = replace(entry, **more)
    return KeptEntry(entry=entry, details=details, leaf_hash=entry.leaf_hash if stored else None)


def journal(size=20, **more):
    return [kept(index, **more) for index in range(size)]


def checkpoint(entries, size=None, *, key=KEY):
    size = len(entries) if size is None else size
    root = root_of(each.entry.leaf_hash for each in entries[:size])
    return key.sign(Checkpoint(origin=key.verifier.name, size=size, root=root, at=START + timedelta(seconds=size)))


def held(*signed):
    return CheckpointList(checkpoints=signed)


def renumbered(entries):
    """As an administrator of the database would leave them: in order and with their hashes computed anew."""
    moved = [replace(each.entry, index=index) for index, each in enumerate(entries)]
    return [replace(each, entry=entry, leaf_hash=entry.leaf_hash) for each, entry in zip(entries, moved, strict=True)]


def changed(entries):
    return [*entries[:7], kept(7, "edit"), *entries[8:]]


def removed(entries):
    return renumbered([*entries[:7], *entries[8:]])


def swapped(entries):
    return renumbered([*entries[:7], entries[8], entries[7], *entries[9:]])


def inserted(entries):
    return renumbered([*entries[:7], kept(7, "ruling"), *entries[7:]])


def cut(entries):
    return entries[:7]


def recomputed(entries):
    return renumbered([kept(index, "search") for index in range(len(entries))])


TAMPERINGS = {each.__name__: each for each in (changed, removed, swapped, inserted, cut, recomputed)}
