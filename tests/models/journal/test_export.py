"""A whole journal as a file."""

import json
from dataclasses import replace

import pytest

from models.journal.export import verify_export, verify_file, write_export
from models.journal.extract import ExtractHeader, write_extract
from models.journal.merkle import Nodes
from models.journal.remarks import Outcome
from models.journal.remarks import RemarkCode as Code
from models.journal.verify import verify
from tests.models.journal.journals import KEY, TAMPERINGS, checkpoint, held, journal

ENTRIES = journal(20)
OWN = [checkpoint(ENTRIES, 8), checkpoint(ENTRIES)]
KEYS = [KEY.verifier]


def export(entries=ENTRIES, own=OWN):
    return list(write_export(entries, own))


def codes(lines):
    return [each.code for each in verify_export(lines, keys=KEYS, held=held(OWN[1])).remarks]


def test_an_export_is_a_header_the_checkpoints_and_the_entries():
    header, first, second, *entries = (json.loads(line) for line in export())
    assert header == {"format": "hattama-journal", "format_version": 1}
    assert [first, second] == [{"checkpoint": each.text} for each in OWN]
    assert [each["entry"]["index"] for each in entries] == list(range(20))
    assert set(entries[0]) == {"details", "entry", "leaf"}


@pytest.mark.parametrize("tampering", [list, *TAMPERINGS.values()])
def test_a_file_is_verified_as_its_entries_are(tampering):
    entries = tampering(ENTRIES)
    checkpoints = held(checkpoint(ENTRIES, 12))
    expected = verify(entries, keys=KEYS, own=OWN, held=checkpoints)
    assert verify_file(export(entries), keys=KEYS, held=checkpoints) == expected


def test_entries_without_details_or_stored_hash_are_read():
    bare = [replace(each, details=None, leaf_hash=None) for each in ENTRIES]
    report = verify_export(export(bare), keys=KEYS, held=held(OWN[1]))
    assert (report.outcome, report.erased) == (Outcome.PROVEN, 20)


@pytest.mark.parametrize("values", [{"size": 10**30}, {"text": "\ud800"}, {"deep": [[[]]] * 3}])
def test_details_that_nobody_could_have_hashed_are_exported_all_the_same(values):
    spoilt = replace(ENTRIES[3], details=replace(ENTRIES[3].details, values=values))
    found = codes(export([*ENTRIES[:3], spoilt, *ENTRIES[4:]]))
    assert found[0] in {Code.DETAILS_CHANGED, Code.UNREADABLE}


def test_spoilt_lines_are_named_and_the_rest_still_verified():
    header, first, second, *entries = export()
    assert codes([header, first, b"{\n", second, *entries, second]) == [Code.UNREADABLE, Code.UNREADABLE]
    lines = [header, first, second, *entries[:5], entries[5].replace(b'"details"', b'"detail"'), *entries[6:]]
    assert codes(lines)[:2] == [Code.UNREADABLE, Code.MISSING]


def test_a_field_that_no_hash_covers_is_not_let_in():
    *before, last = export()
    assert Code.UNREADABLE in codes([*before, json.dumps({**json.loads(last), "note": "harmless"}).encode()])


@pytest.mark.parametrize("lines", [[], [b"[]\n"], export()[1:]])
def test_a_file_that_is_no_export_is_a_fault(lines):
    assert [each.code for each in verify_file(lines, keys=KEYS).remarks] == [Code.UNREADABLE]


def test_an_extract_is_told_by_its_first_line():
    nodes = Nodes(each.entry.leaf_hash for each in ENTRIES)
    lines = write_extract(ExtractHeader(case_id="case-1", checkpoint=OWN[1]), [ENTRIES[0]], nodes)
    assert [each.code for each in verify_file(lines, keys=KEYS, held=held(OWN[1])).remarks] == [Code.COMPLETENESS]
