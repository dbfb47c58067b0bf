"""How like two cases are: by the letters of what is said in them, and by what it means.

Everything that weighs (how common letters are, what vectors have in common) comes from the cases that are compared, which
are those that the viewer may see, and from nothing else.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis import fusion, lexemes
from analysis.embed import Vectors

GRAMS = (3, 5)
"""Letters of the pieces that words are compared by: endings and misspellings leave most of them as they are."""
WEIGHTS = {"meaning": 1.0, "letters": 0.6}
"""Measured on the open half of `bench/sets`; see `docs/why.md`."""
_K1, _B = 1.2, 0.75
"""Of BM25 (Robertson and Zaragoza 2009), as they are commonly set."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseText:
    """What is said in a case."""

    pieces: Mapping[str, int]  # how often each
    vectors: Vectors  # of its passages


def pieces(texts: Iterable[str]) -> Counter[str]:
    """Pieces of words, their ends marked, with how often each comes."""
    found: Counter[str] = Counter()
    for text in texts:
        for token in lexemes.tokens(text):
            word = f"_{lexemes.folded(token)}_"
            for length in range(GRAMS[0], GRAMS[1] + 1):
                found.update(word[first : first + length] for first in range(len(word) - length + 1))
    return found


def likeness(case: CaseText, others: Sequence[CaseText]) -> NDArray[np.float64]:
    """How like each of the others is to the case; more is more like, and the numbers mean nothing by themselves."""
    scores = {
        "meaning": likeness_of_meaning(case, others),
        "letters": bm25(case.pieces, [other.pieces for other in others]),
    }
    return fusion.weighed(scores, WEIGHTS)


def bm25(asked: Mapping[str, int], others: Sequence[Mapping[str, int]]) -> NDArray[np.float64]:
    """Of each of the others, for what is asked."""
    seen = Counter(piece for other in others for piece in other)
    lengths = [sum(other.values()) for other in others]
    usual = max(1.0, sum(lengths) / max(1, len(lengths)))
    weights = {piece: math.log(1 + (len(others) - seen[piece] + 0.5) / (seen[piece] + 0.5)) for piece in asked}
    made = np.zeros(len(others))
    for place, other in enumerate(others):
        longer = _K1 * (1 - _B + _B * lengths[place] / usual)
        for piece, weight in weights.items():
            times = other.get(piece, 0)
            made[place] += weight * times * (_K1 + 1) / (times + longer)
    return made


def likeness_of_meaning(case: CaseText, others: Sequence[CaseText]) -> NDArray[np.float64]:
    """How near the passages of each of the others are to those of the case: of each the nearest, on average both ways.

    What all vectors have in common is taken off first: networks of this family put every text into a narrow cone.
    """
    common = np.concatenate([case.vectors, *(other.vectors for other in others)]).mean(axis=0)
    own = _off(case.vectors, common)
    made = np.zeros(len(others))
    for place, other in enumerate(others):
        if len(own) and len(other.vectors):
            near = own @ _off(other.vectors, common).T
            made[place] = (near.max(axis=1).mean() + near.max(axis=0).mean()) / 2
    return made


def nearest_pair(case: CaseText, other: CaseText) -> tuple[int, int]:
    """The two passages, by their places, that are most alike. Both cases have some."""
    common = np.concatenate([case.vectors, other.vectors]).mean(axis=0)
    near = _off(case.vectors, common) @ _off(other.vectors, common).T
    own, theirs = divmod(int(near.argmax()), near.shape[1])
    return own, theirs


def _off(vectors: Vectors, common: NDArray[np.float32]) -> Vectors:
    left = vectors - common
    return np.asarray(left / np.maximum(np.linalg.norm(left, axis=1, keepdims=True), 1e-9), np.float32)
