"""Words for numbers, Russian and Kazakh, in every form; the tables behind `analysis.mentions.numbers`.

Russian forms come from the dictionary of pymorphy3 (OpenCorpora), Kazakh ones from the order of Kazakh endings
(Мұсабаев, Қазақ грамматикасы: сан есім): stem, ordinal -ншы, case.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from analysis.lexemes import folded
from models.russian import dictionary


@dataclass(frozen=True, kw_only=True, slots=True)
class NumberWord:
    """One word of a number."""

    value: Decimal
    multiplies: bool = False  # "тысяча", "жүз": what stands before is multiplied
    ordinal: bool = False
    approximate: bool = False
    kazakh: bool = False
    unsure: bool = False  # also a word of another meaning: a number only among numbers or Kazakh words
    bare: bool = False  # "тысяч", "миллионов": a number that follows it is approximate
    oblique: bool = False  # a case that numbers stand in with a clock: «девяти», «тоғызда»


_RUSSIAN = {
    "ноль": 0, "нуль": 0, "один": 1, "два": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7, "восемь": 8,
    "девять": 9, "десять": 10, "одиннадцать": 11, "двенадцать": 12, "тринадцать": 13, "четырнадцать": 14,
    "пятнадцать": 15, "шестнадцать": 16, "семнадцать": 17, "восемнадцать": 18, "девятнадцать": 19, "двадцать": 20,
    "тридцать": 30, "сорок": 40, "пятьдесят": 50, "шестьдесят": 60, "семьдесят": 70, "восемьдесят": 80,
    "девяносто": 90, "сто": 100, "двести": 200, "триста": 300, "четыреста": 400, "пятьсот": 500, "шестьсот": 600,
    "семьсот": 700, "восемьсот": 800, "девятьсот": 900, "двое": 2, "трое": 3, "четверо": 4, "пятеро": 5, "шестеро": 6,
    "семеро": 7, "восьмеро": 8, "десятеро": 10,
}  # fmt: skip
_RUSSIAN_MULTIPLIERS = {
    "тысяча": 1000, "миллион": 10**6, "миллиард": 10**9, "тыща": 1000, "лимон": 10**6, "сотня": 100, "косарь": 1000,
    "штука": 1000,
}  # fmt: skip
_SLANG = {"лимон", "косарь", "штука"}  # multiply only behind a number
_RUSSIAN_ORDINALS = {
    "нулевой": 0, "первый": 1, "второй": 2, "третий": 3, "четвёртый": 4, "пятый": 5, "шестой": 6, "седьмой": 7,
    "восьмой": 8, "девятый": 9, "десятый": 10, "одиннадцатый": 11, "двенадцатый": 12, "тринадцатый": 13,
    "четырнадцатый": 14, "пятнадцатый": 15, "шестнадцатый": 16, "семнадцатый": 17, "восемнадцатый": 18,
    "девятнадцатый": 19, "двадцатый": 20, "тридцатый": 30, "сороковой": 40, "пятидесятый": 50, "шестидесятый": 60,
    "семидесятый": 70, "восьмидесятый": 80, "девяностый": 90, "сотый": 100, "двухсотый": 200, "трёхсотый": 300,
    "четырёхсотый": 400, "пятисотый": 500, "шестисотый": 600, "семисотый": 700, "восьмисотый": 800,
    "девятисотый": 900, "тысячный": 1000, "двухтысячный": 2000, "трёхтысячный": 3000,
}  # fmt: skip
_COLLOQUIAL = {
    "полтинник": 50,
    "сотка": 100,
    "стольник": 100,
    "пятак": 5,
    "пятихатка": 500,
    "двадцатка": 20,
    "тридцатка": 30,
}
_SHORT = {"тыс": 1000, "млн": 10**6, "млрд": 10**9, "тыщ": 1000, "тыщи": 1000, "тысч": 1000, "лям": 10**6, "ляма": 10**6}
_MISHEARD = {
    "пятдесят": 50, "пядесят": 50, "пийсят": 50, "шестдесят": 60, "шестьдесять": 60, "семдесят": 70, "восемдесят": 80,
    "восемьдесять": 80, "девяноста": 90, "пятьсотт": 500, "шессот": 600, "семсот": 700, "восемсот": 800,
    "девятсот": 900, "чтыре": 4, "тринацать": 13, "двенацать": 12, "одинадцать": 11, "двадцать": 20, "двацать": 20,
    "трицать": 30, "пятнацать": 15, "шестнацать": 16, "семнацать": 17, "восемнацать": 18, "девятнацать": 19,
    "четырнацать": 14, "одинацать": 11, "восим": 8, "осемь": 8, "тыщу": 1000,
}  # fmt: skip
_HALVES = {"полмиллиона": 500_000, "полтысячи": 500, "полсотни": 50, "полумиллиона": 500_000}
_BARE = {"тысяч", "тыщ", "тыщи", "миллионов", "сотен"}
_NOT_NUMBERS = {"семью", "семей", "сорока"}  # a family; a magpie (a number behind another all the same)
_LATE_NUMBERS = {"семью", "сорока"}

_KAZAKH = {
    "нөл": 0, "ноль": 0, "бір": 1, "екі": 2, "үш": 3, "төрт": 4, "бес": 5, "алты": 6, "жеті": 7, "сегіз": 8, "тоғыз": 9,
    "он": 10, "жиырма": 20, "отыз": 30, "қырық": 40, "елу": 50, "алпыс": 60, "жетпіс": 70, "сексен": 80, "тоқсан": 90,
    "біреу": 1, "екеу": 2, "үшеу": 3, "төртеу": 4, "бесеу": 5, "алтау": 6, "жетеу": 7, "тоғызау": 9, "онау": 10,
}  # fmt: skip
_KAZAKH_MULTIPLIERS = {"жүз": 100, "мың": 1000, "миллион": 10**6, "миллиард": 10**9}
_VOICED = {"кырык": "кырыг", "жиырма": "жиырма"}
_CASES = (
    "[дт][ае]|[дт][ае]н|н[ае]н|[гк][ае]|[дтн][ыи]|[дтн][ыи]н|[мбп]ен|[ыи]|с[ыи]|[ыи]нд[ае]|с[ыи]нд[ае]|[ыи]н[ае]|с[ыи]н[ае]|"
    "[ыи]н[ае]н|с[ыи]н[ае]н|[ыи]н|с[ыи]н|[ыи]н[ыи]н|с[ыи]н[ыи]н|[ыи]мен|с[ыи]мен|[дт][ае]г[ыи]|[лдт][ае]р(?:[дг][ае]|ден)?|[мбп][ыи]з|у?м[ыи]з|[лдт]еп|лап"
)
_KAZAKH_FORM = re.compile(
    rf"(?P<stem>{{stems}})(?:(?P<ordinal>[ыи]?нш[ыи])|(?P<about>[дт][ае]й|[дт]а[гк]ан|лаган|леген))?(?:{_CASES})?".replace(
        "{stems}", "{}"
    )
)
_NO_KAZAKH_NUMBERS = {"алтын", "бири", "бирин", "бириси", "бирине", "бирден", "биреу", "биреуи", "биреуди", "биреуге"}
_UNSURE = {"он", "онда", "оны", "онын", "торт", "бес", "уш", "бир", "мын", "ушин", "онымен", "ондай", "оныси"}
_NEVER = {"онда", "оны", "онын", "ушин", "онымен", "ондай", "оныси", "онан"}


@lru_cache(maxsize=20_000)
def number_word(plain: str, *, late: bool = False) -> NumberWord | None:
    """What a folded word is among numbers; `late`: behind a word of a number, where fewer meanings are open."""
    if plain in _NOT_NUMBERS and not (late and plain in _LATE_NUMBERS):
        return None
    return _russian().get(plain) or _kazakh(plain)


def is_oblique(plain: str) -> bool:
    """Whether a word of a number stands in another case than the nominative."""
    found = number_word(plain)
    return bool(found and found.oblique)


@cache
def _russian() -> dict[str, NumberWord]:
    forms: dict[str, NumberWord] = {}
    for form, word in _russian_forms():
        forms.setdefault(folded(form), word)
    return forms


def _russian_forms() -> Iterator[tuple[str, NumberWord]]:
    for base, value in _RUSSIAN.items():
        for form in _lexeme(base, {"NUMR", "NOUN", "ADJF", "NPRO"}):
            if form not in _NOT_NUMBERS or form in _LATE_NUMBERS:
                yield form, NumberWord(value=Decimal(value), oblique=form != base)
    for base, value in _RUSSIAN_ORDINALS.items():
        for form in _lexeme(base, {"ADJF"}):
            yield form, NumberWord(value=Decimal(value), ordinal=True)
    for base, value in _RUSSIAN_MULTIPLIERS.items():
        for form in _lexeme(base, {"NOUN", "NUMR"}):
            yield form, NumberWord(value=Decimal(value), multiplies=True, unsure=base in _SLANG, bare=form in _BARE)
    for base, value in _COLLOQUIAL.items():
        for form in _lexeme(base, {"NOUN"}):
            yield form, NumberWord(value=Decimal(value))
    yield from _single_forms()


def _single_forms() -> Iterator[tuple[str, NumberWord]]:
    for form, value in _SHORT.items():
        yield form, NumberWord(value=Decimal(value), multiplies=True, bare=form in _BARE)
    for form, value in _MISHEARD.items():
        yield form, NumberWord(value=Decimal(value), multiplies=value == 1000)
    for form in ("полтора", "полторы", "полутора"):
        yield form, NumberWord(value=Decimal("1.5"))
    for form in ("пара", "пару", "парой", "пары"):
        yield form, NumberWord(value=Decimal(2), approximate=True, unsure=True)
    for form, value in _HALVES.items():
        yield form, NumberWord(value=Decimal(value), multiplies=True)
    for form in ("десяток", "десятка", "десятков"):
        yield form, NumberWord(value=Decimal(10), approximate=True)


def _lexeme(base: str, parts: set[str]) -> Iterator[str]:
    yield base
    fitting = (
        parse for parse in dictionary().parse(base)
        if str(parse.tag.POS) in parts and "Abbr" not in parse.tag and folded(parse.normal_form) == folded(base)
    )  # fmt: skip
    parse = next(fitting, None)
    for each in parse.lexeme if parse else ():
        if str(each.tag.POS) in parts and "Infr" not in each.tag:
            yield each.word


@cache
def _kazakh_stems() -> dict[str, tuple[int, bool]]:
    stems = {folded(word): (value, False) for word, value in _KAZAKH.items()}
    stems |= {folded(word): (value, True) for word, value in _KAZAKH_MULTIPLIERS.items()}
    return stems | {voiced: stems[plain] for plain, voiced in _VOICED.items()}


@cache
def _kazakh_pattern() -> re.Pattern[str]:
    stems = "|".join(sorted(_kazakh_stems(), key=len, reverse=True))
    return re.compile(_KAZAKH_FORM.pattern.replace("{}", stems))


def _kazakh(plain: str) -> NumberWord | None:
    if plain in _NO_KAZAKH_NUMBERS or plain in _NEVER:
        return None
    if plain in {"жарты", "жартысы"}:
        return NumberWord(value=Decimal("0.5"), kazakh=True)
    match = _kazakh_pattern().fullmatch(plain)
    if match is None:
        return None
    value, multiplies = _kazakh_stems()[match["stem"]]
    return NumberWord(
        value=Decimal(value),
        multiplies=multiplies,
        ordinal=match["ordinal"] is not None,
        approximate=match["about"] is not None,
        kazakh=True,
        unsure=plain in _UNSURE,
        oblique=match.end("stem") < len(plain) and match["ordinal"] is None,
    )
