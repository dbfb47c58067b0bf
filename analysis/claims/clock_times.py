"""Times of the day and lengths of time as they are compared: minutes, and between which two."""

import re
from collections.abc import Iterator, Sequence

from analysis.claims.lengths import worded_lengths
from analysis.claims.readings import WordReading
from analysis.claims.records import SlotKind, Value
from analysis.mentions.number_words import number_word
from analysis.mentions.tokens import Token
from models.mentions import Clock, Duration, Mention, MentionKind, Sureness

DAY = 24 * 60
_PARTS = {
    "утром": (5, 11), "утра": (5, 11), "утро": (5, 11), "днем": (12, 17), "дня": (12, 17), "обед": (12, 15),
        "обеда": (12, 15),
    "вечером": (17, 24), "вечера": (17, 24), "вечер": (17, 24), "ночью": (22, 30), "ночи": (22, 30), "ночь": (22, 30),
    "полдень": (12, 13), "полночь": (23, 25), "рассвете": (4, 7), "рассвет": (4, 7), "сумерках": (17, 22),
        "темна": (18, 30),
    "темноты": (17, 23), "таңғы": (4, 11), "тангы": (4, 11), "танертен": (5, 11), "танда": (4, 9), "тан": (4, 8),
        "танга": (4, 8),
    "туски": (11, 17), "тусте": (12, 14), "туске": (11, 14), "тустен": (12, 18), "кешке": (17, 24), "кешки": (17, 24),
    "кеште": (17, 24), "кешкурым": (17, 21), "тунги": (22, 30), "тунде": (22, 30), "туни": (22, 30), "тун": (22, 30),
    "ымырт": (18, 22), "утречком": (5, 11), "вечерком": (17, 24), "послеобеденный": (13, 17), "обеденный": (12, 14),
    "танертенги": (5, 11),
}  # fmt: skip
"""Hours, between which the part of the day lies; above 24 on the next day."""
_HOUR_NUMBER = re.compile(
    r"(первом|втором|третьем|четвертом|пятом|шестом|седьмом|восьмом|девятом|десятом|одиннадцатом|двенадцатом)"
)
_WHOLE = {
    "весь вечер": (180, 360), "весь день": (360, 900), "всю ночь": (360, 720), "до утра": (240, 720),
        "до самой темноты": (180, 600),
    "с обеда до": (180, 600), "целый день": (360, 900), "целый вечер": (180, 360), "целую ночь": (360, 720),
        "полдня": (180, 400),
    "целыми днями": (360, 900), "весь вчерашний": (360, 900), "тун бойы": (360, 720), "туни бойы": (360, 720),
        "куни бойы": (360, 900), "куни бойына": (360, 900), "жарты кун": (200, 400), "тунимен": (360, 720),
            "кун бойы": (360, 900),
    "куниме": (360, 900), "танга дейин": (240, 720), "кеш бойы": (180, 360), "кешке дейин": (240, 720),
        "пару минут": (1, 5),
    "пару часов": (100, 200), "несколько минут": (2, 15), "несколько часов": (120, 500), "минутку": (1, 5),
        "меньше часа": (5, 59),
    "больше часа": (61, 180), "недолго": (1, 40), "секунду": (0, 2), "всю неделю": (8000, 11000), "весь месяц": (40000,
        46000),
    "всю жизнь": (5_000_000, 50_000_000), "с самого утра до": (360, 900), "с утра до": (360, 900),
        "до самого утра": (240, 720),
    "до рассвета": (240, 720), "пару дней": (2000, 4500), "пару недель": (18000, 25000), "бир сат": (1, 10),
        "аз гана": (1, 40),
    "минутку одну": (1, 5), "часик": (50, 75), "бирер сагат": (60, 130), "бирнеше сагат": (120, 500),
        "бирнеше минут": (2, 15),
    "таң атқанша": (240, 720), "тан атканша": (240, 720), "кешке шейин": (240, 720), "танга шейин": (240, 720),
        "до ночи": (240, 800),
    "до вечера": (240, 800), "допоздна": (180, 500), "пять минут": (5, 5),
}  # fmt: skip
_UNITS = (
    ("years", 525_600), ("months", 43_800), ("weeks", 10_080), ("days", 1_440), ("minutes", 1),
)  # fmt: skip
_ALONE = {"час": 60, "минуту": 1, "сутки": 1440, "неделю": 10_080, "месяц": 43_800, "год": 525_600, "часок": 60,
          "минутку": 1, "денек": 1440}  # fmt: skip


