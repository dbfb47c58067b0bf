"""One written word of a name in Cyrillic -> the nominatives it may stand for, with the cases and the sex that each implies.

Surnames and patronymics by their endings (Русская грамматика, 1980, § 1155-1233), first names that the dictionary of
pymorphy3 has by the dictionary (Павлу, Львом), all others by the endings of the declensions; Kazakh cases at a name's
end.
A word by itself may be read in many ways: which hold is told by the other words of the name, as all stand in one case.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from analysis.mentions.russian import readings
from analysis.persons.known_names import known_sex
from models.mentions import Sex
from models.russian import is_known

DIRECT = "n"
KAZAKH = "k"  # any Kazakh case but the nominative
_OBLIQUE = "gdail"  # genitive, dative, accusative, instrumental, locative
_CASES = {"nomn": "n", "gent": "g", "datv": "d", "accs": "a", "ablt": "i", "loct": "l"}
_SEXES = {"masc": Sex.MALE, "femn": Sex.FEMALE}
_M, _F = Sex.MALE, Sex.FEMALE

_Ending = tuple[str, str, Sex | None, str]  # as written, in the nominative, whose, in which cases
_OF_OV: tuple[_Ending, ...] = (
    ("", "", _M, "n"), ("а", "а", _F, "n"), ("а", "", _M, "ga"), ("у", "", _M, "d"), ("у", "а", _F, "a"),
    ("ым", "", _M, "i"), ("е", "", _M, "l"), ("ой", "а", _F, "gdil"),
)  # fmt: skip
_OF_SKY: tuple[_Ending, ...] = (
    ("ий", "ий", _M, "n"), ("ого", "ий", _M, "ga"), ("ому", "ий", _M, "d"), ("им", "ий", _M, "i"), ("ом", "ий", _M, "l"),
    ("ая", "ая", _F, "n"), ("ой", "ая", _F, "gdil"), ("ую", "ая", _F, "a"),
)  # fmt: skip
_OF_VICH: tuple[_Ending, ...] = (
    ("", "", _M, "n"),
    ("а", "", _M, "ga"),
    ("у", "", _M, "d"),
    ("ем", "", _M, "i"),
    ("е", "", _M, "l"),
)
_OF_VNA: tuple[_Ending, ...] = (
    ("а", "а", _F, "n"),
    ("ы", "а", _F, "g"),
    ("е", "а", _F, "dl"),
    ("у", "а", _F, "a"),
    ("ой", "а", _F, "i"),
)
_CONSONANT = "[бвгғджзкқлмнңпрстфхһцчшщ]"
_NAMED = (
    (re.compile(r"(.{2,}(?:[оеё]в|(?<!д)ин|цын))(|а|у|ым|е|ой)"), _OF_OV),
    (re.compile(r"(.{2,}[сц]к)(ий|ого|ому|им|ом|ая|ой|ую)"), _OF_SKY),
    (re.compile(r"(.{2,}(?:[ое]вич|[ьмтк]ич))(|а|у|ем|е)"), _OF_VICH),
    (re.compile(r"(.{2,}(?:[ое]вн|ичн))(а|ы|е|у|ой)"), _OF_VNA),
    (re.compile(r"(.{2,}(?:[ұу]лы|тегі))()"), (("", "", _M, DIRECT + _OBLIQUE),)),
    (re.compile(r"(.{2,}[қк]ызы)()"), (("", "", _F, DIRECT + _OBLIQUE),)),
)
_OTHER: tuple[tuple[re.Pattern[str], tuple[_Ending, ...]], ...] = (
    (re.compile(rf"(.+{_CONSONANT})(а|у|ом|ем|е)"),
     (("а", "", _M, "ga"), ("у", "", _M, "d"), ("ом", "", _M, "i"), ("ем", "", _M, "i"), ("е", "", _M, "l"))),
    (re.compile(r"(.+[аеиоуэ])(я|ю|ем|е)"),
     (("я", "й", _M, "ga"), ("ю", "й", _M, "d"), ("ем", "й", _M, "i"), ("е", "й", _M, "l"))),
    (re.compile(rf"(.+{_CONSONANT})(я|ю|ем|е|и|ью)"),
     (("я", "ь", _M, "ga"), ("ю", "ь", _M, "d"), ("ем", "ь", _M, "i"), ("е", "ь", _M, "l"),
      ("и", "ь", _F, "gdl"), ("ью", "ь", _F, "i"))),
    (re.compile(rf"(.+{_CONSONANT})(ы|и|е|у|ой|ей)"),
     (("ы", "а", None, "g"), ("и", "а", None, "g"), ("е", "а", None, "dl"), ("у", "а", None, "a"),
      ("ой", "а", None, "i"), ("ей", "а", None, "i"))),
    (re.compile(r"(.{2,}[нртлд])(ого|ому|ым|ом|ой|ую)"),
     (("ого", "ый", _M, "ga"), ("ому", "ый", _M, "d"), ("ым", "ый", _M, "i"), ("ом", "ый", _M, "l"),
      ("ой", "ая", _F, "gdil"), ("ую", "ая", _F, "a"))),
    (re.compile(r"(.{2,})(и|е|ю|ей)"),
     (("и", "я", None, "gdl"), ("е", "я", None, "dl"), ("ю", "я", None, "a"), ("ей", "я", None, "i"))),
)  # fmt: skip
_OF_KAZAKH = re.compile(r"(.{2,}?)(?:[ндт][ыі]ң|[нд]ин|[ғг]а|[гк]е|қа|[ндт][ыі]|[дт][ае]н?|н[ае]н|[мбп]ен)")
_LIKELY = 0.12  # of the likeliest reading of a word: the dictionary has rare names, Викторий beside Виктория
_VOWEL = re.compile("[аәеёиоөуұүыіэюя]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """One reading of a word."""

    text: str  # the nominative in small letters
    cases: str  # letters of the cases that the word may stand in
    sex: Sex | None
    of_table: bool  # by the endings of surnames and patronymics


@lru_cache(maxsize=50_000)
def forms(word: str, *, is_last: bool) -> tuple[Form, ...]:
    """Every reading of a word in small Cyrillic letters, the nominative first; Kazakh cases only of a name's last word."""
    found = [*_known(word)] or [*_by_tables(word)] or [*_by_endings(word)]
    if is_last:
        found += _in_kazakh(word)
    else:
        found = [replace(each, cases=each.cases + KAZAKH) if DIRECT in each.cases else each for each in found]
    return tuple(dict.fromkeys(found))


