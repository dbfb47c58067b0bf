"""The Russian dictionary (pymorphy3, OpenCorpora), read once a process for all who ask it."""

from functools import cache, lru_cache

import pymorphy3


@cache
def dictionary() -> pymorphy3.MorphAnalyzer:
    """A tenth of a second the first time."""
    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=100_000)
def is_known(word: str) -> bool:
    """Whether the dictionary has this word, in small letters, in any of its forms."""
    return bool(dictionary().word_is_known(word))
