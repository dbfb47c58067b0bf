"""What the Russian dictionary (pymorphy3, OpenCorpora) says of a word, as far as rules ask."""

import unicodedata
from functools import lru_cache
from typing import Any

from models.russian import dictionary, is_known

_LIKELY = 0.05
_NAMELESS = "·"  # stands for a letter that Unicode has no name for, such as one of Tangut


@lru_cache(maxsize=100_000)
def readings(word: str) -> tuple[Any, ...]:
    """Every reading of a word in small letters, likely ones first; one at least."""
    named = "".join(each if unicodedata.name(each, "") else _NAMELESS for each in word)  # the dictionary asks for the names
    return tuple(dictionary().parse(named))


@lru_cache(maxsize=100_000)
def noun_lemma(word: str, *, count: int) -> str | None:
    """The dictionary form of a known noun in the form that so many of it are counted in; None for any other word.

    Two to four take the genitive singular, more the genitive plural (Русская грамматика, § 1368); behind numbers in other
    cases the plural of that case.
    """
    if not is_known(word):
        return None
    if word in {"человек", "людей", "человека"}:
        return "человек"
    for reading in readings(word):
        tag = reading.tag
        if reading.score < _LIKELY or "NOUN" not in tag or not {"Name", "Surn", "Patr", "Geox"}.isdisjoint(tag.grammemes):
            continue
        genitive = "gent" in tag or "gen2" in tag
        if (
            (genitive and "plur" in tag)
            or (genitive and "sing" in tag and 2 <= count % 10 <= 4)
            or (count == 1 and "nomn" in tag)
        ):
            return str(reading.normal_form)
        if "plur" in tag and not {"datv", "ablt", "loct"}.isdisjoint(tag.grammemes):
            return str(reading.normal_form)
    return None


@lru_cache(maxsize=100_000)
def is_adjective(word: str) -> bool:
    """Whether its likeliest reading is an adjective or a participle; of unknown words only those of places (-ский)."""
    return str(readings(word)[0].tag.POS) in {"ADJF", "PRTF"} and (is_known(word) or "ск" in word[-5:])


@lru_cache(maxsize=100_000)
def part_of_speech(word: str) -> str:
    """Of its likeliest reading, as OpenCorpora names it; "" where the dictionary does not know the word."""
    return str(readings(word)[0].tag.POS) if is_known(word) else ""
