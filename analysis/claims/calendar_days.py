"""Days as they are compared: what of them is known."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from analysis.claims.neighbours import is_said_before, plain_before, words_of
from analysis.claims.records import Day, SlotKind, Value
from analysis.lexemes import folded
from analysis.mentions.numbers import Number
from analysis.mentions.tokens import Token
from analysis.mentions.vocabulary import MONTHS
from models.mentions import Calendar, Mention, Sureness

_MONTH_DAY = re.compile(r"--(\d\d)-(\d\d)(?:\.\.(\d\d))?$")
_MONTH = re.compile(r"--(\d\d)(?:\.\.)?$")
_DAY = re.compile(r"---(\d\d)$")
_WEEKDAY = re.compile(r"W(\d)")
_SHIFT = re.compile(r"([+-]\d+)([dwmy])$")
_SHIFT_DAYS = {"d": (1, 0), "w": (7, 6), "m": (30, 29), "y": (365, 200)}  # of the unit, and how far it reaches
_SEASONS = {
    "летом": (6, 7, 8), "лето": (6, 7, 8), "зимой": (12, 1, 2), "зима": (12, 1, 2), "весной": (3, 4, 5), "осенью": (9,
        10, 11),
    "жазда": (6, 7, 8), "кыста": (12, 1, 2), "коктемде": (3, 4, 5), "кузде": (9, 10, 11), "летний": (6, 7, 8),
    "жазгы": (6, 7, 8), "кыскы": (12, 1, 2), "кузги": (9, 10, 11),
}  # fmt: skip
_NO_DAY_BEHIND = frozenset({
    "час", "сагат", "класс", "этаж", "раз", "год", "дом", "квартира", "подъезд", "этап", "курс", "рет", "жыл", "минут",
    "сынып", "кабат", "половина", "утро", "вечер", "дочь", "сын", "палата", "микрорайон",
})  # fmt: skip
_HOLIDAYS = {
    "на новый год": (1, 1, 2), "на майские": (5, 1, 10), "на наурыз": (3, 21, 24), "на пасху": (4, 5, 30),
    "на восьмое марта": (3, 8, 8), "на рождество": (1, 7, 7), "на день победы": (5, 9, 9),
}  # fmt: skip
_ANCHOR = date(2000, 1, 1)
_MONTH_NAMES = frozenset(folded(month) for month in MONTHS)
_PARTS_OF_MONTH = (
    ("первых числ", (1, 10)), ("последних числ", (20, 31)), ("алгашкы кун", (1, 10)),
    ("начал", (1, 10)), ("басы", (1, 10)), ("середин", (11, 20)), ("орта", (11, 20)), ("кон", (20, 31)), ("аяг", (20, 31)),
    ("сон", (20, 31)),
)  # fmt: skip
_NOT_BEHIND = frozenset({"половина", "половине", "четверть", "около", "часа", "минут", "из", "у", "до", "против"})
"""Behind these «третьего» is an hour or a person."""
_BESIDE_A_DAY = frozenset({"до", "перед", "накануне", "после", "самым", "самого"})
"""Behind these it was near the day, not on it."""
_MAY_AND_MARCH = frozenset({"мае", "марта"})
"""Forms of months that are names and words too."""


def day_of(value: Calendar) -> Day:
    """What a mention's value says of a day."""
    if value.first is not None and value.last is not None:
        return _stretch(value.first, value.last)
    text = value.unresolved or ""
    return next((made(match) for pattern, made in _UNRESOLVED if (match := pattern.match(text))), Day())


def _stretch(first: date, last: date) -> Day:
    """From one day of the calendar to another; a whole month tells no day of it."""
    one = first == last
    months = frozenset({first.month, last.month}) if (last - first).days < 62 else frozenset()
    days = (first.day, last.day) if one or first.month == last.month else None
    whole_month = days is not None and days[0] == 1 and days[1] >= 28
    return Day(
        first=first, last=last, months=months, days=None if whole_month else days,
        weekday=first.isoweekday() if one else None,
    )  # fmt: skip


def _day_of_a_month(match: re.Match[str]) -> Day:
    return Day(months=frozenset({int(match[1])}), days=(int(match[2]), int(match[3] or match[2])))


def _month_or_season(match: re.Match[str]) -> Day:
    first = int(match[1])
    return Day(months=frozenset({first, first % 12 + 1, (first + 1) % 12 + 1} if match[0].endswith("..") else {first}))


def _day_alone(match: re.Match[str]) -> Day:
    return Day(days=(int(match[1]), int(match[1])))


def _day_of_a_week(match: re.Match[str]) -> Day:
    return Day(weekday=int(match[1]))


def _shifted(match: re.Match[str]) -> Day:
    """«вчера» without the sitting's day: two such are compared with one another alone."""
    size, reach = _SHIFT_DAYS[match[2]]
    on = _ANCHOR + timedelta(days=int(match[1]) * size)
    return Day(first=on, last=on + timedelta(days=reach))


_UNRESOLVED = (
    (_MONTH_DAY, _day_of_a_month),
    (_MONTH, _month_or_season),
    (_DAY, _day_alone),
    (_WEEKDAY, _day_of_a_week),
    (_SHIFT, _shifted),
)
"""How a mention writes what it could not resolve, and what that says of a day."""


