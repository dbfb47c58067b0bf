"""What is found in a journal that somebody had his hands on, and what cannot be told."""

import tracemalloc
from dataclasses import replace
from datetime import timedelta

import pytest

from models.journal.checkpoint import CheckpointList
from models.journal.remarks import EXIT_CODES, REMARKS, SHOWN, Outcome, Remarks, Weight
from models.journal.remarks import RemarkCode as Code
from models.journal.verify import verify
from models.sentences import INTERFACE_LANGUAGES
from tests.models.journal.journals import (
    KEY,
    START,
    TAMPERINGS,
    checkpoint,
    cut,
    held,
    journal,
    kept,
    recomputed,
    signing_key,
)

ENTRIES = journal(20)
KEYS = [KEY.verifier]


def codes(report):
    return [each.code for each in report.remarks]


def said(report, code):
    return next(each.sentence.en for each in report.remarks if each.code == code)


def test_a_whole_journal_under_a_checkpoint_kept_apart_is_proven():
    report = verify(ENTRIES, keys=KEYS, own=[checkpoint(ENTRIES)], held=held(checkpoint(ENTRIES, 9), checkpoint(ENTRIES)))
    assert (report.outcome, report.exit_code, report.remarks) == (Outcome.PROVEN, 0, ())
    assert (report.entries, report.erased, report.checkpoints) == (20, 0, 2)


@pytest.mark.parametrize("tampering", TAMPERINGS.values())
def test_every_tampering_shows_under_a_checkpoint_kept_apart(tampering):
    report = verify(tampering(ENTRIES), keys=KEYS, held=held(checkpoint(ENTRIES)))
    assert report.exit_code == 1


@pytest.mark.parametrize("tampering", TAMPERINGS.values())
def test_every_tampering_shows_under_the_journals_own_checkpoint_where_the_key_was_not_had(tampering):
    report = verify(tampering(ENTRIES), keys=KEYS, own=[checkpoint(ENTRIES)])
    assert report.exit_code == 1


def test_a_change_is_bounded_by_the_checkpoints_around_it():
    checkpoints = [checkpoint(ENTRIES, size) for size in (3, 6, 12, 15, 20)]
    report = verify(TAMPERINGS["changed"](ENTRIES), keys=KEYS, held=held(*checkpoints))
    assert codes(report) == [Code.DIFFERS_HELD]
    assert "among entries 6 to 11" in said(report, Code.DIFFERS_HELD)
    assert "Checkpoints that differ: 3." in said(report, Code.DIFFERS_HELD)


def test_own_checkpoints_bound_a_change_closer_than_a_witness_does():
    own = [checkpoint(ENTRIES, size) for size in (6, 12)]
    report = verify(TAMPERINGS["changed"](ENTRIES), keys=KEYS, own=own, held=held(checkpoint(ENTRIES, 3)))
    assert "among entries 6 to 11" in said(report, Code.DIFFERS_OWN)
    report = verify(TAMPERINGS["changed"](ENTRIES), keys=KEYS, own=own[1:], held=held(checkpoint(ENTRIES, 3)))
    assert "among entries 3 to 11" in said(report, Code.DIFFERS_OWN)


def test_a_stored_hash_that_was_left_names_the_changed_entry_and_clears_the_others():
    entry = replace(ENTRIES[7].entry, kind="edit")
    report = verify(
        [*ENTRIES[:7], replace(ENTRIES[7], entry=entry), *ENTRIES[8:]], keys=KEYS, held=held(checkpoint(ENTRIES))
    )
    assert codes(report) == [Code.CHANGED]
    assert "Entry 7" in said(report, Code.CHANGED)


def test_rows_missing_doubled_or_out_of_order_are_named():
    report = verify(
        [*ENTRIES[:5], *ENTRIES[7:9], ENTRIES[8], ENTRIES[6], *ENTRIES[9:]], keys=KEYS, held=held(checkpoint(ENTRIES))
    )
    assert "Entries 5 to 6" in said(report, Code.MISSING)
    assert [each.sentence.en.split()[1] for each in report.remarks if each.code == Code.OUT_OF_PLACE] == ["8", "6"]


def test_a_cut_tail_shows_while_a_checkpoint_remembers_it():
    report = verify(cut(ENTRIES), keys=KEYS, own=[checkpoint(ENTRIES, 7)], held=held(checkpoint(ENTRIES)))
    assert codes(report) == [Code.CUT, Code.AFTER_HELD]
    assert "has 7 entries" in said(report, Code.CUT)


def test_a_recomputed_and_signed_journal_shows_once_an_earlier_checkpoint_is_at_hand():
    forged = recomputed(ENTRIES)
    own = [checkpoint(forged, 9), checkpoint(forged)]
    without = verify(forged, keys=KEYS, own=own)
    assert (without.exit_code, codes(without)) == (3, [Code.NONE_HELD])
    report = verify(forged, keys=KEYS, own=own, held=held(checkpoint(ENTRIES, 8)))
    assert report.exit_code == 1
    assert {Code.DIFFERS_HELD, Code.TWO_HISTORIES} <= set(codes(report))
    assert "among entries 0 to 7" in said(report, Code.DIFFERS_HELD)


