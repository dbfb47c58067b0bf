"""Dates: written, spoken in full, and relative to the sitting's day.

A day without a year is the latest such day not after the sitting: testimony speaks of what was. «В прошлую пятницу» is that
of the week before the sitting's (weeks begin on Monday, ISO 8601), «в пятницу» the latest up to the sitting's day.
"""

from calendar import monthrange
from datetime import date, timedelta

from analysis.mentions.patterns import Make, Match, Reading, Rule
from models.mentions import Calendar, MentionKind

_PIVOT = 30  # a year of two figures is of this century up to here: «восемьдесят седьмого» is 1987
_VAGUE_UNITS = {"weeks", "months", "years"}
_LENGTHS = {"days": 1, "weeks": 7, "months": 30, "years": 365}
_LONGEST_DAYS = 150 * 365  # nobody remembers longer


def _day(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] else None


def _reading(
    first: date | None, last: date | None = None, *, approximate: bool = False, relative: bool = False
) -> Reading | None:
    if first is None:
        return None
    return Reading(value=Calendar(first=first, last=last or first), approximate=approximate, relative=relative)


def _open(text: str, *, approximate: bool = False) -> Reading:
    return Reading(value=Calendar(first=None, last=None, unresolved=text), approximate=approximate)


def _year(match: Match, name: str = "y") -> int | None:
    year = match.whole(name)
    return None if year is None else year if year > 99 else year + (2000 if year <= _PIVOT else 1900)


def _latest(said_on: date, month: int, day: int) -> date | None:
    """The latest such day up to the sitting's; of the 29th of February that of the latest leap year."""
    for year in range(said_on.year, said_on.year - 9, -1):
        found = _day(year, month, day)
        if found is not None and found <= said_on:
            return found
    return None


def _of_month(match: Match) -> Reading | None:
    day, month, year = match.whole("d"), match.data("month", "month"), _year(match)
    if day is None or month is None:
        return None
    if year is None and match.number("y") is not None:
        return None
    if year is not None:
        return _reading(_day(year, month, day))
    if _day(2024, month, day) is None:  # a leap year
        return None
    if match.scene.said_on is None:
        return _open(f"--{month:02}-{day:02}")
    return _reading(_latest(match.scene.said_on, month, day), relative=True)


def _two_days(match: Match) -> Reading | None:
    first, last = match.whole("d"), match.whole("e")
    month, year, said_on = match.data("month", "month"), _year(match), match.scene.said_on
    if first is None or last is None or first >= last or month is None:
        return None
    if year is None and said_on is None:
        return _open(f"--{month:02}-{first:02}..{last:02}")
    end = _day(year, month, last) if year else _latest(said_on, month, last) if said_on else None
    return _reading(_day(end.year, month, first), end, relative=year is None) if end else None


def _figures(match: Match) -> Reading | None:
    """12.03.2024, 2024-03-12."""
    parts = [match.number(name) for name in ("d", "month", "y")]
    if any(each is None or not each.written for each in parts):
        return None
    gaps = {match.named[name].token.gap for name in ("month", "y")}
    if len(gaps) != 1 or gaps.isdisjoint({".", "/", "-"}):
        return None
    first, month, last = (each.digits for each in parts if each)
    if len(first) == 4:
        return _reading(_day(int(first), int(month), int(last)))
    if len(last) not in {2, 4} or len(first) > 2 or (gaps == {"-"} and len(last) == 2):
        return None
    return _reading(_day(int(last) + (0 if len(last) == 4 else 2000), int(month), int(first)))


def _day_word(match: Match) -> Reading | None:
    return _shifted(match, match.data("d", "day-word"))


def _shifted(match: Match, days: int, *, approximate: bool = False) -> Reading | None:
    if match.scene.said_on is None:
        return _open(f"{days:+}d", approximate=approximate)
    return _reading(match.scene.said_on + timedelta(days=days), approximate=approximate, relative=True)


def _weekday(match: Match) -> Reading | None:
    day, said_on = match.data("w", "weekday"), match.scene.said_on
    week = match.data("s", "last", "next", "this")
    if said_on is None:
        return _open(f"W{day}" if week is None else f"W{day}{week:+}")
    if week is None:
        return _reading(said_on - timedelta(days=(said_on.isoweekday() - day) % 7), relative=True)
    monday = said_on - timedelta(days=said_on.weekday())
    return _reading(monday + timedelta(days=7 * week + day - 1), relative=True)


def _months_on(when: date, months: int) -> date:
    year, month = divmod(when.year * 12 + when.month - 1 + months, 12)
    return date(year, month + 1, min(when.day, monthrange(year, month + 1)[1]))


