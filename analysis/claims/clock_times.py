"""Times of the day as they are compared: minutes, and between which two."""

from collections.abc import Iterable, Iterator, Sequence

from analysis.claims.neighbours import plain_before, plain_behind, tokens_within
from analysis.claims.records import SlotKind, Value
from analysis.mentions.number_words import number_word
from analysis.mentions.tokens import Token
from models.mentions import Clock, Mention, Sureness

_Clock = tuple[Mention, Clock]

DAY = 24 * 60
_PARTS = {
    "утром": (5, 11), "утра": (5, 11), "утро": (5, 11), "днем": (12, 17), "дня": (12, 17), "обед": (12, 15),
        "обеда": (12, 15),
    "вечером": (17, 24), "вечера": (17, 24), "вечер": (17, 24), "ночью": (22, 30), "ночи": (22, 30), "ночь": (22, 30),
    "полдень": (12, 13), "полночь": (23, 25), "рассвете": (4, 7), "рассвет": (4, 7), "сумерках": (17, 22),
        "темна": (18, 30),
    "темноты": (17, 23), "тангы": (4, 11), "танертен": (5, 11), "танда": (4, 9), "тан": (4, 8),
        "танга": (4, 8),
    "туски": (11, 17), "тусте": (12, 14), "туске": (11, 14), "тустен": (12, 18), "кешке": (17, 24), "кешки": (17, 24),
    "кеште": (17, 24), "кешкурым": (17, 21), "тунги": (22, 30), "тунде": (22, 30), "туни": (22, 30), "тун": (22, 30),
    "ымырт": (18, 22), "утречком": (5, 11), "вечерком": (17, 24), "послеобеденный": (13, 17), "обеденный": (12, 14),
    "танертенги": (5, 11),
}  # fmt: skip
"""Hours, between which the part of the day lies; above 24 on the next day."""
_UNTIL = {
    "утра": 7 * 60 + DAY,
    "рассвета": 6 * 60 + DAY,
    "ночи": DAY,
    "вечера": 19 * 60,
    "обеда": 13 * 60,
    "темноты": 21 * 60,
}
"""Minutes, at which a part of the day that something lasts until is reached."""
_HOURS = ("первом", "втором", "третьем", "четвертом", "пятом", "шестом", "седьмом", "восьмом", "девятом", "десятом",
          "одиннадцатом", "двенадцатом")  # fmt: skip
_SINCE = frozenset({"с", "со"})
_ABOUT = 20  # minutes, to either side of a time that is told roughly
_MINUTES_ABOUT = 5  # of «минут пять восьмого»
UNTIL, SINCE = "until", "since"
"""Units of times that tell on which side of them it was."""
_ONE_SIDE = 4 * 60
"""So long before and behind such a time it may have been."""
_HALF_DAY = DAY // 2


def times(tokens: Sequence[Token], mentions: Sequence[Mention]) -> Iterator[Value]:
    """Times of the clock, spans between two of them; where there are none, parts of the day."""
    taken: set[int] = set()
    parts = [token for token in tokens if token.plain in _PARTS]
    clocks = [(each, each.value) for each in mentions if isinstance(each.value, Clock)]
    span = _span(tokens, clocks)
    if span is not None:
        taken.update(span.words)
        yield span
    yield from _mentioned(tokens, clocks, parts, taken)
    yield from _nth_hour(tokens, parts, taken)
    yield from _minutes_past(tokens, parts, taken)
    yield from _at_one(tokens, parts, taken)
    yield from _at_ten(tokens, parts, taken)
    if not taken:
        for token in parts:
            low, high = _PARTS[token.plain]
            yield _time((token.word,), token.plain, [(low * 60, high * 60)], about=True, unit="part")


def _time(
    words: tuple[int, ...], text: str, ranges: Iterable[tuple[int, int]], *, about: bool = False, unit: str = ""
) -> Value:
    return Value(kind=SlotKind.TIME, words=words, text=text, ranges=tuple(ranges), about=about, unit=unit)


