"""Lengths of time that no number of a unit tells: nights, seasons, halves, from when until when, the third year."""

import re
from collections.abc import Iterator, Sequence

from analysis.claims.records import SlotKind, Value
from analysis.mentions.number_words import number_word
from analysis.mentions.tokens import Token

_DAY, _MONTH, _YEAR = 1440, 43_800, 525_600  # minutes
_NIGHTS = frozenset({"ночь", "ночи", "ночей", "ночку", "тун"})
_SEASONS = ("зим", "весн", "лет", "осен", "жаз", "кыс", "коктем", "куз")
_WHOLE = frozenset({"целую", "целое", "всю", "все", "бойы", "бойына", "весь", "целый"})
_HALVES = {
    "полмесяца": _MONTH / 2, "полнедели": 7 * _DAY / 2, "полсуток": _DAY / 2, "полминуты": 0.5, "полночи": 240.0,
    "полвека": 50.0 * _YEAR, "пол месяца": _MONTH / 2, "полгода": _YEAR / 2,
}  # fmt: skip
_NEAR_ONE = {
    "суток": _DAY, "часа": 60, "минуты": 1, "недели": 7 * _DAY, "месяца": _MONTH, "года": _YEAR, "полугода": _YEAR / 2,
    "получаса": 30,
}  # fmt: skip
_NEAR = {"около": (0.8, 1.2), "меньше": (0.3, 0.95), "менее": (0.3, 0.95), "больше": (1.05, 1.6), "более": (1.05, 1.6),
         "порядка": (0.8, 1.2)}  # fmt: skip
_ABOVE_IT = frozenset({"дольше", "больше", "более"})
_DONE_IN = {
    "час": 60.0, "минуту": 1.0, "неделю": 7.0 * _DAY, "месяц": float(_MONTH), "год": float(_YEAR), "сутки": float(_DAY),
}  # fmt: skip
_LASTING = {"год": _YEAR, "месяц": _MONTH, "неделя": 7 * _DAY, "неделю": 7 * _DAY, "день": _DAY, "сутки": _DAY,
            "жыл": _YEAR, "ай": _MONTH, "апта": 7 * _DAY, "кун": _DAY}  # fmt: skip
_DURING = frozenset({"работает", "работаю", "живу", "живет", "болеет", "болею", "служу", "служит", "жду", "ищу", "лежит",
                     "истеймин", "турамын", "турады", "жумыс"})  # fmt: skip


def worded_lengths(tokens: Sequence[Token], taken: set[int]) -> Iterator[Value]:
    """Of words that are not `taken` by other lengths."""
    for at, token in enumerate(tokens):
        if token.word in taken:
            continue
        before = tokens[at - 1].plain if at else ""
        behind = tokens[at + 1].plain if at + 1 < len(tokens) else ""
        span = _nights(token.plain, before, behind) or _seasons(token.plain, before, behind)
        if span is None and token.plain in _HALVES:
            span = (_HALVES[token.plain], _HALVES[token.plain])
        if span is None and token.plain in _NEAR_ONE and at > 1 and tokens[at - 2].plain == "не" and before in _ABOVE_IT:
            span = (0.2 * _NEAR_ONE[token.plain], _NEAR_ONE[token.plain])
        if span is None and token.plain in _NEAR_ONE and before in _NEAR:
            span = tuple(_NEAR_ONE[token.plain] * share for share in _NEAR[before])
        if span is None and before == "за" and token.plain in _DONE_IN and behind not in {"до", "назад"}:
            span = (_DONE_IN[token.plain], _DONE_IN[token.plain])
        if span is None:
            span = _nth(tokens, at) or _single(token.plain, before, behind) or _from_to(tokens, at)
        if span is not None:
            taken.add(token.word)
            yield Value(
                kind=SlotKind.DURATION, words=(token.word,), text=f"{before} {token.plain}".strip(),
                ranges=((float(span[0]), float(span[-1])),), about=True, unit="length",
            )  # fmt: skip


def _nights(plain: str, before: str, behind: str) -> tuple[float, ...] | None:
    """«две ночи», «бір түн»: so many nights, not an hour of the night."""
    number = number_word(before)
    if plain not in _NIGHTS or number is None or number.ordinal or behind.startswith("сагат"):
        return None
    count = float(number.value)
    if count == 1:
        return (360.0, 900.0)
    return (count * _DAY - 900, count * _DAY) if plain == "тун" or count > 4 or plain == "ночи" else None