def test_a_recomputed_journal_signed_with_another_key_is_not_signed():
    forged = recomputed(ENTRIES)
    report = verify(forged, keys=KEYS, own=[checkpoint(forged, key=signing_key(2))])
    assert codes(report) == [Code.NOT_SIGNED, Code.NO_CHECKPOINT]


def test_a_checkpoint_with_a_changed_time_is_not_signed():
    signed = checkpoint(ENTRIES)
    later = replace(signed, checkpoint=replace(signed.checkpoint, at=START))
    assert codes(verify(ENTRIES, keys=KEYS, held=held(signed, later))) == [Code.NOT_SIGNED]


def test_another_journals_checkpoint_is_a_fault_beside_this_one_and_a_warning_with_a_witness():
    foreign = checkpoint(ENTRIES, key=signing_key(name="other"))
    assert codes(verify(ENTRIES, keys=KEYS, own=[foreign], held=held(checkpoint(ENTRIES)))) == [Code.FOREIGN_OWN]
    spoilt = CheckpointList(checkpoints=(foreign, checkpoint(ENTRIES)), unreadable=2)
    report = verify(ENTRIES, keys=KEYS, held=spoilt)
    assert (codes(report), report.outcome) == ([Code.FOREIGN_HELD, Code.UNREADABLE_HELD], Outcome.PROVEN)


def test_what_no_checkpoint_reaches_is_not_proven():
    report = verify(ENTRIES, keys=KEYS, own=[checkpoint(ENTRIES, 15)], held=held(checkpoint(ENTRIES, 9)))
    assert report.outcome == Outcome.NOT_PROVEN
    assert "entries 9 to 14" in said(report, Code.AFTER_HELD)
    assert "entries 15 to 19" in said(report, Code.AFTER_LAST)
    assert codes(verify(ENTRIES, keys=KEYS)) == [Code.NO_CHECKPOINT]


def test_erased_details_are_counted_and_changed_ones_named():
    erased = [replace(ENTRIES[0], details=None), *ENTRIES[1:]]
    report = verify(erased, keys=KEYS, held=held(checkpoint(ENTRIES)))
    assert (report.outcome, report.erased) == (Outcome.PROVEN, 1)
    for values in ({"page": "другая"}, {"page": 2**60}):
        changed = [*ENTRIES[:7], replace(ENTRIES[7], details=replace(ENTRIES[7].details, values=values)), *ENTRIES[8:]]
        report = verify(changed, keys=KEYS, held=held(checkpoint(ENTRIES)))
        assert codes(report) == [Code.DETAILS_CHANGED]


def test_a_clock_set_back_is_a_warning():
    entries = [*ENTRIES[:7], kept(7, at=START - timedelta(days=1)), *ENTRIES[8:]]
    report = verify(entries, keys=KEYS, held=held(checkpoint(entries)))
    assert (codes(report), report.outcome) == ([Code.CLOCK_BACK], Outcome.PROVEN)


def test_an_empty_journal_is_proven_by_a_checkpoint_of_nothing():
    assert verify([], keys=KEYS, held=held(checkpoint([]))).outcome == Outcome.PROVEN


def test_checkpoints_of_two_histories_cannot_both_agree():
    report = verify(ENTRIES, keys=KEYS, held=held(checkpoint(ENTRIES), checkpoint(recomputed(ENTRIES))))
    assert Code.TWO_HISTORIES in codes(report)


def test_remarks_without_end_are_counted():
    remarks = Remarks()
    for line in range(SHOWN + 5):
        remarks.add(Code.UNREADABLE, line=line)
    assert len(remarks.all()) == SHOWN + 1
    assert "5" in remarks.all()[-1].sentence.en


def test_every_remark_has_a_sentence_of_its_own_in_every_language():
    assert set(REMARKS) == set(Code)
    assert set(EXIT_CODES) == set(Outcome)
    for language in INTERFACE_LANGUAGES:
        assert len({sentence.in_language(language) for _, sentence in REMARKS.values()}) == len(Code)


def test_a_report_tells_faults_before_what_is_not_proven():
    report = verify(cut(ENTRIES), keys=KEYS, own=[checkpoint(ENTRIES)])
    beginnings = [each.split(":")[0] for each in report.lines("en")]
    assert beginnings == ["FAULT", "NOT PROVEN", "NOT PROVEN", "Entries", "RESULT"]
    assert [each.code for each in report.of_weight(Weight.NOT_PROVEN)] == [Code.NONE_HELD, Code.AFTER_LAST]


def test_memory_does_not_grow_with_the_entries():
    tracemalloc.start()
    report = verify((kept(index, stored=False) for index in range(2000)), keys=KEYS)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert report.entries == 2000
    assert peak < 200_000  # bytes; the entries together take some two million
