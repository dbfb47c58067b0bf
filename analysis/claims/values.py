"""The typed values of a statement: those of its mentions, and those that only the words around tell."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from analysis.claims import speech
from analysis.claims.calendar_days import day_of, days_of_words
from analysis.claims.clock_times import length_in_minutes, lengths, times
from analysis.claims.nouns import VEHICLES
from analysis.claims.readings import WordReading
from analysis.claims.records import Day, SlotKind, Value
from analysis.claims.values_of_things import places, things, vehicles, words_of
from analysis.lexemes import folded
from analysis.mentions.numbers import Number, grouped, numbers_of
from analysis.mentions.tokens import Token
from analysis.mentions.vocabulary import MONTHS
from models.mentions import Calendar, Duration, Mention, MentionKind, Quantity, Sureness

_SCALES = frozenset({"тысяча", "тысяч", "тысячи", "миллион", "мын", "млн", "тыс", "тыща", "штука", "лям", "косарь"})


_NOT_COUNTED = frozenset(
    {"час", "минута", "год", "лет", "раз", "сагат", "минут", "жыл", "кун", "ай", "апта", "метр", "процент"}
)


_TIMES = frozenset({"раз", "рет", "раза", "разок", "мэрте"})


_MONTHS = frozenset(folded(month) for month in MONTHS)


def values_of(
    tokens: Sequence[Token], reads: Sequence[WordReading], mentions: Sequence[Mention], *, said_on: date | None
) -> list[Value]:
    """Every value, in order of its words; values that the speaker took back are marked as denied."""
    numbers = grouped(tokens, numbers_of(tokens))
    found = [
        *times(tokens, reads, mentions),
        *_dates(tokens, mentions, said_on),
        *lengths(tokens, mentions),
        *_sums(tokens, mentions, numbers),
        *_counts(tokens, reads, mentions, numbers),
        *vehicles(tokens, reads, mentions),
        *places(tokens, reads, mentions),
        *things(tokens, reads),
    ]
    ordered = sorted(_joined_days(found), key=lambda each: (each.words, each.kind))
    return _taken_back([replace(each, denied=_is_denied(tokens, each)) for each in ordered], tokens)


def _joined_days(values: list[Value]) -> list[Value]:
    """«в октябре, третьего числа», «двенадцатого, в субботу»: the parts of one day, where no two days are told."""
    days = [each for each in values if each.kind is SlotKind.DATE and each.day is not None]
    months = {each.day.months for each in days if each.day and each.day.months}
    numbers = {each.day.days for each in days if each.day and each.day.days}
    weekdays = {each.day.weekday for each in days if each.day and each.day.weekday}
    firsts = {each.day.first for each in days if each.day and each.day.first}
    if len(days) < 2 or max(len(months), len(numbers), len(weekdays), len(firsts)) > 1:
        return values
    if firsts and numbers:
        return values
    first = min(days, key=lambda each: each.words)
    joined = Day(
        first=next(iter(firsts), None), last=next(iter(firsts), None), months=next(iter(months), frozenset()),
        days=next(iter(numbers), None), weekday=next(iter(weekdays), None),
    )  # fmt: skip
    words = tuple(sorted({word for each in days for word in each.words}))
    text = " ".join(each.text for each in sorted(days, key=lambda each: each.words))
    rest = [each for each in values if each not in days]
    return [*rest, replace(first, words=words, text=text, day=joined)]


def _is_denied(tokens: Sequence[Token], value: Value) -> bool:
    """«не в десять, а в одиннадцать», «Y емес»."""
    inside = [at for at, token in enumerate(tokens) if token.word in value.words]
    if not inside:
        return False
    first, last = inside[0], inside[-1]
    before = [token.plain for token in tokens[max(0, first - 2) : first]]
    behind = tokens[last + 1].plain if last + 1 < len(tokens) else ""
    if behind.startswith("емес") or {"никакой", "никакая", "никаком", "никакого", "никакую", "ешкандай"} & set(before):
        return True
    rest = [token.plain for token in tokens[last + 1 : last + 5]]
    if "не" not in before and "ни" not in before:
        return False
    near = before[-1] == "не" or (before[0] == "не" and len(before) > 1 and before[-1] in {"в", "на", "с", "к", "за", "из"})
    return (near and ("а" in rest or value.kind in {SlotKind.LOOK})) or "ни" in before


def _taken_back(values: list[Value], tokens: Sequence[Token]) -> list[Value]:
    """«в десять, нет, в одиннадцать»: the last one holds."""
    made = list(values)
    for at, value in enumerate(values):
        for later in values[at + 1 :]:
            if later.kind is not value.kind or later.words == value.words:
                continue
            between = [token for token in tokens if value.words[-1] < token.word < later.words[0]]
            text = " ".join(token.plain for token in between)
            paused = any("..." in token.gap or "," in token.gap or "…" in token.gap for token in between)
            lone = any(token.plain in {"нет", "жок", "неа"} for token in between) and len(between) <= 4 and paused
            if lone or (speech.CORRECTION.search(text) and len(between) <= 5):
                made[at] = replace(value, denied=True)
    return made


def _dates(tokens: Sequence[Token], mentions: Sequence[Mention], said_on: date | None) -> Iterator[Value]:
    taken: set[int] = set()
    for each in mentions:
        if isinstance(each.value, Calendar):
            taken.update(each.words)
            about = each.sureness is Sureness.APPROXIMATE
            day = _part_of_month(day_of(each.value), each.spoken)
            unit = "" if {"month", "number"} & _said_parts(tokens, each) else "relative"
            yield Value(kind=SlotKind.DATE, words=each.words, text=each.text, day=day, about=about, unit=unit)
    yield from days_of_words(tokens, taken, said_on)


def _said_parts(tokens: Sequence[Token], mention: Mention) -> set[str]:
    """Whether a month or a number was said, so that the day is one of the calendar and not «вчера»."""
    said = [token for token in tokens if token.word in mention.words]
    months = {"month"} if any(key in _MONTHS for token in said for key in token.keys) else set[str]()
    return months | ({"number"} if any(token.is_digits for token in said) else set())


def _part_of_month(day: Day, spoken: str) -> Day:
    """«в конце мая»: its last ten days, where the sitting's day is not known."""
    plain = folded(spoken.lower())
    if day.first is not None or day.days is not None or len(day.months) != 1:
        return day
    for word, days in (
        ("начал", (1, 10)),
        ("басы", (1, 10)),
        ("середин", (11, 20)),
        ("орта", (11, 20)),
        ("кон", (20, 31)),
        ("аяг", (20, 31)),
        ("сон", (20, 31)),
    ):
        if word in plain:
            return replace(day, days=days)
    return day


