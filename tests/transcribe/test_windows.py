"""Windows for the engines."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from tests.factories import activity
from transcribe.recognize import windows


def test_long_speech_is_cut_in_its_pause_and_not_at_a_rim():
    heard = activity((0, 60))
    heard.probability[1190:1220] = 0.4  # a breath at 12 s: still faint speech
    first = windows.cut(heard, 60.0)[0]
    assert 11.9 <= first.end <= 12.2


@given(st.lists(st.tuples(st.floats(0, 55), st.floats(0.05, 40)), max_size=5))
def test_windows_hold_all_speech_and_are_short(speech):
    heard = activity(*((start, min(60.0, start + length)) for start, length in speech))
    cuts = windows.cut(heard, 60.0)
    assert all(0 < span.duration <= windows.LONGEST + 0.01 for span in cuts)
    assert all(a.end <= b.start + 1e-6 for a, b in itertools.pairwise(cuts))
    for number in (heard.probability > 0.5).nonzero()[0].tolist():
        middle = number * heard.frame + heard.offset
        assert any(span.start - 0.01 <= middle <= span.end + 0.01 for span in cuts)
