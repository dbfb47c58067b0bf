"""A name as people write or say it -> its parts in the nominative, in every reading that holds together."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from analysis.persons.declension import DIRECT, KAZAKH, Form, forms
from analysis.persons.known_names import father, is_first_name, known_sex
from analysis.persons.letters import key
from analysis.persons.words import Place, Word, nicknames, words_of
from models.mentions import Sex

_CYRILLIC = re.compile(r"[а-яёәғқңөұүһіўїєґ]+")
_READINGS = 24  # of one name, likely ones first
_CHOICES = 4096  # combinations of words' forms that are looked at
_LONGEST = 12  # words; what is longer is no name


class PartKind(StrEnum):
    """Which part of a name."""

    SURNAME = "surname"
    NAME = "name"  # the first name
    PATRONYMIC = "patronymic"


SURNAME, NAME, PATRONYMIC = PartKind.SURNAME, PartKind.NAME, PartKind.PATRONYMIC
_ANY = frozenset(PartKind)
_OPEN = frozenset({SURNAME, NAME})


@dataclass(frozen=True, kw_only=True, slots=True)
class NamePart:
    """One word of a name in one reading."""

    text: str  # in the nominative, small letters, as it was spelt
    kinds: frozenset[PartKind]  # what it may be; one: it is sure
    key: str  # in the common alphabet; of a surname in the masculine; of an initial one letter
    father: str  # of what may be a patronymic: what it keeps of the father's name; else ""
    sex: Sex | None
    initial: bool
    compound: int  # the same for the parts of a double surname


@dataclass(frozen=True, kw_only=True, slots=True)
class NameReading:
    """A whole name with all its words in one case and of one sex."""

    parts: tuple[NamePart, ...]
    sex: Sex | None  # None: the forms do not tell
    direct: bool  # it stands in the nominative

    def text_of(self, kind: PartKind) -> str | None:
        """That part as far as the reading is sure of it, with its capital; double surnames with their hyphen."""
        found = [each.text for each in self.parts if each.kinds == {kind} and not each.initial]
        return "-".join(each[:1].upper() + each[1:] for each in found) or None


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """A name with everything that it may be."""

    text: str  # as given
    words: tuple[Word, ...]
    readings: tuple[NameReading, ...]  # likely ones first; empty where no word is left
    nicknames: tuple[str, ...]

    @property
    def stands(self) -> bool:
        """Whether it is a whole name in the nominative with a known first name: other readings are doubtful then."""
        first = self.readings[0] if self.readings else None
        return first is not None and first.direct and _sex_of_name(first.parts) is not None

    @property
    def surname(self) -> str | None:
        """Of the likeliest reading; None where it is not sure which word it is."""
        return self.readings[0].text_of(SURNAME) if self.readings else None

    @property
    def name(self) -> str | None:
        """The first name, by the same."""
        return self.readings[0].text_of(NAME) if self.readings else None

    @property
    def patronymic(self) -> str | None:
        """By the same, in the form that was written: -ұлы or -ович."""
        return self.readings[0].text_of(PATRONYMIC) if self.readings else None

    @property
    def initials(self) -> str | None:
        """With their full stops."""
        found = [each.text.upper() for each in self.words if each.place is Place.INITIAL]
        return "".join(f"{each}." for each in found) or None

    @property
    def sex(self) -> Sex | None:
        """By the forms, where all readings agree."""
        found = {each.sex for each in self.readings}
        return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=20_000)
def read(text: str) -> Name:
    """A name in any of its spellings; nothing is refused, what holds no letter has no readings."""
    rest, called = nicknames(text)
    words = words_of(rest)[:_LONGEST]
    return read_words(text, words or words_of(" ".join(called)), called)


@lru_cache(maxsize=20_000)
def read_words(text: str, words: tuple[Word, ...], called: tuple[str, ...] = ()) -> Name:
    """The same of words that were told apart already."""
    found: dict[tuple[NamePart, ...], bool] = {}
    for parts, direct in [*_agreeing(words)] or [*_agreeing(words, of_one_sex=False)]:
        found[parts] = found.get(parts, False) or direct
    if not found and words:  # its words do not agree: each as it stands
        found[tuple(_choices(word, is_last=False)[0][0] for word in words)] = False
    settled = [_settled(parts, direct) for parts, direct in found.items()]
    held = [each for each in settled if _holds(each)] or settled
    readings = tuple(sorted(held, key=_likely_first)[:_READINGS])
    return Name(text=text, words=words, readings=readings, nicknames=called)


def _likely_first(reading: NameReading) -> tuple[bool, int]:
    return not reading.direct, -sum(is_first_name(each.text) for each in reading.parts)


def _agreeing(words: tuple[Word, ...], *, of_one_sex: bool = True) -> Iterator[tuple[tuple[NamePart, ...], bool]]:
    """Choices of a form for each word that can stand in one case and be of one sex; the second: in the nominative."""
    chosen = [
        [*_choices(word, is_last=number == len(words)), *_bound(word, words[number : number + 1])]
        for number, word in enumerate(words, start=1)
    ]
    for choice in itertools.islice(itertools.product(*chosen), _CHOICES):
        cases = set.intersection(*(set(form.cases) for _, form in choice)) if choice else set()
        sexes = {part.sex for part, _ in choice} - {None}
        if cases and (len(sexes) < 2 or not of_one_sex):
            yield tuple(part for part, _ in choice), DIRECT in cases


def _choices(word: Word, *, is_last: bool) -> list[tuple[NamePart, Form]]:
    low = word.text.lower()
    if word.place is Place.INITIAL or not _CYRILLIC.fullmatch(low):
        form = Form(text=low, cases=f"{DIRECT}gdail{KAZAKH}", sex=None, of_table=False)
        return [(_part(word, form), form)]
    return [(_part(word, form), form) for form in forms(low, is_last=is_last)]


def _bound(word: Word, following: tuple[Word, ...]) -> list[tuple[NamePart, Form]]:
    """The part before a hyphen may stay as it is: Бонч-Бруевичу."""
    if not following or following[0].compound != word.compound:
        return []
    form = Form(text=word.text.lower(), cases=f"{DIRECT}gdail{KAZAKH}", sex=None, of_table=False)
    return [(_part(word, form), form)]


_CHILD = re.compile(r"(?P<father>.{2,}?)(?P<end>[oe]vič|ič|[oe]vna|ična|uli|kizi|tegin)")
_KAZAKH_CHILD = re.compile(r"(.{2,}?)([ұу]лы|оглы|[қкг]ызы|ogl[yu]|ūly|uly|uli|[qk]yzy|qyzı)")
"""Looked for before letters are folded: Ерік-қызы has two к."""
_SURNAME = re.compile(r"(?P<his>.{2,}(?:[oe]v|ski))(?P<hers>a|a[ij]a)?")
_PLACED = {
    Place.SON_OF: frozenset({PATRONYMIC}), Place.FATHERED: frozenset({NAME}), Place.BEFORE_COMMA: frozenset({SURNAME}),
}  # fmt: skip
_DAUGHTERS = frozenset({"ovna", "evna", "ična", "kizi"})


def _part(word: Word, form: Form) -> NamePart:
    """What one form may be in a name, by its ending, in any alphabet."""
    plain = key(form.text)
    made = NamePart(
        text=form.text, kinds=_OPEN if _CYRILLIC.search(form.text) else _ANY, key=plain, father="", sex=form.sex,
        initial=word.place is Place.INITIAL, compound=word.compound,
    )  # fmt: skip
    if made.initial:
        return replace(made, kinds=_ANY)
    if word.place in _PLACED:
        made = replace(made, kinds=_PLACED[word.place], father=father(plain))
    child, surname = _child_of(form.text, plain), _SURNAME.fullmatch(plain)
    if child is not None:
        return replace(made, kinds=frozenset({PATRONYMIC}), father=child[0], sex=child[1])
    if surname is not None and known_sex(form.text) is None:
        sex = form.sex or (Sex.FEMALE if surname["hers"] else Sex.MALE)
        return replace(made, kinds=frozenset({SURNAME}), key=surname["his"], sex=sex, father=father(surname["his"][:-2]))
    if form.of_table:
        return replace(made, kinds=frozenset({SURNAME}), key=plain.removesuffix("a") if form.sex is Sex.FEMALE else plain)
    return made


def _child_of(text: str, plain: str) -> tuple[str, Sex] | None:
    """Of a patronymic: what it keeps of the father's name, and whose it is."""
    kazakh, russian = _KAZAKH_CHILD.fullmatch(text), _CHILD.fullmatch(plain)
    if kazakh is not None:
        stem, end = key(kazakh[1]), key(kazakh[2])
    elif russian is not None and (russian["end"] != "ič" or _is_of_ilya(plain)):
        stem, end = russian["father"], russian["end"]
    else:
        return None
    return father(stem), Sex.FEMALE if end in _DAUGHTERS else Sex.MALE


