"""Text that goes round in circles: how engines write what they did not hear."""

import re
import zlib
from collections.abc import Iterator, Sequence

LOOP_RATIO = 2.4
"""Compression ratio of a window's text above which it is a loop (Radford et al., the Whisper paper)."""

_LONGEST_PHRASE = 8  # words
_TIMES_SAID = {1: 4, 2: 3}  # how often in a row a phrase of so many words makes a loop; longer phrases: 3
_TIMES_SAID_LONGER = 3


def compression_ratio(text: str) -> float:
    """Bytes of a text by bytes of it compressed, a byte a letter in Latin, Russian and Kazakh alike.

    The bound above was found on English. In UTF-8 a Cyrillic letter is two bytes, the first nearly always the same:
    plain Russian speech then passes for a loop.
    """
    plain = text.encode("kz1048", "replace")
    return len(plain) / len(zlib.compress(plain)) if plain else 1.0


def loop_words(texts: Sequence[str]) -> Iterator[int]:
    """Numbers of words that belong to a phrase said over and over."""
    folded = [re.sub(r"\W+", "", text).casefold() for text in texts]
    for length in range(1, _LONGEST_PHRASE + 1):
        same = 0  # words in a row that equal the word `length` before them
        least = (_TIMES_SAID.get(length, _TIMES_SAID_LONGER) - 1) * length
        for number in range(length, len(folded)):
            same = same + 1 if folded[number] and folded[number] == folded[number - length] else 0
            if same == least:
                yield from range(number - same - length + 1, number + 1)
            elif same > least:
                yield number
