"""Which words only one of two texts has."""

import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.protocol_returns import PartKind
from transcribe.returns.comparison import compared, differences

WORD = st.sampled_from(["да", "нет", "не", "был", "дома", "12", "«я»", "вчера"])
LINES = st.lists(st.lists(WORD, max_size=6).map(" ".join), max_size=8)


def words_of(lines, *kinds):
    return [word for line in lines for part in line.parts if part.kind in kinds for word in part.text.split()]


def told(found):
    return [[(part.kind.value, part.text) for part in each.parts] for each in found]


@given(LINES)
def test_a_text_is_like_itself_however_it_is_spaced(lines):
    assert differences(lines, ["  ".join(each.split(" ")) for each in lines], place="body") == ()


@given(LINES, LINES)
def test_every_word_of_both_sides_is_told_once(before, after):
    found = compared(before, after)
    assert words_of(found, PartKind.SAME, PartKind.GONE) == " ".join(before).split()
    assert Counter(words_of(found, PartKind.SAME, PartKind.NEW)) == Counter(" ".join(after).split())


@given(LINES.filter(any), st.data())
def test_a_word_that_was_changed_is_told_with_its_line(lines, data):
    number = data.draw(st.sampled_from([index for index, line in enumerate(lines) if line]))
    words = lines[number].split()
    place = data.draw(st.integers(0, len(words) - 1))
    other = [*lines[:number], " ".join([*words[:place], "подменено", *words[place + 1 :]]), *lines[number + 1 :]]
    found = differences(lines, other, place="body")
    assert Counter(words_of(found, PartKind.NEW)) == Counter(["подменено"])
    assert words_of(found, PartKind.GONE) == [words[place]]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (["а", "был дома", "б"], ["а", "не был дома", "б"], [[("new", "не"), ("same", "был дома")]]),
        (["а", "б", "в"], ["а", "в"], [[("gone", "б")]]),
        (["а", "в"], ["а", "совсем новая", "строка", "в"], [[("new", "совсем новая")], [("new", "строка")]]),
        (["одна строка", "другая"], ["одна", "строка другая"], []),  # a line was broken elsewhere
        ([], ["всё"], [[("new", "всё")]]),
    ],
)
def test_differences_read_as_a_person_would_tell_them(before, after, expected):
    assert told(differences(before, after, place="body")) == expected


def test_a_new_line_says_which_line_it_follows():
    (found,) = differences(["а", "б"], ["а", "вставка", "б"], place="body")
    assert (found.line, found.before) == (0, "а")
    (found,) = differences(["а", "б"], ["а", "б", "в конце"], place="body")
    assert (found.line, found.before) == (1, "б")


def test_what_would_take_too_long_is_told_as_gone_and_new():
    before, after = ["да " * 5000], ["да " * 4000 + "нет"]
    began = time.monotonic()
    (found,) = differences(before, after, place="body")
    assert time.monotonic() - began < 2
    assert words_of([found], PartKind.SAME, PartKind.GONE) == before[0].split()