def _sums(tokens: Sequence[Token], mentions: Sequence[Mention], numbers: Sequence[Number]) -> Iterator[Value]:
    taken = {
        word for each in mentions if each.kind is not MentionKind.PERSON and not _is_absurd(each) for word in each.words
    }
    numbers = _with_noughts(tokens, numbers)
    for each in mentions:
        value = each.value
        if each.kind is MentionKind.MONEY and isinstance(value, Quantity):
            low, high = float(value.low), float(value.high)
            if low == high == 1_000_000 and _before(tokens, each.words[0], {"четверть"}):
                low = high = 250_000
            if low == high == 1_000_000 and _before(tokens, each.words[0], {"пол"}):
                low = high = 500_000
            about = each.sureness is Sureness.APPROXIMATE
            yield Value(
                kind=SlotKind.SUM, words=each.words, text=each.text, ranges=((low, high),), unit=value.unit, about=about
            )
    for number in numbers:
        words = words_of(tokens, number.first, number.last)
        if not taken.isdisjoint(words) or number.ordinal:
            continue
        value_of = _bare_sum(tokens, number)
        if value_of is not None:
            high = value_of if number.high is None else float(number.high)
            text = f"{value_of:.0f} ?"
            yield Value(
                kind=SlotKind.SUM, words=words, text=text, ranges=((value_of, max(high, value_of)),), unit="?",
                about=number.approximate,
            )  # fmt: skip


def _is_absurd(mention: Mention) -> bool:
    return isinstance(mention.value, Duration) and (
        mention.value.weeks > 300 or length_in_minutes(mention.value) > 100 * 525_600
    )


def _with_noughts(tokens: Sequence[Token], numbers: Sequence[Number]) -> list[Number]:
    """«40 000» of nothing named is one number."""
    made: list[Number] = []
    for number in numbers:
        before = made[-1] if made else None
        joined = (
            before is not None
            and number.digits == "000"
            and number.written
            and before.written
            and before.last + 1 == number.first
        )
        if joined and before is not None and tokens[number.first].gap in {" ", "\u00a0"} and len(before.digits) <= 6:
            made[-1] = replace(before, last=number.last, value=before.value * 1000, digits=before.digits + "000")
        else:
            made.append(number)
    return made


def _before(tokens: Sequence[Token], word: int, wanted: set[str]) -> bool:
    return any(token.word == word - 1 and token.plain in wanted for token in tokens)