def dates(tokens: Sequence[Token], mentions: Sequence[Mention], numbers: Sequence[Number]) -> Iterator[Value]:
    """Days of the mentions, then those that stand without their month, holidays, months and seasons."""
    taken: set[int] = set()
    for each in mentions:
        if isinstance(each.value, Calendar):
            taken.update(each.words)
            near = is_said_before(tokens, each.words[0], _BESIDE_A_DAY)
            yield Value(
                kind=SlotKind.DATE, words=each.words, text=each.text, day=_part_of_month(day_of(each.value), each.spoken),
                about=near or each.sureness is Sureness.APPROXIMATE,
                unit="" if _is_of_calendar(tokens, each) else "relative",
            )  # fmt: skip
    yield from _days_alone(tokens, numbers, taken)
    yield from _holidays(tokens)
    yield from _months_and_seasons(tokens, taken)


def _is_of_calendar(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether a month or a number was said, so that the day is one of the calendar and not «вчера»."""
    said = [token for token in tokens if token.word in mention.words]
    return any(token.is_digits or token.keys & _MONTH_NAMES for token in said)


def _part_of_month(day: Day, spoken: str) -> Day:
    """«в конце мая»: its last ten days, where the sitting's day is not known."""
    if day.first is not None or day.days is not None or len(day.months) != 1:
        return day
    plain = folded(spoken.lower())
    return next((replace(day, days=days) for word, days in _PARTS_OF_MONTH if word in plain), day)


def _days_alone(tokens: Sequence[Token], numbers: Sequence[Number], taken: set[int]) -> Iterator[Value]:
    """«шестнадцатого», «жиырмасыншы күні»: days of the month that stand without it."""
    for number in numbers:
        words = words_of(tokens, number.first, number.last)
        if taken.isdisjoint(words) and number.whole is not None and 1 <= number.whole <= 31 and _is_day(tokens, number):
            yield Value(
                kind=SlotKind.DATE, words=words, text=f"---{number.whole:02}", day=Day(days=(number.whole, number.whole)),
                about=number.approximate,
            )  # fmt: skip
    for at, token in enumerate(tokens[:-1]):  # «жиырмасыншы» is not among the words for numbers
        if token.plain == "жиырмасыншы" and tokens[at + 1].plain.startswith(("куни", "числ")) and token.word not in taken:
            yield Value(kind=SlotKind.DATE, words=(token.word,), text="---20", day=Day(days=(20, 20)))


def _is_day(tokens: Sequence[Token], number: Number) -> bool:
    """Whether an ordinal from one to thirty-one is a day: by its ending, or by «күні» and «числа» behind it."""
    last = tokens[number.last]
    behind = tokens[number.last + 1] if number.last + 1 < len(tokens) else None
    before = plain_before(tokens, number.first)
    if not number.ordinal or before.startswith("минут"):
        return False
    if behind is not None and (behind.keys & _NO_DAY_BEHIND or any(key in MONTHS for key in behind.keys)):
        return False
    if behind is not None and behind.plain.startswith(("куни", "кунги", "числ")):
        return True
    in_russian = last.text.lower().endswith(("ого", "его")) and before not in _NOT_BEHIND
    in_kazakh = last.plain.endswith(("синде", "сында", "инде", "ында"))
    return (in_russian or in_kazakh) and (number.value > 12 or number.first <= 2)


def _holidays(tokens: Sequence[Token]) -> Iterator[Value]:
    text = " ".join(token.plain for token in tokens)
    for phrase, (month, first_day, last_day) in _HOLIDAYS.items():
        begin = f" {text} ".find(f" {phrase} ")
        if begin >= 0:
            named = tokens[text[:begin].count(" ") + 1]
            day = Day(months=frozenset({month}), days=(first_day, last_day))
            yield Value(kind=SlotKind.DATE, words=(named.word,), text=phrase, day=day, about=True)


def _months_and_seasons(tokens: Sequence[Token], taken: set[int]) -> Iterator[Value]:
    for token in tokens:
        if token.word in taken:
            continue
        month = next((MONTHS[key] for key in sorted(token.keys) if key in MONTHS), None)
        if month is not None and not token.kazakh and token.plain not in _MAY_AND_MARCH:
            day = Day(months=frozenset({month}))
            yield Value(kind=SlotKind.DATE, words=(token.word,), text=f"--{month:02}", day=day)
        if token.plain in _SEASONS:
            day = Day(months=frozenset(_SEASONS[token.plain]))
            yield Value(kind=SlotKind.DATE, words=(token.word,), text=token.plain, day=day, about=True)


def joined_days(values: list[Value]) -> list[Value]:
    """«в октябре, третьего числа», «двенадцатого, в субботу»: the parts of one day, where no two days are told."""
    days = [each for each in values if each.kind is SlotKind.DATE and each.day is not None]
    months = {each.day.months for each in days if each.day and each.day.months}
    numbers = {each.day.days for each in days if each.day and each.day.days}
    weekdays = {each.day.weekday for each in days if each.day and each.day.weekday}
    firsts = {each.day.first for each in days if each.day and each.day.first}
    if len(days) < 2 or max(len(months), len(numbers), len(weekdays), len(firsts)) > 1 or (firsts and numbers):
        return values
    first = next(iter(firsts), None)
    joined = Day(
        first=first, last=first, months=next(iter(months), frozenset()), days=next(iter(numbers), None),
        weekday=next(iter(weekdays), None),
    )  # fmt: skip
    ordered = sorted(days, key=lambda each: each.words)
    words = tuple(sorted({word for each in days for word in each.words}))
    rest = [each for each in values if each not in days]
    return [*rest, replace(ordered[0], words=words, text=" ".join(each.text for each in ordered), day=joined)]
