"""A turn's words taken apart into what rules look at: letters, digits, and what stands between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from analysis.lexemes import folded, lexemes
from models.transcript import INVENTION_MARKS, WordMark

LEAST_PROBABILITY = 0.35
"""A word that its engine gave less is doubtful; the engines' numbers are uncalibrated, so this only marks, never drops."""

_PIECE = re.compile(r"\d+|[$€₸₽]|[^\W\d_]+(?:['’][^\W\d_]+)*")
_DOUBTS = INVENTION_MARKS | {WordMark.LOW_PROBABILITY, WordMark.RESPELLED, WordMark.LANGUAGE_DOUBT}
_KAZAKH_LETTERS = frozenset("әғқңөұүһі")


class SaidWord(Protocol):
    """A word of a machine layer or of a working transcript."""

    @property
    def id(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def probability(self) -> float | None: ...
    @property
    def marks(self) -> tuple[WordMark, ...]: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """A run of letters or of digits."""

    text: str  # as written
    plain: str  # in small letters, Kazakh ones folded
    gap: str  # what stands between it and the token before; "" where nothing does
    word: int  # index of its word in the turn
    keys: frozenset[str]  # dictionary forms and stems, folded
    kazakh: bool  # its letters say so, or the recognizer did

    @property
    def glued(self) -> bool:
        """Whether it stands in one word with the token before."""
        return " " not in self.gap

    @property
    def ends_before(self) -> bool:
        """Whether a sentence ended before it."""
        return bool(re.search(r"[.!?…](?=\W*\s)", self.gap)) and " " in self.gap

    @property
    def is_digits(self) -> bool:
        """Whether it is written in digits."""
        return self.text.isdecimal()

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a large letter."""
        return self.text[:1].isupper()


def tokens_of(words: Sequence[SaidWord]) -> list[Token]:
    """Every token of a turn, in order."""
    made: list[Token] = []
    gap = ""
    for number, word in enumerate(words):
        end = 0
        gap += " " if number else ""
        for match in _PIECE.finditer(word.text):
            gap += word.text[end : match.start()]
            made.append(_token(match.group(), gap, number, word.language))
            gap, end = "", match.end()
        gap += word.text[end:]
    return made


def is_doubtful(word: SaidWord) -> bool:
    """Whether the recognizer was in doubt about it."""
    probability = word.probability
    return (probability is not None and probability < LEAST_PROBABILITY) or not _DOUBTS.isdisjoint(word.marks)


def _token(text: str, gap: str, word: int, language: str) -> Token:
    small = text.lower()
    kazakh = not _KAZAKH_LETTERS.isdisjoint(small)
    return Token(text=text, plain=folded(small), gap=gap, word=word, keys=keys_of(small), kazakh=kazakh or language == "kk")


@lru_cache(maxsize=200_000)
def keys_of(small: str) -> frozenset[str]:
    """What rules know a word in small letters by: its folded letters, Russian dictionary forms and Kazakh stems."""
    return frozenset(key[2:] if key[1:2] == "." else key for key in lexemes(small))