def _seasons(plain: str, before: str, behind: str) -> tuple[float, ...] | None:
    if {before, behind} & _WHOLE and plain.startswith(_SEASONS) and len(plain) <= 6 and plain not in {"лет", "летом"}:
        return (60.0 * _DAY, 110.0 * _DAY)
    return None


_UNITS = (
    ("секунд", 1 / 60), ("минут", 1.0), ("сагат", 60.0), ("час", 60.0), ("суток", 1440.0), ("сутки", 1440.0),
    ("тоулик", 1440.0), ("таулик", 1440.0), ("день", 1440.0), ("дня", 1440.0), ("дней", 1440.0), ("кун", 1440.0),
    ("недел", 10_080.0), ("апта", 10_080.0), ("месяц", 43_800.0), ("лет", 525_600.0), ("год", 525_600.0),
    ("жыл", 525_600.0),
)  # fmt: skip
_SHORT = {
    "мин": 1.0,
    "сек": 1 / 60,
    "сагат": 60.0,
    "саг": 60.0,
    "ч": 60.0,
    "ай": 43_800.0,
    "айдай": 43_800.0,
    "айга": 43_800.0,
}
_ABOVE = re.compile(r"^(тауликтен|кун+ен|аптадан|айдан|жылдан|сагаттан|минуттан)$")
_MORE = frozenset({"артык", "астам", "коп"})
_OF_YEAR = (
    "январ",
    "феврал",
    "март",
    "апрел",
    "май",
    "мая",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
)


def _unit(plain: str) -> float | None:
    if plain in _SHORT:
        return _SHORT[plain]
    return next((size for stem, size in _UNITS if plain.startswith(stem) and len(plain) <= len(stem) + 4), None)


def _single(plain: str, before: str, behind: str) -> tuple[float, ...] | None:
    """«тәулік бойы», «аптадан артық», «несколько дней», «весь август»: one of the unit, or some."""
    unit = _unit(plain)
    if unit is not None and behind in {"бойы", "бойына"}:
        return (unit, unit)
    if unit is not None and before in {"несколько", "пару", "бирнеше", "бирер"}:
        return (2 * unit, 6 * unit)
    if unit is not None and _ABOVE.match(plain) and behind in _MORE:
        return (1.05 * unit, 1.8 * unit)
    if before in {"весь", "целый"} and plain.startswith(_OF_YEAR) and len(plain) <= 8:
        return (25.0 * _DAY, 31.0 * _DAY)
    return None


def _from_to(tokens: Sequence[Token], at: int) -> tuple[float, ...] | None:
    """«минут пять-семь», «екі-үш күн», «три с половиной часа»: two numbers beside a unit."""
    unit = _unit(tokens[at].plain)
    if unit is None:
        return None
    for places in (range(at - 1, max(-1, at - 5), -1), range(at + 1, min(len(tokens), at + 5))):
        run: list[float] = []
        half = False
        for place in places:
            if place == at - 1 and tokens[at].plain in {"лет", "года", "году", "год"} and tokens[place].is_digits:
                break
            plain = tokens[place].plain
            parts = [number_word(each) for each in plain.split("-")]
            if plain in {"с", "половиной"} and places.step < 0:
                half = half or plain == "половиной"
                continue
            if any(each is None or each.ordinal for each in parts):
                break
            values = [float(each.value) for each in parts if each is not None]
            run = [*values, *run] if places.step < 0 else [*run, *values]
        told = _composed(run)
        if half and len(told) == 1:
            return ((told[0] + 0.5) * unit, (told[0] + 0.5) * unit)
        if len(told) in {1, 2} and told[0] <= told[-1] and (len(told) == 2 or tokens[at].plain in _SHORT):
            return (told[0] * unit, told[-1] * unit)
    return None


def _composed(run: Sequence[float]) -> list[float]:
    """Twenty and five are one number; five and six are two."""
    made: list[float] = []
    for each in run:
        if made and each < 10 <= made[-1] and made[-1] % 10 == 0:
            made[-1] += each
        else:
            made.append(each)
    return made


