"""The scores themselves, on cases that can be counted by hand."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from bench import scores
from bench.references import Reference, SaidTurn, sample
from bench.systems import Heard
from models.span import Span

pytestmark = pytest.mark.skipif(
    find_spec("meeteval") is None, reason="`make bench` installs meeteval: it is built with a compiler"
)
TURNS = (
    SaidTurn(voice="a", span=Span(start=0, end=2), text="Где ты был?"),
    SaidTurn(voice="b", span=Span(start=2, end=4), text="Я дома."),
)
KNOWN = Reference(
    group="x",
    path=Path("x.wav"),
    languages=("ru",),
    turns=TURNS,
    voices=tuple((turn.voice, turn.span) for turn in TURNS),
)
RIGHT = (
    (0, 0.5, "где", "V0"),
    (0.5, 1, "ты", "V0"),
    (1.2, 1.8, "был", "V0"),
    (2.1, 2.5, "я", "V1"),
    (3, 3.9, "дома", "V1"),
)


def heard(*words):
    return Heard(words=list(words), voices=[("V0", 0, 2), ("V1", 2, 4)], duration=4, stages={}, total=1, peak_bytes=1)


def test_what_is_right_has_no_error():
    every = (scores.word_errors, scores.attributed_word_errors, scores.diarization_errors, scores.boundary_errors)
    assert [rate(KNOWN, heard(*RIGHT)).rate for rate in every] == [0, 0, 0, 0]


def test_a_word_under_the_wrong_voice_counts_for_the_voice_and_not_for_the_words():
    turned = heard(*RIGHT[:3], (2.1, 2.5, "я", "V0"), RIGHT[4])
    assert scores.word_errors(KNOWN, turned).errors == 0
    assert scores.attributed_word_errors(KNOWN, turned).errors == 2  # missing here, inserted there
    near = scores.boundary_errors(KNOWN, turned)
    assert (near.errors, near.of) == (1, 2)  # "был" and "я" have their middles within a second of the change


def test_half_a_second_given_to_the_other_voice_is_an_eighth():
    moved = Heard(words=[], voices=[("V0", 0, 2.5), ("V1", 2.5, 4)], duration=4, stages={}, total=1, peak_bytes=1)
    assert scores.diarization_errors(KNOWN, moved).rate == pytest.approx(0.125)


def test_the_sample_has_a_reference_everywhere():
    assert len({turn.voice for turn in sample().turns}) == 2
