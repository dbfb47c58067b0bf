from hypothesis import given
from hypothesis import strategies as st

from models.placed_words import PlacedWord, held_in_place, stretches
from models.span import Span

WITHIN = Span(start=0.0, end=10_000.0)


@st.composite
def turns(draw):
    """Words in order of time, some of them shared out."""
    now, words = 1.0, []
    for number in range(draw(st.integers(1, 60))):
        now += draw(st.floats(0, 2))
        end = now + draw(st.floats(0, 3))
        words.append(
            PlacedWord(id=f"r1.{number}", start=now, end=end, text="да", language="ru", estimated=draw(st.booleans()))
        )
        now = end
    return words


@given(turns())
def test_each_estimated_word_is_in_one_stretch_unless_its_group_is_too_long(words):
    held = [word.id for stretch in stretches(words, within=WITHIN) for word in stretch.words if word.estimated]
    assert len(held) == len(set(held))
    assert set(held) <= {word.id for word in words if word.estimated}
    for stretch in stretches(words, within=WITHIN):
        assert stretch.span.duration <= 21.0
        assert stretch.span.start <= min(word.start for word in stretch.words)
        assert stretch.span.end >= max(word.end for word in stretch.words)


def placed(*states, seconds=0.5):
    return [
        PlacedWord(
            id=f"w{n}", start=n * seconds, end=(n + 1) * seconds, text=f"слово{n}", language="ru", estimated=state == "?"
        )
        for n, state in enumerate(states)
    ]


def test_known_words_around_are_heard_along():
    (stretch,) = stretches(placed(*"........??........"), within=WITHIN)
    assert [word.id for word in stretch.words] == [f"w{n}" for n in range(3, 15)]


def test_groups_that_share_their_neighbours_are_heard_at_once_and_distant_ones_apart():
    assert len([*stretches(placed(*"?...?"), within=WITHIN)]) == 1
    assert len([*stretches(placed(*"?......?"), within=WITHIN)]) == 2


def test_a_turn_without_estimated_words_needs_nothing():
    assert [*stretches(placed(*"...."), within=WITHIN)] == []


def test_words_that_take_more_sound_than_is_heard_at_once_are_left_out():
    assert [*stretches(placed("?", seconds=25.0), within=WITHIN)] == []


@given(turns(), st.data())
def test_times_stay_in_order_and_between_the_known_words(words, data):
    heard = []
    for _ in words:
        start = data.draw(st.floats(0, 300))
        heard.append(Span(start=start, end=start + data.draw(st.floats(0, 5))))
    found = held_in_place(words, heard)
    assert set(found) <= {word.id for word in words if word.estimated}
    floor = 0.0
    for position, word in enumerate(words):
        if not word.estimated:
            floor = max(floor, word.end)
        elif word.id in found:
            span = found[word.id]
            assert span.start >= floor - 0.001
            assert all(span.end <= each.start + 0.001 for each in words[position + 1 :] if not each.estimated)
            floor = span.end
