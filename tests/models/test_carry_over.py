"""What becomes of corrections when another machine layer takes the place of one."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import revisions as edits
from models.carry_over import carry_over
from models.revisions import Revision, Words
from models.transcript import WordMark
from models.working_transcript import fold
from tests.factories import transcript

OLD = transcript(("VOICE_00", "Где вы были вчера"), ("VOICE_01", "дома нет на работе"), ("VOICE_00", "понятно")).turns
NEW = transcript(("VOICE_01", "Где вы были позавчера"), ("VOICE_00", "дома, нет на работе"), ("VOICE_01", "понятно")).turns


def made(*operations):
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return [Revision(number=n, operation=each, account_id=UUID(int=1), at=at) for n, each in enumerate(operations, start=1)]


def words(first, last=None):
    return Words(first=first, last=last or first)


def carried(*operations, new=NEW):
    found = carry_over(OLD, new, made(*operations))
    return [(old.number, operation) for old, operation in found.carried], [each.number for each in found.left]


def test_layers_alike_differ_nowhere():
    assert carry_over(OLD, OLD, []).differences == []


def test_differences_show_the_words_of_both_layers():
    assert carry_over(OLD, NEW, []).differences == [("вчера", "позавчера")]


@pytest.mark.parametrize(
    "operation",
    [
        edits.ReplaceText(words=words(7, 8), text="на заводе"),
        edits.InsertText(words=words(8), text="у станка"),
        edits.Hide(words=words(6)),
        edits.SplitTurn(words=words(7)),
        edits.JoinTurns(words=words(9)),
        edits.SetLanguage(words=words(5, 6), language="kk"),
        edits.SetMark(words=words(5), mark=WordMark.VOICE_DOUBT, on=True),
    ],
    ids=lambda each: type(each).__name__,
)
def test_a_correction_of_words_that_are_in_both_carries_over(operation):
    assert carried(operation) == ([(1, operation)], [])


@pytest.mark.parametrize(
    "operation",
    [
        edits.ReplaceText(words=words(4), text="позавчера"),  # another word there
        edits.Hide(words=words(3, 5)),  # one of them is another
        edits.Check(words=words(5, 8), on=True),
        edits.SetVoice(words=words(9), voice="VOICE_01"),
        edits.MergeVoices(voice="VOICE_01", into="VOICE_00"),
        edits.NameVoice(voice="VOICE_00", participant_id=UUID(int=7)),
    ],
    ids=lambda each: type(each).__name__,
)
def test_a_correction_that_has_no_place_there_is_left_to_a_person(operation):
    assert carried(operation) == ([], [1])


def test_numbers_follow_the_words_where_the_new_layer_has_more_of_them():
    new = transcript(("VOICE_00", "Так где вы были вчера")).turns
    shifted = [("VOICE_00", "где вы")]
    old = transcript(*shifted).turns
    found = carry_over(old, new, made(edits.Hide(words=words(2))))
    assert [operation.words for _, operation in found.carried] == [words(3)]


def test_equal_words_at_another_time_are_others():
    new = transcript(("VOICE_00", "раз два три четыре пять Где вы были вчера")).turns
    assert carried(edits.Hide(words=words(1)), new=new) == ([], [1])


def test_an_undone_correction_is_neither_carried_nor_left():
    assert carried(edits.Hide(words=words(6)), edits.Undo(number=1)) == ([], [])


MERGED = transcript(("VOICE_00", "Где вы были вчера дома нет на работе понятно")).turns
PARTED = transcript(("VOICE_00", "Где вы были вчера"), ("VOICE_01", "дома нет"), ("VOICE_00", "на работе понятно")).turns


def at_the_old_times(new):
    """The new layer's words at the times of the old one's."""
    times = iter([(word.start, word.end) for turn in OLD for word in turn.words])

    def moved(word):
        start, end = next(times)
        return replace(word, start=start, end=end)

    return [replace(turn, words=tuple(map(moved, turn.words))) for turn in new]


@pytest.mark.parametrize(
    ("operation", "new"),
    [
        (edits.JoinTurns(words=words(9)), MERGED),  # no turn begins there any more
        (edits.JoinTurns(words=words(5, 8)), PARTED),  # the turn is only a part of those words
        (edits.ReplaceText(words=words(5, 8), text="на заводе"), PARTED),  # two turns' words
    ],
)
def test_a_correction_of_a_turn_is_left_where_the_turns_are_others(operation, new):
    assert carried(operation, new=at_the_old_times(new)) == ([], [1])


spans = st.tuples(st.integers(1, 9), st.integers(1, 9)).map(lambda pair: words(min(pair), max(pair)))
operations = st.one_of(
    st.builds(edits.Hide, words=spans),
    st.builds(edits.ReplaceText, words=spans, text=st.just("да")),
    st.builds(edits.Check, words=spans, on=st.booleans()),
    st.builds(edits.JoinTurns, words=spans),
    st.builds(edits.MergeVoices, voice=st.just("VOICE_00"), into=st.just("VOICE_01")),
)


@given(st.lists(operations, max_size=8), st.sampled_from([OLD, NEW, MERGED, PARTED]))
def test_no_correction_is_dropped_and_what_is_carried_fits_the_new_layer(some, new):
    found = carry_over(OLD, new, made(*some))
    numbers = [old.number for old, _ in found.carried] + [each.number for each in found.left]
    assert sorted(numbers) == list(range(1, len(some) + 1))
    fold(new, made(*[operation for _, operation in found.carried]))
