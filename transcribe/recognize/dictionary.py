"""Words that the Russian dictionary (pymorphy3, OpenCorpora) lacks, and how they may have been meant.

A small network writes what it hears where it does not know the word: "званящий", "трибуквы". Names are not its concern:
a word with a capital letter is never held against the dictionary.
"""

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache

from models.russian import is_known

LANGUAGE = "ru"
MOST_RESPELLINGS = 5  # of one word: each is put to the network

_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_SOUND_ALIKE = ("ао", "еи", "еия", "бп", "дт", "гк", "вф", "зс", "жш", "ыи", "щш", "юу", "эе", "оё")
_ALIKE = {
    letter: sorted({other for group in _SOUND_ALIKE if letter in group for other in group} - {letter})
    for letter in _LETTERS + "ё"
}
_PLAIN = re.compile("[а-яё]{3,}")
_FIRST_OF_ONE = frozenset("аивкосуя")  # the only words of one letter that another may have been written onto
_LAST_OF_ONE = frozenset("ия")
_TWO_OFF = range(6, 13)  # letters of words that may be two letters off: shorter ones are like everything, longer ones slow
_ENOUGH = 3  # respellings below which one letter more is tried
_LEAST_HALF = 4  # letters of a part of a word that may itself be respelled: shorter ones are like everything


@lru_cache(maxsize=100_000)
def lacks(word: str) -> bool:
    """Whether this, all in small letters, is no word of the dictionary; never true of shorter ones than three letters."""
    return _PLAIN.fullmatch(word) is not None and not is_known(word)


@lru_cache(maxsize=10_000)
def respellings(word: str) -> tuple[str, ...]:
    """Words, or pairs of words with a space between, that differ from this one by little; the nearest first.

    None brings a denial ("не", "нет") that was not written, and none takes away one that was.
    """
    near = _near(word)
    whole, half = [], []
    for at in range(1, len(word)):
        first, last = word[:at], word[at:]
        if (len(first) == 1 and first not in _FIRST_OF_ONE) or (len(last) == 1 and last not in _LAST_OF_ONE):
            continue
        knows_first, knows_last = is_known(first), is_known(last)
        if knows_first and knows_last:
            whole.append(f"{first} {last}")
        elif knows_first and len(last) >= _LEAST_HALF:
            half += [f"{first} {each}" for each in _near(last)]
        elif knows_last and len(first) >= _LEAST_HALF:
            half += [f"{each} {last}" for each in _near(first)]
    found = [*near, *whole, *half]
    if len(found) < _ENOUGH and len(word) in _TWO_OFF:
        found += [each for like in _sound_alike(word, 1) for each in _edited(like) if is_known(each)]
    allowed = (each for each in dict.fromkeys(found) if each != word and _denies(each) == _denies(word))
    return tuple(itertools.islice(allowed, MOST_RESPELLINGS))


def _denies(words: str) -> bool:
    return any(word.startswith("не") for word in words.split(" "))


@lru_cache(maxsize=10_000)
def _near(word: str) -> tuple[str, ...]:
    """Known words one letter away, or one or two sound-alike letters."""
    every = itertools.chain(_sound_alike(word, 2), _edited(word))
    return tuple(dict.fromkeys(each for each in every if is_known(each)))


def _edited(word: str) -> Iterator[str]:
    """A letter left out, changed or put in, or two letters the other way round (Norvig's corrector does the same)."""
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in _LETTERS:
            if after:
                yield before + letter + after[1:]
            yield before + letter + after


def _sound_alike(word: str, most: int) -> Iterator[str]:
    """Up to so many letters changed for such as sound alike in speech, vowels without stress and paired consonants."""
    for count in range(1, most + 1):
        for places in itertools.combinations(range(len(word)), count):
            for letters in itertools.product(*(_ALIKE[word[at]] for at in places)):
                changed = list(word)
                for at, letter in zip(places, letters, strict=True):
                    changed[at] = letter
                yield "".join(changed)