def _is_of_ilya(plain: str) -> bool:
    return plain[:-2] in {"il", "kuzm", "luk", "fom", "nikit", "savv"}


def _settled(parts: tuple[NamePart, ...], direct: bool) -> NameReading:
    """What the words tell of one another: a first name stands before its patronymic, and there is one of each."""
    settled = list(parts)
    _settle_initials(settled)
    _settle_second_surname(settled)
    _settle_surnames_like_patronymics(settled)
    _settle_by_patronymic(settled)
    surnames = [each for each in settled if each.kinds == {SURNAME}]
    open_ones = [at for at, each in enumerate(settled) if each.kinds in {_OPEN, _ANY} and not each.initial]
    groups = {settled[at].compound for at in open_ones}
    has_other = surnames or any(each.kinds == {PATRONYMIC} for each in settled)
    has_other = has_other and not any(each.kinds == {NAME} for each in settled)
    if has_other and len(groups) == 1 and groups.isdisjoint(each.compound for each in surnames):
        for at in open_ones:
            settled[at] = replace(settled[at], kinds=frozenset({NAME}))
    sex = next((each.sex for each in settled if each.sex is not None), None)
    return NameReading(parts=tuple(settled), sex=sex or _sex_of_name(settled), direct=direct)


def _sex_of_name(parts: Sequence[NamePart]) -> Sex | None:
    return next((known_sex(each.text) for each in parts if each.kinds == {NAME} and not each.initial), None)


