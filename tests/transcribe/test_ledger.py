"""The coverage ledger."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from models.span import Span
from tests.factories import activity, word
from transcribe.ledger import account

spans = st.tuples(st.floats(0, 50), st.floats(0.05, 5)).map(lambda p: (round(p[0], 2), round(p[0] + p[1], 2)))


@given(st.lists(spans, max_size=20), st.lists(spans, max_size=20))
def test_ledger_follows_on_and_sums_to_the_duration(speech, words):
    entries = account(
        60.0,
        words=[word(*each) for each in words],
        voices=[[Span(start=a, end=b)] for a, b in speech],
        activity=activity(*speech),
    )
    assert entries[0].span.start == 0
    assert entries[-1].span.end == 60.0
    assert all(a.span.end == b.span.start for a, b in itertools.pairwise(entries))
