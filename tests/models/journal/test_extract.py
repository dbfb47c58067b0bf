"""A case's extract proves its entries and tells nothing of other cases."""

import json
from dataclasses import replace

import pytest

from models.journal.checkpoint import CheckpointList
from models.journal.extract import ExtractHeader, verify_extract, write_extract
from models.journal.merkle import Nodes
from models.journal.remarks import RemarkCode as Code
from tests.models.journal.journals import KEY, START, checkpoint, held, journal, kept, recomputed, signing_key

ENTRIES = journal(20)
SIGNED = checkpoint(ENTRIES)
NODES = Nodes(each.entry.leaf_hash for each in ENTRIES)
OF_CASE = [each for each in ENTRIES if each.entry.case_id == "case-1"]
KEYS = [KEY.verifier]


def extract(entries=OF_CASE, signed=SIGNED, nodes=NODES):
    return list(write_extract(ExtractHeader(case_id="case-1", checkpoint=signed), entries, nodes))


def changed(line, **more):
    return json.dumps({**json.loads(line), **more}).encode()


HELD = held(SIGNED)


def codes(lines, at_hand=HELD):
    return list(dict.fromkeys(each.code for each in verify_extract(lines, keys=KEYS, held=at_hand).remarks))


def test_an_extract_proves_its_entries_but_not_that_none_was_left_out():
    report = verify_extract(extract(), keys=KEYS, held=held(SIGNED))
    assert [each.code for each in report.remarks] == [Code.COMPLETENESS]
    assert (report.exit_code, report.entries, report.checkpoints) == (3, 7, 1)


def test_an_extract_holds_nothing_of_other_cases():
    text = b"".join(extract()).decode()
    for other in ENTRIES:
        if other.entry.case_id != "case-1":
            assert other.entry.subject_id + '"' not in text
            assert other.entry.details_hash.hex() not in text
    assert "case-2" not in text


def test_an_entry_of_another_case_or_newer_than_the_checkpoint_is_not_written():
    with pytest.raises(ValueError, match="one case"):
        extract(ENTRIES)
    with pytest.raises(ValueError, match="no such leaf"):
        extract(signed=checkpoint(ENTRIES, 5))


def test_an_extract_under_an_earlier_checkpoint_is_proven_from_the_whole_trees_nodes():
    signed = checkpoint(ENTRIES, 11)
    lines = extract([each for each in OF_CASE if each.entry.index < 11], signed)
    assert codes(lines, held(signed)) == [Code.COMPLETENESS]


def test_a_changed_entry_or_proof_is_not_included():
    header, first, second, *rest = extract()
    entry = {**json.loads(second)["entry"], "kind": "edit"}
    assert codes([header, first, changed(second, entry=entry), *rest]) == [Code.NOT_INCLUDED, Code.COMPLETENESS]
    proof = ["00" * 32, *json.loads(second)["proof"][1:]]
    assert codes([header, first, changed(second, proof=proof), *rest]) == [Code.NOT_INCLUDED, Code.COMPLETENESS]


def test_an_invented_entry_has_no_proof_that_leads_to_the_root():
    invented = extract([replace(kept(5, "ruling"), entry=replace(kept(5).entry, case_id="case-1"))])[1]
    assert Code.NOT_INCLUDED in codes([*extract(), invented])


def test_entries_doubled_of_another_case_unreadable_or_with_changed_details_are_named():
    header, first, second, *rest = extract()
    of_other = list(write_extract(ExtractHeader(case_id="case-2", checkpoint=SIGNED), [ENTRIES[4]], NODES))[1]
    spoilt = changed(second, details={"salt": "00" * 32, "values": {}})
    assert codes([header, first, first, of_other, b"{}\n", b"\xff\n", spoilt, *rest]) == [
        Code.OUT_OF_PLACE,
        Code.OTHER_CASE,
        Code.UNREADABLE,
        Code.CLOCK_BACK,
        Code.DETAILS_CHANGED,
        Code.COMPLETENESS,
    ]


def test_erased_details_are_counted():
    report = verify_extract(extract([replace(each, details=None) for each in OF_CASE]), keys=KEYS)
    assert report.erased == 7


def test_the_checkpoint_of_an_extract_must_be_signed_and_of_this_journal():
    assert Code.NOT_SIGNED in codes(extract(signed=checkpoint(ENTRIES, key=signing_key(2))))
    assert Code.FOREIGN_OWN in codes(extract(signed=checkpoint(ENTRIES, key=signing_key(name="other"))))


def test_without_a_checkpoint_kept_apart_or_with_one_of_another_size_it_says_what_it_cannot_tell():
    assert codes(extract(), CheckpointList()) == [Code.NONE_HELD, Code.COMPLETENESS]
    assert codes(extract(), held(checkpoint(ENTRIES, 19))) == [Code.OTHER_SIZE, Code.COMPLETENESS]


def test_an_extract_of_a_recomputed_journal_shows_against_the_witness():
    forged = recomputed(ENTRIES)
    nodes = Nodes(each.entry.leaf_hash for each in forged)
    lines = extract([each for each in forged if each.entry.case_id == "case-1"], checkpoint(forged), nodes)
    assert Code.TWO_HISTORIES in codes(lines)


@pytest.mark.parametrize("lines", [[], [b""], [b"{}\n"], extract()[1:], [changed(extract()[0], format_version=2)]])
def test_a_file_that_is_no_extract_is_a_fault(lines):
    assert codes(lines) == [Code.UNREADABLE]


def test_the_time_of_a_checkpoint_cannot_be_changed():
    later = replace(SIGNED, checkpoint=replace(SIGNED.checkpoint, at=START))
    assert Code.NOT_SIGNED in codes(extract(signed=later))