def times(tokens: Sequence[Token], reads: Sequence[WordReading], mentions: Sequence[Mention]) -> Iterator[Value]:
    """Times of the clock, spans between two of them, parts of the day."""
    del reads
    taken: set[int] = set()
    parts = [token for token in tokens if token.plain in _PARTS]
    clocks = [each for each in mentions if isinstance(each.value, Clock)]
    span = _span(tokens, clocks)
    if span is not None:
        taken.update(span.words)
        yield span
    for each in clocks:
        if not taken.isdisjoint(each.words) or not isinstance(each.value, Clock):
            continue
        taken.update(each.words)
        minutes = _by_part(each.value.minutes, parts)
        width = 20 if each.sureness is Sureness.APPROXIMATE else 0
        yield Value(
            kind=SlotKind.TIME, words=each.words, text="|".join(f"{m // 60:02}:{m % 60:02}" for m in minutes),
            ranges=tuple((m - width, m + width) for m in minutes), about=width > 0,
        )  # fmt: skip
    yield from _nth_hour(tokens, parts, taken)
    yield from _minutes_past(tokens, parts, taken)
    for at, token in enumerate(tokens):  # «в час» is an hour where no length is told
        behind = tokens[at + 1] if at + 1 < len(tokens) else None
        lone = behind is None or "," in behind.gap or behind.plain in {"ночи", "дня"}
        if token.plain == "час" and at and tokens[at - 1].plain == "в" and lone and token.word not in taken:
            kept = _by_part([60, 780], parts)
            taken.add(token.word)
            yield Value(
                kind=SlotKind.TIME,
                words=(token.word,),
                text="|".join(f"{m // 60:02}:00" for m in kept),
                ranges=tuple((m, m) for m in kept),
            )
    for at, token in enumerate(tokens[:-1]):  # «сағат онда» reads as "there" elsewhere
        if token.plain == "сагат" and tokens[at + 1].plain == "онда" and token.word not in taken:
            kept = _by_part([600, 1320], parts)
            taken.update((token.word, tokens[at + 1].word))
            yield Value(
                kind=SlotKind.TIME, words=(token.word, tokens[at + 1].word),
                    text="|".join(f"{m // 60:02}:00" for m in kept),
                ranges=tuple((m, m) for m in kept),
            )  # fmt: skip
    if not taken:
        for token in parts:
            low, high = _PARTS[token.plain]
            yield Value(
                kind=SlotKind.TIME,
                words=(token.word,),
                text=token.plain,
                ranges=((low * 60, high * 60),),
                about=True,
                unit="part",
            )


def _by_part(minutes: Sequence[int], parts: Sequence[Token]) -> list[int]:
    """Of the readings those that lie in a part of the day that is named beside."""
    fitting = [
        each
        for each in minutes
        if any(
            low * 60 - 60 <= each + shift <= high * 60 + 60
            for low, high in (_PARTS[t.plain] for t in parts)
            for shift in (0, DAY)
        )
    ]
    return fitting or list(minutes)