def _nth(tokens: Sequence[Token], at: int) -> tuple[float, ...] | None:
    """«третий год работаю»: two years and something."""
    token, number = tokens[at], number_word(tokens[at - 1].plain) if at else None
    if token.plain not in _LASTING or number is None or not number.ordinal or not 2 <= number.value <= 20:
        return None
    outright = token.plain == "неделю" and not (at > 1 and tokens[at - 2].plain in {"в", "на", "за", "через", "каждую"})
    if not outright and not any(each.plain in _DURING for each in tokens[max(0, at - 4) : at + 4]):
        return None
    return ((float(number.value) - 1) * _LASTING[token.plain], float(number.value) * _LASTING[token.plain])


_NAMES_OF_MONTHS = ("янв", "фев", "март", "апр", "ма", "июн", "июл", "авг", "сент", "окт", "нояб", "дек")
_KAZAKH_MONTHS = ("кантар", "акпан", "наурыз", "сауир", "мамыр", "маусым", "шилде", "тамыз", "кыркуйек", "казан", "караша",
                  "желтоксан")  # fmt: skip
_WEEKDAYS = (("понед", "дуйсен"), ("вторн", "сейсен"), ("сред", "сарсен"), ("четв", "бейсен"), ("пятн", "жума"),
             ("субб", "сенби"), ("воскр", "жексен"))  # fmt: skip


def lengths_between(tokens: Sequence[Token]) -> Iterator[Value]:
    """«с мая по август», «дүйсенбіден жұмаға дейін», «с десятого по пятнадцатое»: from one until the other."""
    for at, token in enumerate(tokens[:-2]):
        russian = token.plain in {"с", "со"}
        start = at + 1 if russian else at
        stop = next(
            (
                each
                for each in range(start + 1, min(len(tokens), start + 5))
                if (russian and tokens[each - 1].plain in {"по", "до"})
                or (not russian and each + 1 < len(tokens) and tokens[each + 1].plain in {"дейин", "шейин"})
            ),
            None,
        )
        if stop is None or (not russian and not token.plain.endswith(("дан", "ден", "тан", "тен", "нан", "нен"))):
            continue
        length = _distance(tokens[start].plain, tokens[stop].plain)
        if length is not None:
            words = tuple(range(tokens[at].word, tokens[stop].word + 1))
            yield Value(
                kind=SlotKind.DURATION, words=words, text=f"{length / _DAY:.0f} d", ranges=((length * 0.7, length * 1.3),),
                about=True, unit="length",
            )  # fmt: skip


def _distance(one: str, other: str) -> float | None:
    months = _month(one), _month(other)
    if months[0] is not None and months[1] is not None:
        return float(((months[1] - months[0]) % 12 + 1) * _MONTH)
    days = _weekday(one), _weekday(other)
    if days[0] is not None and days[1] is not None:
        return float(((days[1] - days[0]) % 7 + 1) * _DAY)
    numbers = number_word(one), number_word(other)
    if (
        numbers[0]
        and numbers[1]
        and numbers[0].ordinal
        and numbers[1].ordinal
        and numbers[0].value < numbers[1].value <= 31
    ):
        return float(numbers[1].value - numbers[0].value + 1) * _DAY
    return None


def _month(plain: str) -> int | None:
    for number, (russian, kazakh) in enumerate(zip(_NAMES_OF_MONTHS, _KAZAKH_MONTHS, strict=True)):
        if plain.startswith(kazakh) or (plain in {"мая", "май"} if russian == "ма" else plain.startswith(russian)):
            return number
    return None


def _weekday(plain: str) -> int | None:
    return next((number for number, stems in enumerate(_WEEKDAYS) if plain.startswith(stems)), None)


def lengths_of_spans(times: Sequence[Value]) -> Iterator[Value]:
    """«с восьми до десяти» lasts two hours."""
    for each in times:
        if each.unit == "span" and each.ranges and 0 < each.ranges[0][1] - each.ranges[0][0] <= _DAY:
            length = each.ranges[0][1] - each.ranges[0][0]
            yield Value(
                kind=SlotKind.DURATION, words=each.words, text=f"{length:.0f} min", ranges=((length, length),), unit="span",
                about=True,
            )  # fmt: skip