def _shown(minutes: Sequence[int]) -> str:
    """«09:00|21:00»: every reading of a time."""
    return "|".join(f"{each // 60:02}:{each % 60:02}" for each in minutes)


def _by_part(minutes: Sequence[int], parts: Sequence[Token]) -> list[int]:
    """Of the readings those that lie in a part of the day that is named beside."""
    spans = [_PARTS[token.plain] for token in parts]
    fitting = [
        each
        for each in minutes
        if any(low * 60 - 60 <= each + shift <= high * 60 + 60 for low, high in spans for shift in (0, DAY))
    ]
    return fitting or list(minutes)


def _mentioned(
    tokens: Sequence[Token], clocks: Sequence[_Clock], parts: Sequence[Token], taken: set[int]
) -> Iterator[Value]:
    for each, clock in clocks:
        if taken.isdisjoint(each.words):
            taken.update(each.words)
            minutes = _by_part(clock.minutes, parts)
            yield _around(tokens, each, minutes)


def _around(tokens: Sequence[Token], mention: Mention, minutes: Sequence[int]) -> Value:
    """At a time, roughly at it, or on one side of it: «до шести», «после шести», «алтыға дейін», «алтыдан кейін»."""
    inside = tokens_within(tokens, mention.words)
    before, behind = (plain_before(tokens, inside[0]), plain_behind(tokens, inside[-1])) if inside else ("", "")
    if before == "до" or behind in {"дейин", "шейин"}:
        return _time(mention.words, _shown(minutes), ((m - _ONE_SIDE, m - 1) for m in minutes), about=True, unit=UNTIL)
    if before == "после" or behind == "кейин":
        return _time(mention.words, _shown(minutes), ((m + 1, m + _ONE_SIDE) for m in minutes), about=True, unit=SINCE)
    width = _ABOUT if mention.sureness is Sureness.APPROXIMATE else 0
    return _time(mention.words, _shown(minutes), ((m - width, m + width) for m in minutes), about=width > 0)


def _span(tokens: Sequence[Token], clocks: Sequence[_Clock]) -> Value | None:
    """«с семи до полуночи», «с десяти вечера до утра»: the first that is told."""
    for at, token in enumerate(tokens):
        found = _until(tokens, clocks, at) if token.plain in {"до", "дейин"} else None
        if found is None and token.plain == "до":
            found = _between(tokens, clocks, at)
        if found is not None:
            return found
    return None


def _until(tokens: Sequence[Token], clocks: Sequence[_Clock], at: int) -> Value | None:
    """«с десяти вечера до утра»: from a time until a part of the day."""
    end = _UNTIL.get(plain_behind(tokens, at))
    begins = [each for each in clocks if 0 < at - _first(tokens, each[0]) <= 4]
    if end is None or not begins:
        return None
    begin, clock = begins[-1]
    if tokens[max(0, _first(tokens, begin) - 1)].plain not in _SINCE:
        return None
    start = clock.minutes[-1]
    return _from_to(start, end if end > start else end + DAY, (begin.words[0], tokens[at + 1].word))


def _between(tokens: Sequence[Token], clocks: Sequence[_Clock], at: int) -> Value | None:
    """«с 20 до 23 часов»: the first may be a bare number."""
    end = next((each for each in clocks if at < _first(tokens, each[0]) <= at + 2), None)
    start = None if end is None else _start(tokens, clocks, at)
    if end is None or start is None:
        return None
    begin, first_word = start
    stop = next((m for m in end[1].minutes if m > begin), end[1].minutes[-1])
    return _from_to(begin, stop if stop > begin else stop + DAY, (first_word, end[0].words[-1]))


