"""What one word may be of a name: first name, surname or patronymic, with its nominative and whose it is.

Russian forms by the dictionary of pymorphy3 (tags Name, Surn, Patr); Kazakh surnames and patronymics by their endings
(-ов/-ев/-ин with Russian or Kazakh cases, -ұлы/-қызы), Kazakh first names by a list with Russian or Kazakh cases.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from analysis.lexemes import folded
from analysis.mentions import name_lists
from analysis.mentions.russian import readings
from analysis.mentions.tokens import Token
from models.mentions import Sex
from models.russian import is_known


class Role(StrEnum):
    """Which part of a name."""

    NAME = "name"
    SURNAME = "surname"
    PATRONYMIC = "patronymic"


@dataclass(frozen=True, kw_only=True, slots=True)
class NamePart:
    """One reading of one word."""

    role: Role
    text: str  # in the nominative, letters as they were said
    sex: Sex | None
    certain: bool  # no other word reads so
    direct: bool = True  # it stood in the nominative


KAZAKH_CASES = (
    "[ндт][ыи]н", "[гк][ае]", "[ндт][ыи]", "[дт][ае]", "[дт][ае]н", "н[ае]н", "[мбп]ен", "[дтн][ыи]к[ыи]",
    "[дт][ае]р(?:[дг][ыиае]н?)?",
    "[лд][ае]р(?:[дг][ыиае]н?)?", "мын", "м[ыи]н",
)  # fmt: skip
_KAZAKH = "|".join(KAZAKH_CASES)
_OF_OV = re.compile(
    rf"(?P<base>[а-я]{{2,}}(?:ов|ев))(?:(?P<masculine>у|ым|е|ыми|ых|ы)|(?P<feminine>а|ой|у)|(?P<kazakh>{_KAZAKH})|а(?P<hers>{_KAZAKH}))?"
)
_OF_IN = re.compile(rf"(?P<base>[а-я]{{2,}}(?:ин|ын))(?:(?P<masculine>у|ым|е)|(?P<feminine>а|ой)|(?P<kazakh>{_KAZAKH}))?")
_SKY = re.compile(r"(?P<base>[а-я]{3,}(?:ск|цк))(?P<end>ий|ого|ому|им|ом|ая|ой|ую)")
_OVICH = re.compile(rf"(?P<base>[а-я]{{2,}}(?:ович|евич))(?:а|у|ем|е|{_KAZAKH})?")
_OVNA = re.compile(rf"(?P<base>[а-я]{{2,}}(?:овн|евн|ичн))(?:(?P<end>а|ы|е|у|ой)|а(?:{_KAZAKH}))")
_ULY = re.compile(rf"(?P<base>[а-я]{{2,}}(?:улы|тегин))(?:{_KAZAKH}|н|на|нан)?")
_KYZY = re.compile(rf"(?P<base>[а-я]{{2,}}кызы)(?:{_KAZAKH}|н|на|нан)?")
_MASCULINE_CASES = ("ом", "ем", "а", "у", "е", "я", "ю")
_FEMININE_CASES = {"ой": "а", "ою": "а", "ы": "а", "е": "а", "у": "а", "ей": "я", "и": "я", "ю": "я"}
_ENDING = re.compile(_KAZAKH)
_NAME_SCORE = 0.02


def parts_of(token: Token) -> tuple[NamePart, ...]:
    """Every reading of a word as a part of a name, likely ones first."""
    return _parts(token.text.lower(), token.plain, token.kazakh) if token.plain.isalpha() and len(token.plain) > 2 else ()


@lru_cache(maxsize=100_000)
def _parts(small: str, plain: str, kazakh: bool) -> tuple[NamePart, ...]:
    if plain in name_lists.NOT_NAMES:
        return ()
    found = [*_patronymics(small, plain), *_kazakh_names(small, plain, kazakh), *_surnames(small, plain, kazakh)]
    if not kazakh:
        found += _short(plain)
    if not any(part.role is Role.NAME for part in found):
        found += _dictionary_names(small, kazakh)
    return tuple(found)


def _title(text: str) -> str:
    return text[:1].upper() + text[1:]


def _patronymics(small: str, plain: str) -> Iterator[NamePart]:
    for pattern, sex in ((_OVICH, Sex.MALE), (_ULY, Sex.MALE), (_KYZY, Sex.FEMALE)):
        if (match := pattern.fullmatch(plain)) is not None and len(match["base"]) > 5:
            yield NamePart(
                role=Role.PATRONYMIC, text=_title(small[: match.end("base")]), sex=sex, certain=True,
                direct=match.end("base") == len(plain),
            )  # fmt: skip
    if (match := _OVNA.fullmatch(plain)) is not None and not (is_known(small) and not _is_tagged(small, "Patr")):
        yield NamePart(
            role=Role.PATRONYMIC, text=_title(small[: match.end("base")] + "а"), sex=Sex.FEMALE, certain=True,
            direct=plain.endswith("вна"),
        )  # fmt: skip


def _is_tagged(small: str, tag: str) -> bool:
    return any(tag in reading.tag for reading in readings(small))


def _has_other_meaning(small: str) -> bool:
    """Whether the Russian dictionary knows it as another word too."""
    if not is_known(small):
        return False
    others = {"Name", "Surn", "Patr", "Poss", "Geox"}  # «Петров», the adjective, and «Пушкин», the town, are rarer
    return any(reading.score > _NAME_SCORE and others.isdisjoint(reading.tag.grammemes) for reading in readings(small))


def _kazakh_names(small: str, plain: str, kazakh: bool) -> Iterator[NamePart]:
    names = name_lists.kazakh_names()
    for base, text, direct in _bases(small, plain, russian=not kazakh):
        if base in names and (direct or len(base) > 3):
            sex, word = names[base]
            if not direct and not kazakh and sex is Sex.FEMALE and base[-1] not in "аяьл" and text in small:
                continue  # a woman's name that ends in a consonant has no Russian cases: «Гульнаре» is of «Гульнара»
            certain = not word and not _has_other_meaning(small)
            yield NamePart(role=Role.NAME, text=_title(text), sex=sex, certain=certain, direct=direct)
            return


def _bases(small: str, plain: str, *, russian: bool = True) -> Iterator[tuple[str, str, bool]]:
    """A word without its Russian or Kazakh case: folded, as said, and whether nothing was taken off."""
    yield plain, small, True
    for end in range(3, len(plain)):
        if _ENDING.fullmatch(plain[end:]):
            yield plain[:end], small[:end], False
    if not russian:
        return
    for ending in _MASCULINE_CASES:
        if plain.endswith(ending) and len(plain) - len(ending) >= 3:
            yield plain[: -len(ending)], small[: -len(ending)], False
    for ending, nominative in _FEMININE_CASES.items():
        if plain.endswith(ending) and len(plain) - len(ending) >= 2:
            yield plain[: -len(ending)] + nominative, small[: -len(ending)] + nominative, False
    if plain.endswith(("и", "ю")):
        yield plain[:-1] + "ь", small[:-1] + "ь", False
    if plain.endswith("ью"):
        yield plain[:-1], small[:-1], False


def _short(plain: str) -> Iterator[NamePart]:
    for base, _, direct in _bases(plain, plain):
        if base in name_lists.SHORT_RUSSIAN:
            text = name_lists.SHORT_RUSSIAN[base]
            yield NamePart(role=Role.NAME, text=text, sex=Sex.MALE, certain=True, direct=direct)
            return


def _surnames(small: str, plain: str, kazakh: bool) -> Iterator[NamePart]:
    known, tagged = is_known(small), _is_tagged(small, "Surn") and is_known(small)
    if known and not tagged:
        return
    certain = not _has_other_meaning(small)
    if (match := _OF_OV.fullmatch(plain)) is not None:
        yield from _of_suffix(match, small, certain)
    elif (tagged or not kazakh) and (match := _OF_IN.fullmatch(plain)) is not None:
        yield from _of_suffix(match, small, certain and tagged)
    elif not kazakh and (match := _SKY.fullmatch(plain)) is not None:
        feminine = match["end"] in {"ая", "ой", "ую"}
        base = small[: match.end("base")]
        yield NamePart(
            role=Role.SURNAME, text=_title(base + ("ая" if feminine else "ий")), sex=Sex.FEMALE if feminine else Sex.MALE,
            certain=tagged and certain, direct=match["end"] in {"ий", "ая"},
        )  # fmt: skip
    elif tagged and not kazakh:
        reading = next(each for each in readings(small) if "Surn" in each.tag)
        yield NamePart(
            role=Role.SURNAME,
            text=_title(reading.normal_form),
            sex=None,
            certain=certain and len(small) > 3,
            direct="nomn" in reading.tag,
        )


def _of_suffix(match: re.Match[str], small: str, certain: bool) -> Iterator[NamePart]:
    base = small[: match.end("base")]
    his = NamePart(role=Role.SURNAME, text=_title(base), sex=Sex.MALE, certain=certain, direct=False)
    hers = NamePart(role=Role.SURNAME, text=_title(base + "а"), sex=Sex.FEMALE, certain=certain, direct=False)
    groups = match.groupdict()
    rest = match.string[match.end("base") :]
    if not rest or groups.get("masculine") in {"ым", "ыми", "ых", "ы"} or groups["kazakh"]:
        yield NamePart(role=Role.SURNAME, text=_title(base), sex=Sex.MALE, certain=certain, direct=not rest)
    elif rest == "а":
        yield NamePart(role=Role.SURNAME, text=_title(base + "а"), sex=Sex.FEMALE, certain=certain, direct=True)
        yield his
    elif groups["feminine"] or groups.get("hers"):
        yield hers
    elif rest == "у":
        yield his
        yield hers
    else:
        yield his


def _dictionary_names(small: str, kazakh: bool) -> Iterator[NamePart]:
    if not is_known(small):
        yield from _with_kazakh_case(small)
        return
    if kazakh and folded(small) not in name_lists.russian_names():
        return
    seen: set[str] = set()
    for reading in sorted(readings(small), key=lambda each: folded(each.normal_form) not in name_lists.russian_names()):
        if "Name" not in reading.tag or "plur" in reading.tag or reading.score < _NAME_SCORE / 4:
            continue
        sex = Sex.FEMALE if "femn" in reading.tag else Sex.MALE if "masc" in reading.tag else None
        if reading.normal_form in seen:
            continue
        seen.add(reading.normal_form)
        certain = not _has_other_meaning(small)
        yield NamePart(
            role=Role.NAME, text=_title(reading.normal_form), sex=sex, certain=certain, direct="nomn" in reading.tag
        )


def _with_kazakh_case(small: str) -> Iterator[NamePart]:
    """A Russian first name with a Kazakh case: «Иванның»."""
    for end in range(len(small) - 2, 2, -1):
        base, ending = small[:end], small[end:]
        if len(ending) < 2 or not _ENDING.fullmatch(folded(ending)) or folded(base) not in name_lists.russian_names():
            continue
        for reading in readings(base):
            if "Name" in reading.tag and "nomn" in reading.tag and "sing" in reading.tag:
                sex = Sex.FEMALE if "femn" in reading.tag else Sex.MALE
                yield NamePart(
                    role=Role.NAME, text=_title(base), sex=sex, certain=not _has_other_meaning(base), direct=False
                )
                return