def _bare_sum(tokens: Sequence[Token], number: Number) -> float | None:
    """«двести тысяч» of nothing named: money, where no counted noun stands behind it."""
    value = float(number.value)
    behind = tokens[number.last + 1] if number.last + 1 < len(tokens) else None
    scaled = any(_scale(token.plain) for token in tokens[number.first : number.last + 1])
    small = number.written and 1000 <= value <= 2100 and value % 10
    if value < 1000 or small or (number.written and len(number.digits) > 8) or value % 10:
        return None
    if not scaled and not number.written:
        return None
    if behind is not None and (behind.keys & _NOT_COUNTED or behind.plain in {"года", "году", "год", "жылы"}):
        return None
    return value


def _scale(plain: str) -> bool:
    return plain in _SCALES or plain.startswith(("тысяч", "миллион", "мын"))


def _counts(
    tokens: Sequence[Token], reads: Sequence[WordReading], mentions: Sequence[Mention], numbers: Sequence[Number]
) -> Iterator[Value]:
    taken: set[int] = {
        word for each in mentions if each.kind not in {MentionKind.COUNT, MentionKind.PERSON} for word in each.words
    }
    for at, token in enumerate(tokens):
        number = speech.PERSON_COUNTS.get(token.plain)
        if number is None:
            number = next((n for stem, n in speech.PERSON_COUNT_STEMS.items() if token.plain.startswith(stem)), None)
        if number is not None and token.word not in taken:
            taken.add(token.word)
            near = range(max(0, at - 3), min(len(tokens), at + 3))
            unit = "child" if any("child" in reads[each].persons for each in near) else "people"
            yield _count(words_of(tokens, at, at), number, unit)
    for number_said in numbers:
        words = words_of(tokens, number_said.first, number_said.last)
        if not taken.isdisjoint(words) or number_said.ordinal or number_said.value % 1:
            continue
        if (
            tokens[number_said.last].plain.startswith("штук") and number_said.value >= 1000
        ):  # three pieces, not three thousand
            thing = next((at for at in range(number_said.first - 1, -1, -1) if reads[at].things), None)
            if thing is not None and number_said.value <= 20_000:
                yield _count(words, int(number_said.value) // 1000, min(reads[thing].things))
            continue
        alone = number_said.first == number_said.last and tokens[number_said.first].plain == "он"
        if alone and number_said.last + 1 < len(tokens) and reads[number_said.last + 1].part not in {"KK", ""}:
            continue
        if number_said.value >= 1000:
            continue
        unit, last = _counted_thing(tokens, reads, number_said)
        if unit:
            high = number_said.value if number_said.high is None else number_said.high
            words = words_of(tokens, min(number_said.first, last), max(number_said.last, last))
            yield Value(
                kind=SlotKind.COUNT, words=words, text=f"{number_said.value:f} {unit}".replace(".0", ""),
                ranges=((float(number_said.value), float(high)),), unit=unit, about=number_said.approximate,
            )  # fmt: skip


def _count(words: tuple[int, ...], number: int, unit: str) -> Value:
    return Value(kind=SlotKind.COUNT, words=words, text=f"{number} {unit}", ranges=((number, number),), unit=unit)


def _counted_thing(  # noqa: PLR0911, PLR0912  # one exclusion a line
    tokens: Sequence[Token], reads: Sequence[WordReading], number: Number
) -> tuple[str, int]:  # one exclusion a line
    """The meaning of what is counted and its token; behind the number, or before it in «раза четыре»."""
    places = [number.last + 1, number.last + 2, number.first - 1]
    for place in places:
        if not 0 <= place < len(tokens):
            continue
        token, read = tokens[place], reads[place]
        if place > number.last and not token.glued and set(",;.") & set(token.gap):
            break
        if token.plain.startswith(("штук", "гана", "дана")):
            continue
        if token.keys & _TIMES:
            return "times", place
        if token.keys & (_NOT_COUNTED | _SCALES):
            return "", place
        if place < number.first and not number.approximate:
            break
        if read.part == "KK" and read.verb:
            break
        if read.persons & speech.PERSON_NOUNS or read.persons & {"brother", "sister", "victim"}:
            return "people", place
        if read.things or (read.places and read.part != "KK" and read.case != "loct"):
            return min(read.things or read.places), place
        if read.persons:
            return min(read.persons), place
        if read.part == "NOUN" and place == number.last + 1:
            return f"={min(read.lemmas, key=lambda each: (-len(each), each))}" if read.lemmas else "", place
        if read.part not in {"ADJF", "KK", "PRCL", ""}:
            break
    behind = tokens[number.last + 1].plain if number.last + 1 < len(tokens) else ""
    if behind.startswith(("штук", "дана", "гана", "только", "всего")) or number.last + 1 == len(tokens):
        for place in range(number.first - 1, max(-1, number.first - 5), -1):
            if reads[place].things and not reads[place].things & VEHICLES.keys():
                return min(reads[place].things), place
    return "", -1
