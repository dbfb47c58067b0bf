"""A word as what it is searched by: its letters, its Russian and English dictionary form, its Kazakh stems."""

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache

import snowballstemmer

from analysis import kazakh
from models.russian import dictionary, is_known

FORMAT = 1
"""Of what this module makes; an index made under another number is made again."""

_TOKEN = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_CYRILLIC = re.compile(r"[а-яёәғқңөұүһі]+(?:-[а-яёәғқңөұүһі]+)*")
_FOLDS = str.maketrans("ёәғқңөұүһі’", "еагкноуухи'")
_KAZAKH_LETTERS = frozenset("әғқңөұүһі")
_LIKELY = 0.1  # a reading of a Russian form that is less likely than this is left out
_READINGS = 3
_LINKS = frozenset({"PREP", "CONJ"})  # parts of speech that a question may do without
_KAZAKH_LINKS = frozenset({"мен", "бен", "пен", "жане", "да", "де", "та", "те", "ушин", "туралы"})


def tokens(text: str) -> list[str]:
    """Its words in small letters, numbers among them, without punctuation."""
    return _TOKEN.findall(text.lower())


def folded(word: str) -> str:
    """Kazakh letters as people write them on a Russian keyboard, and ё as е."""
    return word.translate(_FOLDS)


@lru_cache(maxsize=200_000)
def lexemes(token: str, language: str | None = None) -> frozenset[str]:
    """Everything that a word in small letters is found by; `language` as the recognizer heard it, None of a question.

    A word of a question is read in every language, a word that was said in its own, and where it cannot be of that, in
    both: recognizers tell languages by the half minute, speakers change within a sentence.
    """
    plain = folded(token)
    found = {plain}
    for part in plain.split("-") if "-" in plain else ():
        found |= lexemes(part, language)
    if plain.isascii():
        if plain.isalpha():
            found.add(f"e.{_english()(plain)}")
        return frozenset(found)
    if not _CYRILLIC.fullmatch(token):
        return frozenset(found)
    is_kazakh = not _KAZAKH_LETTERS.isdisjoint(token)
    known = is_known(token)
    if language is None or language == "kk" or is_kazakh or not known:
        found |= {f"k.{stem}" for stem in kazakh.stems(plain)}
    if not is_kazakh and (known or language != "kk"):
        found |= {f"r.{form}" for form in _dictionary_forms(token)}
    return frozenset(found)


def of_word(text: str, language: str) -> frozenset[str]:
    """Of a word as a transcript holds it, with its punctuation."""
    return _all(lexemes(token, language) for token in tokens(text))


@cache
def is_link(token: str) -> bool:
    """Whether the word only links others: a preposition or a conjunction."""
    if not _CYRILLIC.fullmatch(token):
        return False
    return folded(token) in _KAZAKH_LINKS or str(dictionary().parse(token)[0].tag.POS) in _LINKS


def _all(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


def _dictionary_forms(token: str) -> set[str]:
    readings = [each for each in dictionary().parse(token)[: 2 * _READINGS] if each.score >= _LIKELY]
    return {folded(each.normal_form) for each in readings[:_READINGS] or dictionary().parse(token)[:1]}


@cache
def _english() -> Callable[[str], str]:
    stem: Callable[[str], str] = snowballstemmer.stemmer("english").stemWord
    return stem
