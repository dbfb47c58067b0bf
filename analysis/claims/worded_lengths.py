"""Lengths of time that no number of a unit tells: nights, seasons, halves, from when until when, the third year."""

from collections.abc import Iterator, Sequence

from analysis.claims.folding import folded_pattern
from analysis.claims.neighbours import plain_before, plain_behind
from analysis.claims.records import SlotKind, Value
from analysis.mentions.number_words import number_word
from analysis.mentions.tokens import Token

_DAY, _MONTH, _YEAR = 1440, 43_800, 525_600  # minutes
_NIGHTS = frozenset({"ночь", "ночи", "ночей", "ночку", "тун"})
_SEASONS = ("зим", "весн", "лет", "осен", "жаз", "кыс", "коктем", "куз")
_WHOLE = frozenset({"целую", "целое", "всю", "все", "бойы", "бойына", "весь", "целый"})
_HALVES = {
    "полмесяца": _MONTH / 2, "полнедели": 7 * _DAY / 2, "полсуток": _DAY / 2, "полминуты": 0.5, "полночи": 240.0,
    "полвека": 50.0 * _YEAR, "полгода": _YEAR / 2,
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
_YEARS = frozenset({"лет", "года", "году", "год"})
_FROM_IN_KAZAKH = ("дан", "ден", "тан", "тен", "нан", "нен")
_Span = tuple[float, float]
_UNITS = (
    ("секунд", 1 / 60), ("минут", 1.0), ("сагат", 60.0), ("час", 60.0), ("суток", 1440.0), ("сутки", 1440.0),
    ("тоулик", 1440.0), ("таулик", 1440.0), ("день", 1440.0), ("дня", 1440.0), ("дней", 1440.0), ("кун", 1440.0),
    ("недел", 10_080.0), ("апта", 10_080.0), ("месяц", 43_800.0), ("лет", 525_600.0), ("год", 525_600.0),
    ("жыл", 525_600.0),
)  # fmt: skip
_SHORT = {"мин": 1.0, "сек": 1 / 60, "сагат": 60.0, "саг": 60.0, "ч": 60.0, "ай": 43_800.0, "айдай": 43_800.0,
          "айга": 43_800.0}  # fmt: skip
_ABOVE = folded_pattern(r"^(тауликтен|кун+ен|аптадан|айдан|жылдан|сагаттан|минуттан)$")
_MORE = frozenset({"артык", "астам", "коп"})
_SEVERAL = frozenset({"несколько", "пару", "бирнеше", "бирер"})
_EACH = frozenset({"в", "на", "за", "через", "каждую"})
"""Behind these «неделю» tells when, not for which time."""
_MONTHS = ("январ", "феврал", "март", "апрел", "май", "мая", "июн", "июл", "август", "сентябр", "октябр", "ноябр",
           "декабр")  # fmt: skip
_NAMES_OF_MONTHS = ("янв", "фев", "март", "апр", "ма", "июн", "июл", "авг", "сент", "окт", "нояб", "дек")
_KAZAKH_MONTHS = ("кантар", "акпан", "наурыз", "сауир", "мамыр", "маусым", "шилде", "тамыз", "кыркуйек", "казан", "караша",
                  "желтоксан")  # fmt: skip
_WEEKDAYS = (("понед", "дуйсен"), ("вторн", "сейсен"), ("сред", "сарсен"), ("четв", "бейсен"), ("пятн", "жума"),
             ("субб", "сенби"), ("воскр", "жексен"))  # fmt: skip


def length_of(
    words: tuple[int, ...], text: str, low: float, high: float, *, about: bool = True, unit: str = "length"
) -> Value:
    """Between so many minutes and so many."""
    return Value(kind=SlotKind.DURATION, words=words, text=text, ranges=((low, high),), about=about, unit=unit)


def worded_lengths(tokens: Sequence[Token], taken: set[int]) -> Iterator[Value]:
    """Of words that are not `taken` by other lengths; each is taken then."""
    for at, token in enumerate(tokens):
        span = _span(tokens, at) if token.word not in taken else None
        if span is not None:
            taken.add(token.word)
            text = f"{plain_before(tokens, at)} {token.plain}".strip()
            yield length_of((token.word,), text, float(span[0]), float(span[1]))


def _span(tokens: Sequence[Token], at: int) -> _Span | None:
    """Between so many minutes and so many; None of a word that tells no length."""
    plain, before, behind = tokens[at].plain, plain_before(tokens, at), plain_behind(tokens, at)
    return (
        _nights(plain, before, behind)
        or _seasons(plain, before, behind)
        or _halves(plain, before)
        or _near_one(tokens, at)
        or _done_in(plain, before, behind)
        or _nth(tokens, at)
        or _single(plain, before, behind)
        or _from_to(tokens, at)
    )


def _halves(plain: str, before: str) -> _Span | None:
    """«полгода», «пол месяца»."""
    half = _HALVES.get(f"пол{plain}" if before == "пол" else plain)
    return None if half is None else (half, half)


def _near_one(tokens: Sequence[Token], at: int) -> _Span | None:
    """«не больше часа», «около суток»."""
    one, before = _NEAR_ONE.get(tokens[at].plain), plain_before(tokens, at)
    if one is None:
        return None
    if before in _ABOVE_IT and at > 1 and tokens[at - 2].plain == "не":
        return (0.2 * one, one)
    if before not in _NEAR:
        return None
    least, most = _NEAR[before]
    return (one * least, one * most)


def _done_in(plain: str, before: str, behind: str) -> _Span | None:
    """«за час», but not «за час до»; «на сутки», but not «на сутки раньше»."""
    if before not in {"за", "на"} or plain not in _DONE_IN or behind in {"до", "назад", "раньше", "позже", "позднее"}:
        return None
    return (_DONE_IN[plain], _DONE_IN[plain])


def _nights(plain: str, before: str, behind: str) -> _Span | None:
    """«две ночи», «бір түн»: so many nights, not an hour of the night."""
    number = number_word(before)
    if plain not in _NIGHTS or number is None or number.ordinal or behind.startswith("сагат"):
        return None
    count = float(number.value)
    if count == 1:
        return (360.0, 900.0)
    return (count * _DAY - 900, count * _DAY) if plain == "тун" or count > 4 or plain == "ночи" else None


def _seasons(plain: str, before: str, behind: str) -> _Span | None:
    if {before, behind} & _WHOLE and plain.startswith(_SEASONS) and len(plain) <= 6 and plain not in {"лет", "летом"}:
        return (60.0 * _DAY, 110.0 * _DAY)
    return None


def _unit(plain: str) -> float | None:
    if plain in _SHORT:
        return _SHORT[plain]
    return next((size for stem, size in _UNITS if plain.startswith(stem) and len(plain) <= len(stem) + 4), None)


def _single(plain: str, before: str, behind: str) -> _Span | None:
    """«тәулік бойы», «аптадан артық», «несколько дней», «весь август»: one of the unit, or some."""
    unit = _unit(plain)
    if unit is not None and behind in {"бойы", "бойына"}:
        return (unit, unit)
    if unit is not None and before in _SEVERAL:
        return (2 * unit, 6 * unit)
    if unit is not None and _ABOVE.match(plain) and behind in _MORE:
        return (1.05 * unit, 1.8 * unit)
    if before in {"весь", "целый"} and plain.startswith(_MONTHS) and len(plain) <= 8:
        return (25.0 * _DAY, 31.0 * _DAY)
    return None


def _from_to(tokens: Sequence[Token], at: int) -> _Span | None:
    """«минут пять-семь», «екі-үш күн», «три с половиной часа»: two numbers beside a unit."""
    unit = _unit(tokens[at].plain)
    if unit is None:
        return None
    for run, half in (_run_before(tokens, at), (_run_behind(tokens, at), False)):
        told = _composed(run)
        if half and len(told) == 1:
            return ((told[0] + 0.5) * unit, (told[0] + 0.5) * unit)
        if len(told) in {1, 2} and told[0] <= told[-1] and (len(told) == 2 or tokens[at].plain in _SHORT):
            return (told[0] * unit, told[-1] * unit)
    return None


def _run_before(tokens: Sequence[Token], at: int) -> tuple[list[float], bool]:
    """Numbers right before a unit, in order, and whether «с половиной» stands behind them."""
    run: list[float] = []
    half = False
    for place in range(at - 1, max(-1, at - 5), -1):
        plain = tokens[place].plain
        if place == at - 1 and tokens[at].plain in _YEARS and tokens[place].is_digits:
            break
        if plain in {"с", "половиной"}:
            half = half or plain == "половиной"
            continue
        values = _cardinals(plain)
        if not values:
            break
        run = [*values, *run]
    return run, half


def _run_behind(tokens: Sequence[Token], at: int) -> list[float]:
    """Numbers right behind a unit: «минут пять»."""
    run: list[float] = []
    for token in tokens[at + 1 : at + 5]:
        values = _cardinals(token.plain)
        if not values:
            break
        run += values
    return run


def _cardinals(plain: str) -> list[float]:
    """«пять-семь» has two; empty of what is no number or tells which."""
    parts = [number_word(each) for each in plain.split("-")]
    values = [float(each.value) for each in parts if each is not None and not each.ordinal]
    return values if len(values) == len(parts) else []


def _composed(run: Sequence[float]) -> list[float]:
    """Twenty and five are one number; five and six are two."""
    made: list[float] = []
    for each in run:
        if made and each < 10 <= made[-1] and made[-1] % 10 == 0:
            made[-1] += each
        else:
            made.append(each)
    return made


def _nth(tokens: Sequence[Token], at: int) -> _Span | None:
    """«третий год работаю»: two years and something."""
    token, number = tokens[at], number_word(tokens[at - 1].plain) if at else None
    if token.plain not in _LASTING or number is None or not number.ordinal or not 2 <= number.value <= 20:
        return None
    outright = token.plain == "неделю" and not (at > 1 and tokens[at - 2].plain in _EACH)
    if not outright and not any(each.plain in _DURING for each in tokens[max(0, at - 4) : at + 4]):
        return None
    return ((float(number.value) - 1) * _LASTING[token.plain], float(number.value) * _LASTING[token.plain])


def lengths_between(tokens: Sequence[Token]) -> Iterator[Value]:
    """«с мая по август», «дүйсенбіден жұмаға дейін», «с десятого по пятнадцатое»: from one until the other."""
    for at, token in enumerate(tokens[:-2]):
        russian = token.plain in {"с", "со"}
        start = at + 1 if russian else at
        stop = next(
            (each for each in range(start + 1, min(len(tokens), start + 5)) if _is_end(tokens, each, russian=russian)), None
        )
        if stop is None or (not russian and not token.plain.endswith(_FROM_IN_KAZAKH)):
            continue
        minutes = _distance(tokens[start].plain, tokens[stop].plain)
        if minutes is not None:
            words = tuple(range(tokens[at].word, tokens[stop].word + 1))
            yield length_of(words, f"{minutes / _DAY:.0f} d", minutes * 0.7, minutes * 1.3)


def _is_end(tokens: Sequence[Token], at: int, *, russian: bool) -> bool:
    """«по август», «жұмаға дейін»."""
    return tokens[at - 1].plain in {"по", "до"} if russian else plain_behind(tokens, at) in {"дейин", "шейин"}


def _distance(one: str, other: str) -> float | None:
    """From one until the other, both counted, in minutes; None of what are no two months, weekdays or days."""
    for turn, place, size in ((12, _month, _MONTH), (7, _weekday, _DAY)):
        first, last = place(one), place(other)
        if first is not None and last is not None:
            return float(((last - first) % turn + 1) * size)
    day, until = _day(one), _day(other)
    return (until - day + 1) * _DAY if day is not None and until is not None and day < until <= 31 else None


def _day(plain: str) -> float | None:
    number = number_word(plain)
    return float(number.value) if number is not None and number.ordinal else None


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
        minutes = each.ranges[0][1] - each.ranges[0][0] if each.unit == "span" and each.ranges else 0
        if 0 < minutes <= _DAY:
            yield length_of(each.words, f"{minutes:.0f} min", minutes, minutes, unit="span")
