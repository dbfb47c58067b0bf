"""Sums of money, lengths of time and counted things."""

from decimal import Decimal

from analysis.mentions.number_words import number_word
from analysis.mentions.numbers import Number
from analysis.mentions.patterns import Make, Match, Reading, Rule
from analysis.mentions.russian import noun_lemma
from models.mentions import Duration, MentionKind, Quantity

_UNCOUNTED = frozenset(
    {"<unit>", "<currency>", "<month>", "<weekday>", "<part>", "<part-before>", "<num>", "<day-word>", "<half>"}
)
_NOT_COUNTED = frozenset({
    "статья", "часть", "пункт", "дом", "квартира", "улица", "микрорайон", "этаж", "подъезд", "номер", "утро", "вечер",
    "ночь",
    "обед", "половина", "ноль", "пора", "счет", "сторона", "бап", "класс", "глава", "слово",
})  # fmt: skip


def _quantity(number: Number, unit: str, *, approximate: bool) -> Reading:
    high = number.value if number.high is None else number.high
    return Reading(value=Quantity(low=number.value, high=high, unit=unit), approximate=approximate or number.approximate)


def _sum(match: Match) -> Reading | None:
    number = match.number("n")
    if number is None or number.ordinal or number.value == 0:
        return None
    return _quantity(number, match.data("c", "currency"), approximate=match.approximate)


def _unnamed(match: Match) -> Reading | None:
    """«отдал двести тысяч»: thousands of nothing that is named, where the sentence pays."""
    number = match.number("n")
    if number is None or number.ordinal or number.written or number.value % 100:
        return None
    behind = match.scene.behind(match.last)
    if behind is not None and (
        behind.number or not _UNCOUNTED.isdisjoint(behind.keys) or noun_lemma(behind.plain, count=5)
    ):
        return None
    if "<year>" in match.named["n"].keys:
        return None
    paid = any("<pay>" in item.keys for item in match.scene.items)
    return _quantity(number, "?", approximate=match.approximate) if paid else None


def _length(match: Match) -> Reading | None:
    number = match.number("n")
    if number is None or number.ordinal or number.high is not None or number.value <= 0:
        return None
    unit, size = match.data("u", "unit")
    parts = {unit: number.value * size}
    for name, more in (("o", "v"), ("half", "")):
        if (other := match.number(name)) is not None and more and more in match.named:
            second, size = match.data(more, "unit")
            parts[second] = parts.get(second, Decimal(0)) + other.value * size
    behind = match.scene.behind(match.last)
    if behind is not None and "<ago>" in behind.keys:
        return None
    if number.half:
        parts[unit] = number.value * match.data("u", "unit")[1]
    return _duration(parts, approximate=match.approximate)


def _duration(parts: dict[str, Decimal], *, approximate: bool) -> Reading | None:
    if unit := next((unit for unit in ("years",) if parts.get(unit, Decimal(0)) % 1), None):
        whole = parts[unit] // 1
        parts = {**parts, unit: whole, "months": (parts[unit] - whole) * 12}
    return Reading(value=Duration(**parts), approximate=approximate)


def _about_length(match: Match) -> Reading | None:
    reading = _length(match)
    before = match.scene.before(match.first, 1)
    if reading is None or match.items[0].token.plain == "сагат" or (before and before[0].number):
        return None
    return Reading(value=reading.value, approximate=True)


def _half(unit: str, count: int) -> Make:
    def make(match: Match) -> Reading:
        about = any(item.plain in {"около", "примерно", "шамамен"} for item in match.scene.before(match.first, 1))
        return Reading(value=Duration(**{unit: Decimal(count)}), approximate=about)

    return make


def _counted(match: Match) -> Reading | None:
    number, noun = match.number("n"), match.named["what"]
    if number is None or number.ordinal or number.value < 2 or number.value % 1 or number.half:
        return None
    if not _UNCOUNTED.isdisjoint(noun.keys) or not _NOT_COUNTED.isdisjoint(noun.keys) or "-" in noun.token.gap:
        return None
    lemma = noun.data.get("counted") or (
        None if noun.token.kazakh else noun_lemma(noun.plain, count=int(number.high or number.value))
    )
    if lemma is None and noun.token.text[:1].islower() and number.kazakh:
        lemma = noun_lemma(noun.plain, count=1)
    return _quantity(number, lemma, approximate=match.approximate) if lemma else None


def _about_counted(match: Match) -> Reading | None:
    """«человек десять»."""
    number = match.number("n")
    inverted = match.items[0].plain in {"человек", "штук", "раз", "метров"}
    return _counted(match) if inverted and number is not None and number.approximate else None


def _people(match: Match) -> Reading | None:
    """«нас было трое», «үшеуі келді»: numbers that only persons are counted by."""
    number = match.number("n")
    if number is None or number.first != number.last:
        return None
    token = match.scene.tokens[number.first]
    found = number_word(token.plain)
    collective = token.plain in _COLLECTIVE or any(token.plain.startswith(each) for each in _COLLECTIVE_KAZAKH)
    if not found or not collective or number.value < 2:
        return None
    return _quantity(number, "адам" if found.kazakh else "человек", approximate=False)


_COLLECTIVE = frozenset({"двое", "трое", "четверо", "пятеро", "шестеро", "семеро", "двоих", "троих", "четверых", "пятерых"})
_COLLECTIVE_KAZAKH = ("екеу", "ушеу", "тортеу", "бесеу", "алтау", "жетеу")


def _rule(name: str, kind: MentionKind, pattern: str, make: Make, *, lead: int = 0, weight: int = 1) -> Rule:
    return Rule(name=name, kind=kind, pattern=pattern, make=make, lead=lead, weight=weight)


RULES = (
    _rule("sum", MentionKind.MONEY, "n=<num> c=<currency>", _sum, weight=3),
    _rule("sum with a sign", MentionKind.MONEY, "c==$|=€|=₸|=₽ n=<num>", _sum, weight=3),
    _rule("sum in thousands", MentionKind.MONEY, "n=<big>", _unnamed),
    _rule("length", MentionKind.DURATION, "n=<card> u=<unit>", _length),
    _rule("length in two units", MentionKind.DURATION, "n=<card> u=<unit> o=<card> v=<unit>", _length),
    _rule("about a length", MentionKind.DURATION, "u=<unit> n=<card>", _about_length),
    _rule("half an hour", MentionKind.DURATION, "=полчаса|=получаса|=получасе|=полчасика", _half("minutes", 30)),
    _rule("half a year", MentionKind.DURATION, "=полгода|=полугода", _half("months", 6)),
    _rule("hour and a half in Kazakh", MentionKind.DURATION, "=сағат =жарым|=жарымдай|=жарымнан", _half("minutes", 90)),
    _rule("counted", MentionKind.COUNT, "n=<card> what=<word>", _counted),
    _rule("counted with its kind", MentionKind.COUNT, "n=<card> <adjective> what=<word>", _counted),
    _rule("about so many", MentionKind.COUNT, "what=<word> n=<card>",
          _about_counted),
    _rule("so many persons", MentionKind.COUNT, "n=<card>", _people, weight=0),
)  # fmt: skip