def _span(tokens: Sequence[Token], clocks: Sequence[Mention]) -> Value | None:
    """«с семи до полуночи», «с 20 до 23 часов»: the first may be a bare number."""
    for at, token in enumerate(tokens):
        if token.plain not in {"до", "дейин"}:
            continue
        open_end = _until(tokens, clocks, at)
        if open_end is not None:
            return open_end
        ends = [each for each in clocks if at < _first(tokens, each) <= at + 2 and isinstance(each.value, Clock)]
        if not ends or token.plain != "до":
            continue
        begins = [each for each in clocks if 0 <= at - _first(tokens, each) <= 5]
        end = ends[0].value
        if not isinstance(end, Clock):
            continue
        start: int | None = None
        first_word = at
        if begins and isinstance(begins[-1].value, Clock):
            start, first_word = begins[-1].value.minutes[-1], begins[-1].words[0]
        elif at >= 2 and tokens[at - 2].plain in {"с", "со"}:
            found = number_word(tokens[at - 1].plain)
            hour = int(tokens[at - 1].text) if tokens[at - 1].is_digits else None
            if hour is None and found is not None:
                hour = int(found.value)
            start = hour * 60 if hour is not None and hour < 24 else None
            first_word = tokens[at - 2].word
        if start is None:
            continue
        stop = next((m for m in end.minutes if m > start), end.minutes[-1])
        stop = stop if stop > start else stop + DAY
        words = tuple(range(first_word, ends[0].words[-1] + 1))
        return Value(
            kind=SlotKind.TIME, words=words, text=f"{start // 60:02}:{start % 60:02}-{stop // 60 % 24:02}:{stop % 60:02}",
            ranges=((start, stop),), unit="span",
        )  # fmt: skip
    return None


_UNTIL = {
    "утра": 7 * 60 + DAY,
    "рассвета": 6 * 60 + DAY,
    "ночи": DAY,
    "вечера": 19 * 60,
    "обеда": 13 * 60,
    "темноты": 21 * 60,
}


def _until(tokens: Sequence[Token], clocks: Sequence[Mention], at: int) -> Value | None:
    """«с десяти вечера до утра»."""
    end = _UNTIL.get(tokens[at + 1].plain) if at + 1 < len(tokens) else None
    begins = [each for each in clocks if 0 < at - _first(tokens, each) <= 4 and isinstance(each.value, Clock)]
    if end is None or not begins or tokens[max(0, _first(tokens, begins[-1]) - 1)].plain not in {"с", "со"}:
        return None
    value = begins[-1].value
    if not isinstance(value, Clock):
        return None
    start = value.minutes[-1]
    stop = end if end > start else end + DAY
    words = tuple(range(begins[-1].words[0], tokens[at + 1].word + 1))
    return Value(
        kind=SlotKind.TIME, words=words, text=f"{start // 60:02}:{start % 60:02}-{stop // 60 % 24:02}:{stop % 60:02}",
        ranges=((start, stop),), unit="span",
    )  # fmt: skip


def _first(tokens: Sequence[Token], mention: Mention) -> int:
    return next((at for at, token in enumerate(tokens) if token.word == mention.words[0]), -9)


_HOURS = ("первом", "втором", "третьем", "четвертом", "пятом", "шестом", "седьмом", "восьмом", "девятом", "десятом",
          "одиннадцатом", "двенадцатом")  # fmt: skip


def _nth_hour(tokens: Sequence[Token], parts: Sequence[Token], taken: set[int]) -> Iterator[Value]:
    """«в одиннадцатом часу»: between ten and eleven."""
    for at, token in enumerate(tokens[:-1]):
        if token.plain in _HOURS and tokens[at + 1].plain == "часу" and token.word not in taken:
            hour = _HOURS.index(token.plain)
            kept = _by_part([hour * 60, (hour + 12) * 60], parts)
            taken.update((token.word, tokens[at + 1].word))
            yield Value(
                kind=SlotKind.TIME, words=(token.word, tokens[at + 1].word), text=f"{hour:02}:00-{hour + 1:02}:00",
                ranges=tuple((m, m + 60) for m in kept), about=True,
            )  # fmt: skip