def _known(word: str) -> Iterator[Form]:
    """A first name by the dictionary or the list of known ones; it may be a surname too, so it tells no sex."""
    found = [each for each in readings(word) if _is_name(each.tag)] if is_known(word) else []
    stands = known_sex(word) is not None or any(str(each.tag.case) == "nomn" for each in found)
    if stands:
        yield from _undeclined(word)
    likely = max((each.score for each in found), default=0.0) * _LIKELY
    for reading in found:
        if str(reading.tag.case) != "nomn" and reading.score >= likely and reading.normal_form != word:
            its = _SEXES.get(str(reading.tag.gender))
            yield Form(text=reading.normal_form, cases=_CASES[str(reading.tag.case)], sex=its, of_table=False)
    if found and not stands:  # some other word, as a surname may be
        yield from _undeclined(word)


def _is_name(tag: Any) -> bool:
    return "Name" in tag and "plur" not in tag and str(tag.case) in _CASES


def _undeclined(word: str) -> Iterator[Form]:
    """As it stands: in the nominative; in another case, where it has none or is a woman's (с Асель Ким)."""
    yield Form(text=word, cases=DIRECT, sex=None, of_table=False)
    if word[-1] not in "ая":
        sex = None if _VOWEL.fullmatch(word[-1]) else Sex.FEMALE
        yield Form(text=word, cases=_OBLIQUE, sex=sex, of_table=False)


def _by_tables(word: str) -> Iterator[Form]:
    for pattern, endings in _NAMED:
        if (match := pattern.fullmatch(word)) is not None:
            for ending, nominative, sex, cases in endings:
                if ending == match[2]:
                    yield Form(text=match[1] + nominative, cases=cases, sex=sex, of_table=True)


def _by_endings(word: str) -> Iterator[Form]:
    yield from _undeclined(word)
    for pattern, endings in _OTHER:
        if (match := pattern.fullmatch(word)) is not None and _VOWEL.search(match[1]):
            for ending, nominative, sex, cases in endings:
                if ending == match[2]:
                    yield Form(text=match[1] + nominative, cases=cases, sex=sex, of_table=False)


def _in_kazakh(word: str) -> list[Form]:
    match = _OF_KAZAKH.fullmatch(word)
    if match is None or len(match[1]) < 3 or not _VOWEL.search(match[1]):
        return []
    inner = [*_known(match[1])] or [*_by_tables(match[1])] or [*_undeclined(match[1])]
    return [replace(each, cases=KAZAKH) for each in inner if DIRECT in each.cases]