def _start(tokens: Sequence[Token], clocks: Sequence[_Clock], at: int) -> tuple[int, int] | None:
    """Minutes at which a span begins that ends behind «до», and its first word."""
    begins = [each for each in clocks if 0 <= at - _first(tokens, each[0]) <= 5]
    if begins:
        return begins[-1][1].minutes[-1], begins[-1][0].words[0]
    if at < 2 or tokens[at - 2].plain not in _SINCE:
        return None
    said = number_word(tokens[at - 1].plain)
    hour = int(tokens[at - 1].text) if tokens[at - 1].is_digits else None if said is None else int(said.value)
    return None if hour is None or hour >= 24 else (hour * 60, tokens[at - 2].word)


def _from_to(start: int, stop: int, words: tuple[int, int]) -> Value:
    """A span, from its first word to its last."""
    text = f"{_shown([start])}-{stop // 60 % 24:02}:{stop % 60:02}"
    return _time(tuple(range(words[0], words[1] + 1)), text, [(start, stop)], unit="span")


def _first(tokens: Sequence[Token], mention: Mention) -> int:
    return next((at for at, token in enumerate(tokens) if token.word == mention.words[0]), -9)


def _nth_hour(tokens: Sequence[Token], parts: Sequence[Token], taken: set[int]) -> Iterator[Value]:
    """«в одиннадцатом часу»: between ten and eleven."""
    for at, token in enumerate(tokens[:-1]):
        if token.plain in _HOURS and tokens[at + 1].plain == "часу" and token.word not in taken:
            hour = _HOURS.index(token.plain)
            kept = _by_part([hour * 60, hour * 60 + _HALF_DAY], parts)
            words = (token.word, tokens[at + 1].word)
            taken.update(words)
            yield _time(words, f"{hour:02}:00-{hour + 1:02}:00", ((m, m + 60) for m in kept), about=True)


def _minutes_past(tokens: Sequence[Token], parts: Sequence[Token], taken: set[int]) -> Iterator[Value]:
    """«минут пять восьмого», «двадцать минут первого»."""
    for at, token in enumerate(tokens[2:], start=2):
        hour = number_word(token.plain)
        is_hour = hour is not None and hour.ordinal and 1 <= hour.value <= 12 and token.plain.endswith(("ого", "его"))
        if hour is None or not is_hour or token.word in taken:
            continue
        near = tokens[at - 2 : at]
        minutes = next((said for each in near if (said := number_word(each.plain))), None)
        if minutes is None or not any(each.plain.startswith("минут") for each in near):
            continue
        start = (int(hour.value) - 1) * 60 + int(minutes.value)
        kept = _by_part([start, start + _HALF_DAY], parts)
        words = tuple(range(near[0].word, token.word + 1))
        taken.update(words)
        yield _time(words, _shown(kept), ((m - _MINUTES_ABOUT, m + _MINUTES_ABOUT) for m in kept), about=True)


def _at_one(tokens: Sequence[Token], parts: Sequence[Token], taken: set[int]) -> Iterator[Value]:
    """«в час» is an hour where no length is told."""
    for at, token in enumerate(tokens):
        behind = tokens[at + 1] if at + 1 < len(tokens) else None
        alone = behind is None or "," in behind.gap or behind.plain in {"ночи", "дня"}
        if token.plain == "час" and plain_before(tokens, at) == "в" and alone and token.word not in taken:
            kept = _by_part([60, 60 + _HALF_DAY], parts)
            taken.add(token.word)
            yield _time((token.word,), _shown(kept), ((m, m) for m in kept))


def _at_ten(tokens: Sequence[Token], parts: Sequence[Token], taken: set[int]) -> Iterator[Value]:
    """«сағат онда» reads as "there" elsewhere."""
    for at, token in enumerate(tokens[:-1]):
        if token.plain == "сагат" and tokens[at + 1].plain == "онда" and token.word not in taken:
            kept = _by_part([600, 600 + _HALF_DAY], parts)
            words = (token.word, tokens[at + 1].word)
            taken.update(words)
            yield _time(words, _shown(kept), ((m, m) for m in kept))