def _minutes_past(tokens: Sequence[Token], parts: Sequence[Token], taken: set[int]) -> Iterator[Value]:
    """«минут пять восьмого», «двадцать минут первого»."""
    for at, token in enumerate(tokens):
        hour = number_word(token.plain)
        if (
            hour is None
            or not hour.ordinal
            or not 1 <= hour.value <= 12
            or not token.plain.endswith(("ого", "его"))
            or at < 2
        ):
            continue
        pair = [tokens[at - 2], tokens[at - 1]]
        minutes = next((number_word(each.plain) for each in pair if number_word(each.plain)), None)
        if minutes is None or not any(each.plain.startswith("минут") for each in pair) or token.word in taken:
            continue
        start = (int(hour.value) - 1) * 60 + int(minutes.value)
        kept = _by_part([start, start + 720], parts)
        words = tuple(range(pair[0].word, token.word + 1))
        taken.update(words)
        yield Value(
            kind=SlotKind.TIME, words=words, text="|".join(f"{m // 60:02}:{m % 60:02}" for m in kept),
            ranges=tuple((m - 5, m + 5) for m in kept), about=True,
        )  # fmt: skip


def length_in_minutes(value: Duration) -> float:
    """So many minutes, months of a twelfth of a year."""
    return float(sum(float(getattr(value, unit)) * size for unit, size in _UNITS) + float(value.seconds) / 60)


def lengths(tokens: Sequence[Token], mentions: Sequence[Mention]) -> Iterator[Value]:
    """How long something took."""
    taken: set[int] = set()
    for each in mentions:
        if each.kind is MentionKind.DURATION and isinstance(each.value, Duration):
            minutes = length_in_minutes(each.value)
            about = each.sureness is Sureness.APPROXIMATE
            if not minutes or minutes > 100 * 525_600 or each.value.weeks > 300 or _is_clock(tokens, each):
                continue
            taken.update(each.words)
            low = minutes * 0.5 if _said_before(tokens, each.words[0], {"меньше", "менее"}) else minutes
            yield Value(
                kind=SlotKind.DURATION,
                words=each.words,
                text=each.text,
                ranges=((low, minutes),),
                about=about,
                unit="length",
            )
    text = " ".join(token.plain for token in tokens)
    for phrase, span in _WHOLE.items():
        at = f" {text} ".find(f" {phrase}")
        if at >= 0:
            first = text[:at].count(" ")
            words = tuple(sorted({token.word for token in tokens[first : first + phrase.count(" ") + 1]}))
            if taken.isdisjoint(words):
                taken.update(words)
                yield Value(kind=SlotKind.DURATION, words=words, text=phrase, ranges=(span,), about=True, unit="length")
    yield from worded_lengths(tokens, taken)
    yield from _alone(tokens, taken)


def _alone(tokens: Sequence[Token], taken: set[int]) -> Iterator[Value]:
    """«час его ждала», «минуту длилась»: one of the unit."""
    for at, token in enumerate(tokens):
        before = tokens[at - 1].plain if at else ""
        behind = tokens[at + 1].plain if at + 1 < len(tokens) else ""
        if (
            token.plain in _ALONE
            and token.word not in taken
            and before not in {"в", "за", "на", "каждый", "этот", "раз", "тот"}
        ):
            if number_word(before) or before.isdecimal() or number_word(behind) or behind in {"ночи", "дня", "назад"}:
                continue
            minutes = _ALONE[token.plain]
            yield Value(
                kind=SlotKind.DURATION, words=(token.word,), text=token.plain, ranges=((minutes, minutes),), about=True,
                unit="length",
            )  # fmt: skip


def _is_clock(tokens: Sequence[Token], mention: Mention) -> bool:
    """«минут пять восьмого», «семьдесят лет справляли», «в два часа»."""
    inside = [at for at, token in enumerate(tokens) if token.word in mention.words]
    behind = tokens[inside[-1] + 1].plain if inside and inside[-1] + 1 < len(tokens) else ""
    before = tokens[inside[0] - 1].plain if inside and inside[0] else ""
    return behind.endswith(("ого", "его")) or behind in {"назад", "бурын", "спустя"} or before in {"через", "спустя", "в"}


def _said_before(tokens: Sequence[Token], word: int, wanted: set[str]) -> bool:
    return any(token.word == word - 1 and token.plain in wanted for token in tokens)
