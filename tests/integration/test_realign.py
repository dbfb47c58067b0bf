"""Words that a person wrote are placed where they are said, with the real network."""

from dataclasses import replace

import pytest

from models.placed_words import PlacedWord
from models.span import Span
from transcribe.realign import realign

pytestmark = [pytest.mark.integration, pytest.mark.filterwarnings("default")]


def placed(turn):
    return [
        PlacedWord(id=word.id, start=word.start, end=word.end, text=word.text, language=word.language, estimated=False)
        for word in turn.words
    ]


@pytest.fixture(scope="module")
def turn(sample):
    """The longest answer."""
    return max(sample.turns, key=lambda each: len(each.words))


def within(turn):
    return Span(start=max(0.0, turn.start - 1), end=turn.end + 1)


def test_words_come_back_to_where_the_recording_says_them(turn, sample_pcm, built):
    words = placed(turn)
    middle = slice(4, 9)
    span = (words[4].start, words[8].end)
    share = (span[1] - span[0]) / 5
    shared_out = [
        replace(word, start=span[0] + n * share, end=span[0] + (n + 1) * share, estimated=True)
        for n, word in enumerate(words[middle])
    ]
    found = realign([*words[:4], *shared_out, *words[9:]], within(turn), sample_pcm, None, built)
    assert set(found) == {word.id for word in words[middle]}
    for word in words[middle]:
        assert found[word.id].start == pytest.approx(word.start, abs=0.25)
        assert found[word.id].end == pytest.approx(word.end, abs=0.35)


def test_other_words_in_the_place_of_one_stay_between_its_neighbours(turn, sample_pcm, built):
    words = placed(turn)
    old = words[5]
    share = (old.end - old.start) / 2
    written = [
        replace(old, id="r7.1", text="совсем", end=old.start + share, estimated=True),
        replace(old, id="r7.2", text="другое", start=old.start + share, estimated=True),
    ]
    found = realign([*words[:5], *written, *words[6:]], within(turn), sample_pcm, None, built)
    for span in found.values():
        assert words[4].end <= span.start <= span.end <= words[6].start + 0.001


def test_where_no_engine_can_tell_the_words_keep_their_shared_out_times(turn, sample_pcm, built):
    words = [replace(word, language="xx", estimated=True) for word in placed(turn)]
    assert realign(words, within(turn), sample_pcm, None, built) == {}