def _holds(reading: NameReading) -> bool:
    """Whether the first name is not known as one of the other sex than the endings tell: Иванова Виктория is no man."""
    return _sex_of_name(reading.parts) in {None, reading.sex}


def _settle_initials(parts: list[NamePart]) -> None:
    """Cyrillic ones: А. Т. are of name and patronymic, one alone of the name, one behind a first name of the patronymic."""
    at = [number for number, each in enumerate(parts) if each.initial]
    others = [each for each in parts if not each.initial]
    if not at or not all(_CYRILLIC.fullmatch(parts[each].text) for each in at) or len(at) > 2:
        return
    kinds = (NAME, PATRONYMIC) if len(others) == 1 else (PATRONYMIC,) if len(others) == 2 and len(at) == 1 else ()
    for number, kind in zip(at, kinds, strict=False):
        parts[number] = replace(parts[number], kinds=frozenset({kind}))
    if len(others) == 1 and not others[0].kinds.isdisjoint(_OPEN):
        at_other = parts.index(others[0])
        parts[at_other] = replace(others[0], kinds=frozenset({SURNAME}))


def _settle_second_surname(parts: list[NamePart]) -> None:
    """Of two words in -ов one may be a patronymic whose end was cut, or in the old form: Ахметов Ерлан Сериков."""
    found = [at for at, each in enumerate(parts) if each.kinds == {SURNAME} and each.father]
    if len(found) == 2 and parts[found[0]].compound != parts[found[1]].compound:
        for at in found:
            parts[at] = replace(parts[at], kinds=frozenset({SURNAME, PATRONYMIC}))


def _settle_surnames_like_patronymics(parts: list[NamePart]) -> None:
    """A word in -ович that has a hyphen, or stands at the end or the beginning beside another one, is a surname."""
    found = [at for at, each in enumerate(parts) if each.kinds == {PATRONYMIC} and each.key.endswith("vič")]
    compounds = [each.compound for each in parts]
    surnames = [at for at in found if compounds.count(parts[at].compound) > 1]
    if not surnames and len(found) == 2 and len(parts) == 3:
        surnames = [found[0] if found[0] == 0 else found[1]]
    for at, each in enumerate(parts):
        if any(each.compound == parts[surname].compound for surname in surnames):
            parts[at] = replace(each, kinds=frozenset({SURNAME}))


def _settle_by_patronymic(parts: list[NamePart]) -> None:
    found = [at for at, each in enumerate(parts) if each.kinds == {PATRONYMIC}]
    if len(found) != 1 or found[0] == 0 or parts[found[0] - 1].initial or NAME not in parts[found[0] - 1].kinds:
        return
    name = found[0] - 1
    for at, each in enumerate(parts):
        if at == name:
            parts[at] = replace(each, kinds=frozenset({NAME}))
        elif at != found[0] and not each.initial and each.kinds in (_OPEN, _ANY):
            parts[at] = replace(each, kinds=frozenset({SURNAME}))
