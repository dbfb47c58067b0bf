"""Words to voices to turns."""

from hypothesis import given
from hypothesis import strategies as st

from models.span import Span
from models.transcript import WordMark
from tests.factories import word
from transcribe.merge import give_voices, turns

spans = st.tuples(st.floats(0, 50), st.floats(0.05, 5)).map(lambda p: (round(p[0], 2), round(p[0] + p[1], 2)))


@given(st.lists(spans, max_size=30))
def test_no_word_is_lost_and_every_word_has_a_voice(words):
    voices = [("VOICE_00", [Span(start=0, end=20)]), ("VOICE_01", [Span(start=20, end=60)])]
    ordered = sorted(words)
    made = turns([list(give_voices([word(*each) for each in ordered], voices))])
    kept = [each for turn in made for each in turn.words]
    assert [(each.start, each.end) for each in kept] == ordered
    assert len({each.id for each in kept}) == len(kept)


def test_a_word_near_another_voice_is_marked_and_one_far_away_is_not():
    voices = [("VOICE_00", [Span(start=0, end=2)]), ("VOICE_01", [Span(start=2, end=4)])]
    near, far = give_voices([word(1.6, 1.9), word(3.2, 3.5)], voices)
    assert (near.voice, near.word.other_voice) == ("VOICE_00", "VOICE_01")
    assert WordMark.NEAR_BOUNDARY in near.word.marks
    assert far.word.marks == ()
