"""What is measured while samples go by."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from transcribe.sound.pcm import SAMPLE_RATE, Meter

BLANK = SAMPLE_RATE // 20


@given(
    parts=st.lists(st.tuples(st.booleans(), st.integers(1, 3 * BLANK)), max_size=6),
    cuts=st.lists(st.integers(0, 10 * BLANK), max_size=4),
)
def test_blanks_are_found_however_the_sound_is_cut_into_blocks(parts, cuts):
    sound = np.concatenate([np.zeros(0), *(np.full(length, 0 if blank else 7) for blank, length in parts)])
    samples = np.stack([sound, np.zeros_like(sound)], axis=1).astype(np.int16)
    meter = Meter(2)
    for block in np.split(samples, sorted(cuts)):
        meter.hear(block)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], sound == 0, [0]))))
    expected = [(a / SAMPLE_RATE, b / SAMPLE_RATE) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= BLANK]
    assert [(span.start, span.end) for span in meter.blanks()] == expected


def test_level_peak_and_clipping_of_each_channel():
    meter = Meter(2)
    meter.hear(np.array([[32767, 100]] * 10 + [[0, -100]] * 10, np.int16))
    loud, quiet = meter.properties()
    assert (loud.peak_dbfs, loud.clipped_seconds) == (0.0, 10 / SAMPLE_RATE)
    assert (quiet.level_dbfs, quiet.clipped_seconds) == (-50.3, 0.0)