def _span(match: Match) -> Reading | None:
    """«на прошлой неделе», «былтыр»."""
    unit, size = match.data("u", "unit")
    return _span_of(match, unit, match.data("s", "last", "next", "this")) if size == 1 else None


def _span_of(match: Match, unit: str, shift: int) -> Reading | None:
    said_on = match.scene.said_on
    if said_on is None:
        return _open(f"{shift:+}{unit[0]}")
    if unit == "weeks":
        monday = said_on - timedelta(days=said_on.weekday()) + timedelta(weeks=shift)
        return _reading(monday, monday + timedelta(days=6), relative=True)
    if unit == "months":
        first = _months_on(said_on.replace(day=1), shift)
        return _reading(first, _end(first), relative=True)
    if unit == "years":
        year = said_on.year + shift
        return _reading(date(year, 1, 1), date(year, 12, 31), relative=True)
    return None


def _end(when: date) -> date:
    return when.replace(day=monthrange(when.year, when.month)[1])


def _ago(match: Match) -> Reading | None:
    """«три дня назад», «бір апта бұрын»; of weeks and longer only about."""
    number = match.number("n")
    count = match.whole("n") if number else 1
    unit, size = match.data("u", "unit")
    before = match.scene.before(match.first, 1)
    if count is None or size != 1 or unit in {"minutes", "seconds"} or count * _LENGTHS[unit] > _LONGEST_DAYS:
        return None
    if number is None and before and before[0].number is not None:
        return None
    about = match.approximate or unit in _VAGUE_UNITS or (match.items[0] is match.named["u"] and number is not None)
    if match.scene.said_on is None:
        return _open(f"-{count}{unit[0]}", approximate=about)
    if unit in {"days", "weeks"}:
        return _shifted(match, -count * (7 if unit == "weeks" else 1), approximate=about)
    months = count * (12 if unit == "years" else 1)
    return _reading(_months_on(match.scene.said_on, -months), approximate=True, relative=True)


def _month_year(match: Match) -> tuple[int, int, bool] | None:
    """Year, month, and whether the year was told from the sitting's."""
    month, year, said_on = match.data("month", "month"), _year(match), match.scene.said_on
    if year is not None:
        return year, month, False
    shift = match.data("s", "last", "next", "this")
    if said_on is None or month is None:
        return None
    if shift is not None:
        return said_on.year + shift, month, True
    return said_on.year - (month > said_on.month), month, True


def _month(match: Match) -> Reading | None:
    if match.number("y") is not None and match.whole("y") is None:
        return None
    if (found := _month_year(match)) is None:
        return _open(f"--{match.data('month', 'month'):02}")
    year, month, relative = found
    return _reading(first := date(year, month, 1), _end(first), relative=relative)


def _part_of_month(match: Match) -> Reading | None:
    if (found := _month_year(match)) is None:
        return _open(f"--{match.data('month', 'month'):02}", approximate=True)
    (year, month, relative), (start, end) = found, match.data("x", "start")
    last = _end(date(year, month, 1))
    first = date(year, month, start) if start > 0 else date(year, month, 20)
    return _reading(first, last.replace(day=end) if end else last, approximate=True, relative=relative)


def _year_alone(match: Match) -> Reading | None:
    year, number = _year(match), match.number("y")
    if year is None or number is None or number.approximate or not (number.ordinal or number.value >= 1900):
        return None
    return _reading(date(year, 1, 1), date(year, 12, 31))


def _of_this_month(match: Match) -> Reading | None:
    day, said_on = match.whole("d"), match.scene.said_on
    if day is None or not 1 <= day <= 31:
        return None
    if said_on is None:
        return _open(f"---{day:02}")
    for back in range(3):
        month = _months_on(said_on.replace(day=1), -back)
        found = _day(month.year, month.month, day)
        if found is not None and found <= said_on:
            return _reading(found, relative=True)
    return None


def _season(match: Match) -> Reading | None:
    said_on, year = match.scene.said_on, _year(match)
    month, shift = match.data("x", "season"), match.data("s", "last", "next", "this")
    if year is None and said_on is None:
        return _open(f"--{month:02}..", approximate=True)
    if year is None and said_on is not None:
        year = said_on.year + shift if shift is not None else said_on.year - (month > said_on.month)
    first = date(year or 1, month, 1)
    return _reading(first, _end(_months_on(first, 2)), approximate=True, relative=match.number("y") is None)


