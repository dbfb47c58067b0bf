"""How many voices are found, and whose embeddings are whose."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transcribe.diarize import cluster
from transcribe.diarize.embed import VoicePrints
from transcribe.diarize.slot import VoiceBounds


def prints(voices, each, *, noise=0.02, seed=0):
    """Embeddings of `voices` people in windows of their own, near one direction each."""
    rng = np.random.default_rng(seed)
    centres = np.linalg.qr(rng.normal(size=(192, voices)))[0].T
    vectors = np.repeat(centres, each, axis=0) + rng.normal(size=(voices * each, 192)) * noise
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    order = rng.permutation(len(vectors))
    made = VoicePrints(
        window=np.arange(len(vectors)),
        local=np.zeros(len(vectors), np.int64),
        seconds=np.full(len(vectors), 2.0),
        vectors=vectors[order].astype(np.float32),
    )
    return made, centres


@settings(deadline=None, max_examples=20)
@given(voices=st.integers(1, 6), each=st.integers(2, 30), seed=st.integers(0, 99))
def test_distinct_voices_are_found_without_being_told(voices, each, seed):
    made, centres = prints(voices, each, seed=seed)
    means = cluster.voice_means(made, bounds=VoiceBounds())
    assert len(means) == voices
    assert sorted((means @ centres.T).argmax(axis=1)) == list(range(voices))


@settings(deadline=None, max_examples=20)
@given(voices=st.integers(1, 6), least=st.integers(1, 4), more=st.integers(0, 3))
def test_bounds_are_kept(voices, least, more):
    made, _ = prints(voices, 12)
    means = cluster.voice_means(made, bounds=VoiceBounds(least=least, most=least + more))
    assert least <= len(means) <= least + more


def test_blocks_give_the_same_voices_as_one_tree(monkeypatch):
    made, _ = prints(3, 60)
    whole = cluster.voice_means(made, bounds=VoiceBounds())
    monkeypatch.setattr(cluster, "_BLOCK", 25)
    blocks = cluster.voice_means(made, bounds=VoiceBounds())
    assert len(whole) == len(blocks) == 3
    assert (whole @ blocks.T).max(axis=1) == pytest.approx(1, abs=1e-5)
