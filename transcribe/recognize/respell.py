"""Words that no dictionary has, written as a word that it has and that the network finds about as likely.

The network writes letters for what it hears; the dictionary proposes words that are nearly spelled so; the network,
told to say each, decides. Where it finds none of them likely, or where much of the text is no Russian, nothing changes.
"""

import itertools
from collections.abc import Callable, Sequence

from models.span import Span
from transcribe.recognize import dictionary
from transcribe.recognize.written import Written

UNKNOWN = 3.0
"""How much less likely a word is that the dictionary lacks, as a natural logarithm: a twentieth."""

_MOST_UNKNOWN = 0.25  # share of a text's words above which it is another language or noise, and left as it was written
_UNHEARD = -5.0  # a token's mean log-probability below which a sentence is not said where its timestamps are

Likely = Callable[[Span, list[list[int]]], Sequence[float]]
"""Log-probabilities of texts, as tokens, each told to be all that is said in a span of the window."""


def unknown(words: Sequence[str]) -> list[int]:
    """Numbers of the words that the dictionary lacks; words come as tokens make them, a space before each."""
    return [number for number, word in enumerate(words) if word.startswith(" ") and dictionary.lacks(word[1:])]


def respelled(
    text: Written,
    words: Sequence[tuple[str, list[int]]],
    encode: Callable[[str], list[int]],
    likely: Likely,
) -> Written:
    """The text with words that the dictionary lacks respelled where the network allows it.

    `words`: each with its tokens, together those of the text. A respelling must be at least a twentieth as likely as
    what it stands for, all else of its sentence the same.
    """
    places = unknown([word for word, _ in words])
    if not places or len(places) > _MOST_UNKNOWN * len(words):
        return text
    starts = itertools.accumulate((len(tokens) for _, tokens in words[:-1]), initial=0)
    sentences = [text.sentences[start] for start in starts]
    tokens = [tokens for _, tokens in words]
    changed: dict[int, str] = {}  # by place: the word that stood there
    for place in places:
        spellings = [encode(f" {each}") for each in dictionary.respellings(words[place][0].strip())]
        best = _best(tokens, place, spellings, sentences, likely)
        if best is not None:
            tokens[place] = best
            changed[place] = words[place][0].strip()
    owners = [place for place, each in enumerate(tokens) for _ in each]
    return Written(
        tokens=list(itertools.chain.from_iterable(tokens)),
        sentences=[sentences[place] for place in owners],
        respelled={number: changed[place] for number, place in enumerate(owners) if place in changed},
    )


def _best(
    tokens: Sequence[list[int]], place: int, spellings: Sequence[list[int]], sentences: Sequence[Span], likely: Likely
) -> list[int] | None:
    """The likeliest spelling, if it is likely enough; all in the sentence's own sound, a seventh of the whole's work."""
    if not spellings:
        return None
    beside = [number for number, sentence in enumerate(sentences) if sentence == sentences[place]]
    as_written, *others = likely(
        sentences[place],
        [
            [token for number in beside for token in (spelling if number == place else tokens[number])]
            for spelling in (tokens[place], *spellings)
        ],
    )
    if as_written < _UNHEARD * sum(len(tokens[number]) for number in beside):
        return None
    highest = max(others)
    return spellings[others.index(highest)] if highest > as_written - UNKNOWN else None