def _month_then_day(match: Match) -> Reading | None:
    """«наурыздың он екісі»: the month stands in the genitive."""
    return _of_month(match) if match.items[0].plain.endswith(("ын", "ин")) else None


def _weekday_alone(match: Match) -> Reading | None:
    """Kazakh weekdays; the Russian ones want a preposition, since «среда» is also surroundings."""
    return (
        _weekday(match)
        if match.items[0].plain.endswith(("де", "да", "бы", "би", "бин")) and match.items[0].plain != "среда"
        else None
    )


def _month_in_case(match: Match) -> Reading | None:
    item = match.items[0]
    return _month(match) if item.token.kazakh and item.plain.endswith(("да", "де", "та", "те")) else None


def _of_this_month_in_kazakh(match: Match) -> Reading | None:
    return _of_this_month(match) if any(item.plain == "айдын" for item in match.items) else None


def _two_days_ago(match: Match) -> Reading | None:
    return _shifted(match, -2)


def _by_word(unit: str, shift: int) -> Make:
    return lambda match: _span_of(match, unit, shift)


def _rule(name: str, pattern: str, make: Make, *, lead: int = 0) -> Rule:
    return Rule(name=name, kind=MentionKind.DATE, pattern=pattern, make=make, lead=lead, weight=3)


_OF_YEAR = "год|=г|=жылғы|=жылы|=жылдың|жыл"
_SHIFT = "s=<last>|<next>|<this>"

RULES = (
    _rule("day of a month", f"d=<day> число? month=<month> y=<year>? {_OF_YEAR}? =күні?", _of_month),
    _rule("day of a month, year first", f"y=<year> {_OF_YEAR} d=<day> month=<month> =күні?", _of_month),
    _rule("year, month, day", f"y=<year> {_OF_YEAR} month=<month> =айының? d=<day> =күні?", _of_month),
    _rule("month, day", "month=<month> =айының? d=<day> =күні?",
        _month_then_day),
    _rule("night between days", f"=с|=со d=<day> =на|=по e=<day> month=<month> y=<year>? {_OF_YEAR}?", _two_days, lead=1),
    _rule("figures", "d=<num> month=<num> y=<num> =г|=года|=жылы?", _figures),
    _rule("day by a word", "d=<day-word>", _day_word),
    _rule("day before yesterday", "=алдыңғы|=арғы =күні", _two_days_ago),
    _rule("weekday of a week", f"{_SHIFT} w=<weekday> =күні?", _weekday),
    _rule("weekday", "=в|=во|=со|=с w=<weekday>", _weekday, lead=1),
    _rule("weekday with күні", "w=<weekday> =күні|=күнгі|=күніне", _weekday),
    _rule("weekday alone", "w=<weekday>", _weekday_alone),
    _rule("week, month, year", f"{_SHIFT} u=<unit>", _span),
    _rule("ago", "n=<num>? u=<unit> <ago>", _ago),
    _rule("about so long ago", "u=<unit> n=<num> <ago>", _ago),
    _rule("part of a month", f"x=<start> {_SHIFT}? month=<month> y=<year>? {_OF_YEAR}?", _part_of_month),
    _rule("part of a month in Kazakh", "month=<month> =айының? x=<start>", _part_of_month),
    _rule("month", f"=в|=во|=с|=до month=<month> {_SHIFT}? y=<year>? {_OF_YEAR}?", _month, lead=1),
    _rule("month of a year", f"month=<month> y=<year> {_OF_YEAR}", _month),
    _rule("month of a shifted year", f"month=<month> {_SHIFT} {_OF_YEAR}", _month),
    _rule("month in Kazakh", "month=<month> =айында|=айы|=айынан|=айына", _month),
    _rule("month with its case", "month=<month>",
        _month_in_case),
    _rule("year", "y=<year> год|=жылы|=жылғы|=жылдың|=г =рождения|=р? ", _year_alone),
    _rule("day of this month", "d=<ord> =числа|=число|=числу", _of_this_month),
    _rule("day of this month in Kazakh", "=айдың|=осы|=өткен =айдың? d=<day> =күні",
        _of_this_month_in_kazakh),
    _rule("season of a shifted year", f"x=<season> {_SHIFT} год", _season),
    _rule("season of a year", "x=<season> y=<year> год", _season),
    _rule("last season", f"{_SHIFT} x=<season>", _season),
    _rule("last year in Kazakh", "=былтыр|=былтырғы", _by_word("years", -1)),
    _rule("this year in Kazakh", "=биыл|=биылғы", _by_word("years", 0)),
)  # fmt: skip
