"""Days as they are compared: what of them is known."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from analysis.claims.records import Day, SlotKind, Value
from analysis.mentions.numbers import grouped, numbers_of
from analysis.mentions.tokens import Token
from analysis.mentions.vocabulary import MONTHS
from models.mentions import Calendar

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


def day_of(value: Calendar) -> Day:  # noqa: PLR0911  # one exclusion a line
    """What a mention's value says of a day."""
    if value.first is not None and value.last is not None:
        one = value.first == value.last
        months = frozenset({value.first.month, value.last.month}) if (value.last - value.first).days < 62 else frozenset()
        days = (value.first.day, value.last.day) if one or value.first.month == value.last.month else None
        whole_month = days is not None and days[0] == 1 and days[1] >= 28
        return Day(
            first=value.first, last=value.last, months=months, days=None if whole_month else days,
            weekday=value.first.isoweekday() if one else None,
        )  # fmt: skip
    text = value.unresolved or ""
    if match := _MONTH_DAY.match(text):
        last = int(match[3] or match[2])
        return Day(months=frozenset({int(match[1])}), days=(int(match[2]), last))
    if match := _MONTH.match(text):
        first = int(match[1])
        season = {first, first % 12 + 1, (first + 1) % 12 + 1} if text.endswith("..") else {first}
        return Day(months=frozenset(season))
    if match := _DAY.match(text):
        return Day(days=(int(match[1]), int(match[1])))
    if match := _WEEKDAY.match(text):
        return Day(weekday=int(match[1]))
    if match := _SHIFT.match(text):
        size, reach = _SHIFT_DAYS[match[2]]
        on = _ANCHOR + timedelta(days=int(match[1]) * size)
        return Day(
            first=on, last=on + timedelta(days=reach)
        )  # without the sitting's day: two such are compared with one another alone
    return Day()


def days_of_words(tokens: Sequence[Token], taken: set[int], said_on: date | None) -> Iterator[Value]:
    """Days that stand without their month: «шестнадцатого», «жиырмасыншы күні»; seasons."""
    del said_on
    for number in grouped(tokens, numbers_of(tokens)):
        words = tuple(sorted({token.word for token in tokens[number.first : number.last + 1]}))
        whole = number.whole
        if not taken.isdisjoint(words) or whole is None or not 1 <= whole <= 31:
            continue
        last = tokens[number.last]
        behind = tokens[number.last + 1] if number.last + 1 < len(tokens) else None
        before = tokens[number.first - 1].plain if number.first else ""
        if behind is not None and behind.keys & _NO_DAY_BEHIND:
            continue
        if behind is not None and any(key in MONTHS for key in behind.keys):
            continue
        said_so = number.ordinal and last.text.lower().endswith(("ого", "его")) and before not in {
            "половина", "половине", "четверть", "около", "часа", "минут", "из", "у", "до", "против",
        }  # fmt: skip
        of_day = number.ordinal and behind is not None and behind.plain.startswith(("куни", "кунги", "числ"))
        in_kazakh = number.ordinal and last.plain.endswith(("синде", "сында", "инде", "ында"))
        minutes = number.first > 0 and tokens[number.first - 1].plain.startswith("минут")
        if (said_so or of_day or in_kazakh) and not minutes and (whole > 12 or of_day or number.first <= 2):
            yield Value(
                kind=SlotKind.DATE,
                words=words,
                text=f"---{whole:02}",
                day=Day(days=(whole, whole)),
                about=number.approximate,
            )
    for at, token in enumerate(tokens[:-1]):  # «жиырмасыншы» is not among the words for numbers
        if token.plain == "жиырмасыншы" and tokens[at + 1].plain.startswith(("куни", "числ")) and token.word not in taken:
            yield Value(kind=SlotKind.DATE, words=(token.word,), text="---20", day=Day(days=(20, 20)))
    text = " ".join(token.plain for token in tokens)
    for phrase, (month, first_day, last_day) in _HOLIDAYS.items():
        if f" {phrase} " in f" {text} ":
            at = text[: f" {text} ".index(f" {phrase} ")].count(" ")
            yield Value(
                kind=SlotKind.DATE, words=(tokens[at + 1].word,), text=phrase, day=Day(months=frozenset({month}),
                    days=(first_day, last_day)),
                about=True,
            )  # fmt: skip
    for token in tokens:
        month_said = next((MONTHS[key] for key in sorted(token.keys) if key in MONTHS), None)
        if month_said is not None and token.word not in taken and not token.kazakh and token.plain not in {"мае", "марта"}:
            yield Value(
                kind=SlotKind.DATE, words=(token.word,), text=f"--{month_said:02}", day=Day(months=frozenset({month_said}))
            )
        if token.plain in _SEASONS and token.word not in taken:
            months = frozenset(_SEASONS[token.plain])
            yield Value(kind=SlotKind.DATE, words=(token.word,), text=token.plain, day=Day(months=months), about=True)
