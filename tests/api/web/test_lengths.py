"""Spans of time in words."""

import pytest

from api.web.lengths import told


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-3, "under 1 s"),
        (0.2, "under 1 s"),
        (7.4, "7 s"),
        (59.7, "1 min"),
        (60, "1 min"),
        (3599, "59 min"),
        (3600, "1 h"),
        (3600 * 26 + 240, "1 d 2 h"),
        (86400 * 3, "3 d"),
    ],
)
def test_the_two_largest_units_are_told(seconds, text):
    assert told(seconds, lambda said: said) == text
