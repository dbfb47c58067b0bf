"""People's corrections on top of the machine layer."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import revisions as edits
from models.revisions import Revision, Words, later_on_same
from models.transcript import WordMark
from models.working_transcript import as_transcript, fold
from tests.factories import transcript

ACCOUNT = UUID(int=1)
SAID = (("VOICE_00", "Где вы были вчера"), ("VOICE_01", "дома нет на работе"), ("VOICE_00", "понятно"))
TURNS = transcript(*SAID).turns
WORDS = sum(len(turn.words) for turn in TURNS)


def made(*operations):
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return [Revision(number=n, operation=each, account_id=ACCOUNT, at=at) for n, each in enumerate(operations, start=1)]


def folded(*operations):
    return fold(TURNS, made(*operations))


def texts(working):
    return [turn.text for turn in working.turns]


def words(first, last=None):
    return Words(first=first, last=last or first)


def test_without_revisions_it_is_the_machine_layer():
    working = folded()
    assert [(turn.voice, turn.text) for turn in working.turns] == list(SAID)
    assert [word.id for turn in working.turns for word in turn.words] == [w.id for t in TURNS for w in t.words]


def test_replaced_text_keeps_equal_words_with_their_times():
    working = folded(edits.ReplaceText(words=words(5, 8), text="дома, нет на заводе"))
    turn = working.turns[1]
    assert [(word.text, word.estimated) for word in turn.words] == [
        ("дома,", True), ("нет", False), ("на", False), ("заводе", True),
    ]  # fmt: skip
    machine = TURNS[1].words
    assert (turn.words[3].start, turn.words[3].end) == (machine[3].start, machine[3].end)
    assert [word.text for word in turn.hidden] == ["дома", "работе"]


def test_a_word_left_out_of_a_new_text_is_hidden_not_lost():
    turn = folded(edits.ReplaceText(words=words(5, 8), text="нет на работе")).turns[1]
    assert turn.text == "нет на работе"
    assert [word.text for word in turn.hidden] == ["дома"]


def test_words_are_added_where_the_machine_wrote_none():
    working = folded(edits.InsertText(words=words(4), text="вечером в десять"))
    assert texts(working)[0] == "Где вы были вчера вечером в десять"
    added = working.turns[0].words[4:]
    assert all(word.estimated and word.probability is None and word.revision == 1 for word in added)
    assert added[-1].end <= working.turns[1].start


def test_a_turn_is_split_and_the_part_given_to_another_voice():
    working = folded(edits.SplitTurn(words=words(6)), edits.SetVoice(words=words(6), voice="VOICE_00"))
    assert [(turn.voice, turn.text) for turn in working.turns] == [
        ("VOICE_00", "Где вы были вчера"), ("VOICE_01", "дома"), ("VOICE_00", "нет"),
        ("VOICE_01", "на работе"), ("VOICE_00", "понятно"),
    ]  # fmt: skip


def test_joined_turns_are_under_the_first_ones_voice():
    working = folded(edits.JoinTurns(words=words(9)))
    assert [(turn.voice, turn.text) for turn in working.turns][1:] == [("VOICE_01", "дома нет на работе понятно")]


def test_merged_voices_and_a_named_voice_hold_in_the_whole_layer():
    working = folded(
        edits.MergeVoices(voice="VOICE_01", into="VOICE_00"),
        edits.NameVoice(voice="VOICE_00", participant_id=UUID(int=7)),
    )
    assert {turn.voice for turn in working.turns} == {"VOICE_00"}
    assert [turn.text for turn in working.turns] == [text for _, text in SAID]
    assert working.participants == {"VOICE_00": UUID(int=7)}


def test_a_change_after_the_check_asks_for_another():
    assert folded(edits.Check(words=words(5, 8), on=True)).turns[1].checked
    changed = folded(edits.Check(words=words(5, 8), on=True), edits.ReplaceText(words=words(6), text="да"))
    assert changed.turns[1].checked is None
    assert not folded(edits.Check(words=words(5, 8), on=True), edits.Check(words=words(6), on=False)).turns[1].checked


def test_a_person_takes_a_mark_off_and_sets_one():
    turn = folded(edits.SetMark(words=words(6), mark=WordMark.VOICE_DOUBT, on=True)).turns[1]
    assert turn.words[1].marks == (WordMark.VOICE_DOUBT,)


def test_an_undone_revision_changes_nothing_and_an_undone_undo_brings_it_back():
    hide = edits.Hide(words=words(6))
    assert texts(folded(hide, edits.Undo(number=1))) == [text for _, text in SAID]
    assert texts(folded(hide, edits.Undo(number=1), edits.Undo(number=2)))[1] == "дома на работе"


def test_what_stands_in_the_way_of_an_undo_is_told():
    revisions = made(
        edits.Hide(words=words(6)), edits.SetVoice(words=words(5, 8), voice="VOICE_00"), edits.Hide(words=words(1))
    )
    assert [each.number for each in later_on_same(revisions, 1)] == [2]
    assert later_on_same(revisions, 3) == []


spans = st.tuples(st.integers(1, WORDS), st.integers(1, WORDS)).map(lambda p: words(min(p), max(p)))
one = st.integers(1, WORDS).map(words)
text = st.lists(st.sampled_from(["да", "нет", "дома", "иә"]), min_size=1, max_size=4).map(" ".join)
voice = st.sampled_from(["VOICE_00", "VOICE_01", "VOICE_02"])
language = st.sampled_from(["ru", "kk", "en"])
operations = st.one_of(
    st.builds(edits.ReplaceText, words=spans, text=text),
    st.builds(edits.InsertText, words=one, text=text),
    st.builds(edits.Hide, words=spans),
    st.builds(edits.SplitTurn, words=one),
    st.builds(edits.JoinTurns, words=spans),
    st.builds(edits.SetVoice, words=spans, voice=voice),
    st.builds(edits.MergeVoices, voice=voice, into=voice),
    st.builds(edits.SetLanguage, words=spans, language=language),
    st.builds(edits.SetMark, words=spans, mark=st.sampled_from(WordMark), on=st.booleans()),
    st.builds(edits.Check, words=spans, on=st.booleans()),
    st.builds(edits.Undo, number=st.integers(1, 8)),
)


@given(st.lists(operations, max_size=12))
def test_any_sequence_folds_and_loses_no_machine_word(some):
    some = [each for number, each in enumerate(some, start=1) if not isinstance(each, edits.Undo) or each.number < number]
    working = folded(*some)
    found = [w.number for t in working.turns for w in (*t.words, *t.hidden) if w.number is not None]
    assert sorted(found) == list(range(1, WORDS + 1))
    firsts = [turn.numbers.first for turn in working.turns]
    assert firsts == sorted(firsts)
    ids = [word.id for turn in working.turns for word in turn.words]
    assert len(set(ids)) == len(ids)


@given(st.lists(operations, max_size=8), spans, language)
def test_set_language_holds_for_every_word_there_and_changes_nothing_else(some, where, language):
    some = [each for number, each in enumerate(some, start=1) if not isinstance(each, edits.Undo) or each.number < number]
    before, after = folded(*some), folded(*some, edits.SetLanguage(words=where, language=language))
    for old, new in zip(before.turns, after.turns, strict=True):
        assert (old.text, old.voice, old.numbers) == (new.text, new.voice, new.numbers)
        for one, other in zip((*old.words, *old.hidden), (*new.words, *new.hidden), strict=True):
            assert replace(one, language=other.language) == other
            if one.number is not None and where.first <= one.number <= where.last:
                assert other.language == language
            assert other.language in {one.language, language}


def test_what_is_written_in_place_of_words_is_of_the_language_that_a_person_gave_them():
    working = folded(edits.SetLanguage(words=words(5, 8), language="kk"), edits.ReplaceText(words=words(8), text="жұмыста"))
    assert [word.language for word in working.turns[1].words] == ["kk"] * 4
    assert {word.language for word in working.turns[0].words} == {"ru"}
    again = folded(edits.Check(words=words(5, 8), on=True), edits.SetLanguage(words=words(5), language="kk"))
    assert again.turns[1].checked is None
    exported = as_transcript(transcript(*SAID), working)
    assert [word.language for word in exported.turns[1].words] == ["kk"] * 4


@given(st.lists(operations, max_size=8))
def test_undoing_the_last_revision_leaves_what_was_before(some):
    some = [each for each in some if not isinstance(each, edits.Undo)]
    if some:
        assert folded(*some, edits.Undo(number=len(some))) == folded(*some[:-1])


@given(st.lists(operations, max_size=6))
def test_a_page_is_folded_as_in_the_whole(some):
    """Turns of a page, away from its rims, are those of the whole transcript."""
    inside = [each for each in some if isinstance(each, edits.OnWords) and each.words.last < 8]
    page = fold(TURNS[:2], made(*inside))
    whole = fold(TURNS, made(*inside))
    assert page.turns == whole.turns[: len(page.turns)]


def test_a_span_of_words_begins_at_one():
    with pytest.raises(ValueError, match="not a span"):
        Words(first=0, last=3)
