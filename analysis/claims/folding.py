"""Folded words: patterns that are matched against them, folded themselves, and which of several stands for a word."""

import re
from collections.abc import Iterable

from analysis.lexemes import folded


def folded_pattern(pattern: str) -> re.Pattern[str]:
    """The pattern compiled, with its own letters folded as those of the text are, so that none of them is asked in vain."""
    return re.compile(folded(pattern))


def shortest(words: Iterable[str]) -> str:
    """The shortest, and of equally short ones the first by its letters: the same whatever order a set has; "" of none."""
    return min(words, key=lambda each: (len(each), each), default="")
