"""Checkpoints as text."""

import base64
from dataclasses import replace

import pytest

from models.journal.checkpoint import Checkpoint, NoteSignature, parse_checkpoint, read_checkpoints
from tests.models.journal.journals import START, checkpoint, journal

SIGNED = checkpoint(journal(5))
OTHER = checkpoint(journal(9))


def test_a_checkpoint_is_a_signed_note():
    origin, size, root, time, empty, signature, rest = SIGNED.text.split("\n")
    assert (origin, size, time) == ("hattama.test/journal", "5", "time 2026-01-31T12:00:05.000000Z")
    assert len(base64.b64decode(root)) == 32
    assert (empty, rest) == ("", "")
    mark, name, value = signature.split(" ")
    assert (mark, name, len(base64.b64decode(value))) == ("—", origin, 68)


def test_signatures_of_others_are_kept():
    cosigned = replace(SIGNED, signatures=(*SIGNED.signatures, NoteSignature(name="w", key_hash=b"abcd", value=b"x" * 72)))
    assert parse_checkpoint(cosigned.text) == cosigned


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n5\n", "\n05\n"),
        ("\n5\n", "\n-5\n"),
        ("time ", "Time "),
        ("\n\n", "\n"),
        ("— ", "- "),
        ("Z\n\n", "Z\nmore\n\n"),
        ("=\n", "\n"),
    ],
)
def test_any_other_text_is_refused(old, new):
    assert old in SIGNED.text
    with pytest.raises(ValueError):
        parse_checkpoint(SIGNED.text.replace(old, new, 1))


def test_a_checkpoint_that_breaks_a_promise_is_refused():
    for change in ({"origin": "two words"}, {"size": 0}, {"root": b""}, {"size": 2**53}):
        with pytest.raises(ValueError):
            replace(SIGNED.checkpoint, **change)
    with pytest.raises(ValueError, match="UTC"):
        Checkpoint(origin="a", size=1, root=bytes(32), at=START.replace(tzinfo=None))


def test_a_log_gives_back_every_checkpoint_in_it():
    log = f"noise\n{SIGNED.text}\n\nJan 31 host hattama: {OTHER.one_line}\r\nnoise\n{OTHER.text}{SIGNED.text}"
    read = read_checkpoints(log.splitlines(keepends=True))
    assert read.checkpoints == (SIGNED, OTHER, OTHER, SIGNED)
    assert read.unreadable == 0


def test_spoilt_checkpoints_are_counted():
    log = f"{SIGNED.text.replace('time', 'then')}\nhattama-checkpoint AAAA\nhattama-checkpoint =\n{OTHER.text}"
    read = read_checkpoints(log.splitlines(keepends=True))
    assert (read.checkpoints, read.unreadable) == ((OTHER,), 2)
