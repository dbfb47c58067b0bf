"""What was wrong with a recording that could still be transcribed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.sentences import INTERFACE_LANGUAGES
from transcribe.sound import warnings


@given(least=st.integers(1, 5), more=st.none() | st.integers(0, 4), found=st.integers(0, 12))
def test_another_number_of_voices_than_was_stated_is_told_and_no_other(least, more, found):
    most = None if more is None else least + more
    told = warnings.of_voices(found, least=least, most=most)
    assert bool(told) == (found != 0 and (found < least or (most is not None and found > most)))


@pytest.mark.parametrize(("least", "most", "stated"), [(3, None, "≥ 3"), (3, 3, "3"), (3, 5, "3–5")])
def test_both_numbers_are_told_in_every_language(least, most, stated):
    (warning,) = warnings.of_voices(2, least=least, most=most)
    assert warning.code == "other_number_of_voices"
    for language in INTERFACE_LANGUAGES:
        sentence = warning.sentence.in_language(language)
        assert f": {stated}." in sentence
        assert ": 2," in sentence
