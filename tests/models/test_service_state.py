"""What of the service's state calls for somebody."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from api.web import service_words
from models.queue import Queue
from models.service_state import GRAVE, RULES, Fault, ServiceState, faults
from models.storage import Growth, Held, LastBackup, LookSchedule, StorageState

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
GIB = 1024**3
STORAGE = StorageState(
    free_bytes=500 * GIB,
    total_bytes=1000 * GIB,
    held=Held(recordings=1, recordings_bytes=1, documents_bytes=0, received=0, received_bytes=0, database_bytes=1),
    sample=None,
    growth=None,
    looks=LookSchedule(days=30, overdue=0, looked_in_a_day=1, oldest_at=NOW),
)
WELL = ServiceState(
    at=NOW,
    program="1",
    database=None,
    database_problem=None,
    alarms=0,
    alarms_new=0,
    waiting=1,
    running=1,
    failed=0,
    oldest_seconds=60,
    workers=1,
    workers_silent=0,
    queues_served=frozenset(Queue),
    search_answers=True,
    weights_wrong=0,
    self_test_at=None,
    self_test_passed=None,
    signed_at=NOW,
    signer_problem=None,
    journal_entries=5,
    journal_unchecked=0,
    witnesses=1,
    witnesses_failing=0,
    backup=LastBackup(made_at=NOW - timedelta(days=1), files=1, size_bytes=1),
    storage=STORAGE,
    deliveries_given_up=0,
)
FILLING = Growth(since=NOW - timedelta(days=10), days=10, grown_bytes=200 * GIB)


def stored(**more):
    return {"storage": replace(STORAGE, **more)}


def looks(**more):
    return stored(looks=replace(STORAGE.looks, **more))


CASES = (
    (Fault.DATABASE, {"database_problem": {"ru": "-", "kk": "-", "en": "-"}}),
    (Fault.ALARM, {"alarms": 1}),
    (Fault.SIGNER, {"signed_at": NOW - timedelta(minutes=6)}),
    (Fault.SIGNER, {"signed_at": None}),
    (Fault.SIGNER, {"signer_problem": {"ru": "-", "kk": "-", "en": "-"}}),
    (Fault.NO_GPU_WORKER, {"queues_served": frozenset({"cpu"})}),
    (Fault.NO_CPU_WORKER, {"queues_served": frozenset({"gpu"})}),
    (Fault.WEIGHTS, {"weights_wrong": 1}),
    (Fault.SELF_TEST, {"self_test_passed": False}),
    (Fault.DISK_FULL, stored(free_bytes=9 * GIB)),
    (Fault.NO_BACKUP, {"backup": None}),
    (Fault.WITNESS, {"witnesses_failing": 1}),
    (Fault.SEARCH, {"search_answers": False}),
    (Fault.WORKER_SILENT, {"workers_silent": 1}),
    (Fault.JOBS_FAILED, {"failed": 1}),
    (Fault.QUEUE_WAITS, {"oldest_seconds": 3601}),
    (Fault.OLD_BACKUP, {"backup": LastBackup(made_at=NOW - timedelta(days=8), files=1, size_bytes=1)}),
    (Fault.DISK_FILLS, stored(free_bytes=99 * GIB)),
    (Fault.DISK_FILLS, stored(growth=FILLING)),
    (Fault.NO_WITNESS, {"witnesses": 0}),
    (Fault.LOOKS_OFF, looks(days=0)),
    (Fault.LOOKS_LATE, looks(overdue=1)),
    (Fault.DELIVERIES, {"deliveries_given_up": 1}),
)


def test_a_service_that_fares_well_calls_for_nobody():
    assert faults(WELL) == []


@pytest.mark.parametrize(("fault", "change"), CASES)
def test_each_fault_is_told_alone(fault, change):
    assert faults(replace(WELL, **change)) == [fault]


def test_every_fault_has_its_rule_its_case_and_sentences_of_its_own():
    assert set(RULES) == set(Fault) == {fault for fault, _ in CASES}
    for table in (service_words.FAULTS, service_words.WHAT_TO_DO):
        assert set(table) == set(Fault)
        assert len(set(table.values())) == len(Fault)


def test_what_is_grave_is_told_first():
    order = [fault in GRAVE for fault in RULES]
    assert order == sorted(order, reverse=True)
