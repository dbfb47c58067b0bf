"""Reads on their way to the journal."""

import threading
from contextlib import contextmanager
from types import SimpleNamespace
from uuid import UUID

import pytest

from api import reads as module
from api.reads import Reads
from models.journal.canonical import canonical
from models.journal.entry import EntryKind
from models.store.database import DatabaseUnavailableError

WHO = SimpleNamespace(account=SimpleNamespace(id=UUID(int=1)))


class Base:
    """A database that can be out of reach."""

    def __init__(self):
        self.failing = False
        self.kept = []

    @contextmanager
    def transaction(self, actor):
        if self.failing:
            raise DatabaseUnavailableError(reason="gone")
        staged = []
        yield staged
        self.kept += staged


@pytest.fixture
def base(monkeypatch):
    monkeypatch.setattr(module.journal, "record", lambda connection, kind, **told: connection.append(told["subject"][1]))
    return Base()


def note(reads, *subjects):
    for each in subjects:
        reads.note(EntryKind.VIEW, WHO, case_id=None, subject=("case", each))


def test_reads_are_written_in_order_and_the_rest_at_the_end(base):
    with Reads(base) as reads:
        note(reads, *range(1200))
    assert base.kept == list(range(1200))


def test_while_the_database_is_away_reads_wait_in_line(base):
    reads = Reads(base)
    base.failing = True
    note(reads, 1, 2)
    reads.write()
    assert base.kept == []
    base.failing = False
    note(reads, 3)
    reads.write()
    assert base.kept == [1, 2, 3]


def test_an_error_that_nobody_thought_of_does_not_end_the_writing(base, monkeypatch):
    monkeypatch.setattr(module, "_EVERY_SECONDS", 0.01)
    written, calls = threading.Event(), []

    def record(connection, kind, **told):
        calls.append(told)
        if len(calls) == 1:
            raise ZeroDivisionError
        written.set()

    monkeypatch.setattr(module.journal, "record", record)
    with Reads(base) as reads:
        note(reads, 1)
        assert written.wait(5)


def test_details_that_the_journal_cannot_hold_keep_no_other_read_waiting(base, monkeypatch):
    def record(connection, kind, **told):
        canonical(dict(told["details"]))
        connection.append((told["subject"][1], told["details"]))

    monkeypatch.setattr(module.journal, "record", record)
    reads = Reads(base)
    note(reads, 1)
    reads.note(EntryKind.VIEW, WHO, case_id=None, subject=("case", 2), details={"before": 2**62})
    note(reads, 3)
    reads.write()
    assert base.kept == [(1, {}), (2, {"what": "unknown"}), (3, {})]
