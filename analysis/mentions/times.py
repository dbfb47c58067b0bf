"""Times of the clock as people say them in Russian and Kazakh, in both halves of the day where the words leave that open.

Parts of the day are bounded as speakers use them (Русская грамматика, § 1187; Қазақ тілінің түсіндірме сөздігі: таң, түс,
кеш, түн): «час ночи», «четыре утра», «два часа дня», «пять вечера», «одиннадцать ночи».
"""

from analysis.mentions.patterns import Item, Make, Match, Reading, Rule
from analysis.mentions.russian import part_of_speech
from models.mentions import MINUTES_OF_A_DAY, Clock, MentionKind

_PARTS: dict[str, dict[int, int]] = {  # hour said -> hour of the day
    "morning": {hour: hour for hour in range(1, 12)},
    "day": {10: 10, 11: 11, 12: 12, **{hour: hour + 12 for hour in range(1, 7)}},
    "evening": {12: 0, **{hour: hour + 12 for hour in range(3, 12)}},
    "night": {12: 0, **{hour: hour for hour in range(6)}, **{hour: hour + 12 for hour in range(8, 12)}},
}
_LASTING = frozenset({
    "ждать", "прождать", "длиться", "продолжаться", "спать", "проспать", "ехать", "идти", "пробыть", "провести",
    "работать", "занять",
    "стоять", "сидеть", "просидеть", "простоять", "лежать", "через", "спустя", "за", "течение", "искать",
})  # fmt: skip
_NEAR = 3  # words before a time in which a part of the day may stand: «вечером, часов в девять»


def _hours(match: Match, hour: int | None) -> list[int] | None:
    """In minutes; None where the part of the day that was said cannot have such an hour."""
    if hour is None or not 0 <= hour <= 24:
        return None
    if hour > 12 or hour == 0:
        return [hour % 24 * 60]
    part = match.data("p", "part", "part-before") or match.data("q", "part-before")
    if part is not None:
        return [_PARTS[part][hour] * 60] if hour in _PARTS[part] else None
    for item in reversed(match.scene.before(match.first, _NEAR)):
        near = item.data.get("part-before")
        if near is not None and hour in _PARTS[near]:
            return [_PARTS[near][hour] * 60]
    return sorted((hour % 12 * 60, hour % 12 * 60 + 12 * 60))


def _clock(match: Match, hour: int | None, shift: int = 0, *, approximate: bool = False) -> Reading | None:
    hours = _hours(match, hour)
    if hours is None:
        return None
    minutes = tuple(sorted((each + shift) % MINUTES_OF_A_DAY for each in hours))
    about = approximate or match.approximate or any(item.plain in {"примерно", "шамамен"} for item in _around(match))
    return Reading(value=Clock(minutes=minutes), approximate=about)


def _around(match: Match) -> list[Item]:
    return match.scene.before(match.first, 2)


def _said(match: Match) -> Reading | None:
    """An hour, with its minutes."""
    number = match.number("h")
    if number is None or number.ordinal:
        return None
    if number.half:
        return _clock(match, int(number.value), 30)
    minutes = match.whole("m")
    if (match.number("m") is not None and minutes is None) or _is_after_number(match):
        return None
    if minutes == 0 and match.number("n") is not None:
        minutes = match.whole("n")
    return _clock(match, number.whole, minutes or 0)


def _is_after_number(match: Match) -> bool:
    """«екі сағат он минут» is a length, not a time."""
    before = match.scene.before(match.first, 1)
    return bool(before and before[0].number and match.items[0].plain in {"сагат", "часов", "часа"})


def _dictated(match: Match) -> Reading | None:
    """«двадцать два тридцать», «девять ноль пять»: minutes that are said as two figures."""
    hour, minute = match.number("h"), match.number("m")
    if hour is None or minute is None or (minute.value != 0 and minute.value < 10) or minute.ordinal:
        return None
    if match.number("n") is None and minute.value == 0 and not minute.written:
        return None
    if (behind := match.scene.behind(match.last)) is not None and (behind.number or _counts(behind.keys)):
        return None
    return _said(match)


def _counts(keys: frozenset[str]) -> bool:
    return not {"<currency>", "<unit>", "<counted>", "<month>"}.isdisjoint(keys)


def _written(match: Match) -> Reading | None:
    """22:30, 10.30."""
    hour, minute = match.number("h"), match.number("m")
    if hour is None or minute is None or not (hour.written and minute.written and len(minute.digits) == 2):
        return None
    gap = match.named["m"].token.gap
    loose = "p" in match.named or match.items[0].plain in {"в", "к", "до", "с", "сагат"}
    if gap != ":" and not (loose and gap in {".", "-"}):
        return None
    behind = match.scene.items[match.last + 1] if match.last + 1 < len(match.scene.items) else None
    if behind is not None and behind.number and behind.token.gap in {".", ":", "-"}:
        return None
    if len(hour.digits) == 2 and gap == ":" and "p" not in match.named and (hour.digits[0] == "0" or hour.value > 12):
        return Reading(value=Clock(minutes=(int(hour.value) % 24 * 60 + int(minute.value),)), approximate=match.approximate)
    return _clock(match, hour.whole, int(minute.value))


def _decimal(match: Match) -> Reading | None:
    """The same where the number stands for both: «10.30» behind a preposition."""
    return None if match.number("h") is None else _written(match)


def _bare(match: Match) -> Reading | None:
    """«в девять», without a word that says that it is a time: only where nothing that could be counted follows."""
    number = match.number("h")
    behind = match.scene.behind(match.last)
    if number is None or number.whole is None or not 2 <= number.whole <= 24 or number.written:
        return None
    if match.items[0].plain == "в" and number.oblique:
        return None
    if match.items[0].plain != "в" and not number.oblique:
        return None
    if behind is not None and (behind.number or not _is_verb_or_link(behind.plain)):
        return None
    return _clock(match, number.whole)


def _is_verb_or_link(plain: str) -> bool:
    return part_of_speech(plain) in {"VERB", "ADVB", "NPRO", "PREP", "CONJ", "PRCL", "INFN"}


def _to(match: Match) -> Reading | None:
    """So many minutes before an hour: «без четверти девять», «тоғызға он бес минут қалғанда»."""
    minutes = match.data("m", "quarter") or match.whole("m")
    return None if minutes is None or not 0 < minutes < 60 else _clock(match, match.whole("h"), -minutes)


def _past(match: Match) -> Reading | None:
    """So many minutes behind an hour: «сегізден он минут өткенде»."""
    minutes = match.data("m", "quarter") or match.whole("m")
    return None if minutes is None or not 0 < minutes < 60 else _clock(match, match.whole("h"), minutes)


def _of_next(match: Match) -> Reading | None:
    """Minutes of the hour that is under way, which Russian counts by its end: «пять минут восьмого» is 7:05."""
    minutes = match.data("m", "quarter", "half") or match.whole("m")
    return None if minutes is None or not 0 < minutes < 60 else _clock(match, match.whole("h"), minutes - 60)


def _half_word(match: Match) -> Reading | None:
    return _clock(match, match.data("h", "half-hour"), -30)


def _half_kazakh(match: Match) -> Reading | None:
    number = match.number("h")
    ending = match.scene.tokens[match.named["h"].last].plain.removeprefix("жарым")
    return _clock(match, int(number.value), 30) if number and (ending or "q" in match.named) else None


def _beginning(match: Match) -> Reading | None:
    return _clock(match, match.whole("h"), -60, approximate=True)


def _about(match: Match) -> Reading | None:
    return _clock(match, match.whole("h"), approximate=True)


def _mixed_about(match: Match) -> Reading | None:
    """«часов тоғызда»."""
    number = match.number("h")
    return _said(match) if number is not None and number.kazakh and number.oblique else None


def _before_one(match: Match) -> Reading | None:
    minutes = match.data("m", "quarter") or match.whole("m")
    return None if minutes is None or not 0 < minutes < 60 else _clock(match, 1, -minutes)


def _half_before(match: Match) -> Reading | None:
    return _clock(match, match.whole("h"), -30)


def _about_hours(match: Match) -> Reading | None:
    """«около девяти часов я услышала»: from five on a time, unless the sentence tells how long something went on."""
    hour = match.whole("h")
    lasted = any(not _LASTING.isdisjoint(item.keys) for item in match.scene.items[max(0, match.first - 6) : match.last + 4])
    return None if hour is None or hour < 5 or lasted else _clock(match, hour, approximate=True)


def _one(match: Match) -> Reading | None:
    return _clock(match, 1, match.whole("m") or 0)


def _fixed(minutes: int, *, approximate: bool = False) -> Make:
    return lambda _match: Reading(value=Clock(minutes=(minutes,)), approximate=approximate)


def _rule(name: str, pattern: str, make: Make, *, lead: int = 0, tail: int = 0, commas: bool = False) -> Rule:
    return Rule(
        name=name, kind=MentionKind.TIME, pattern=pattern, make=make, lead=lead, tail=tail, commas=commas,

        weight=2,
    )  # fmt: skip


_AT = "=в|=во|=к|=ко|=до|=после|=с|=около|=ближе|=на"
_AT_HOUR = "=в|=во|=к|=ко|=до|=после|=с"
_LEFT = "=қалғанда|=қалды|=қалған|=қалганда|=калганда"
_GONE = "=өткенде|=өтті|=өткен|=кеткенде|=откенде"

RULES = (
    _rule("half of an hour", "q=<part-before>? =сағат? <half> h=<hour-ord> =час|=часа? p=<part>?", _half_before),
    _rule("half in one word", "h=<half-hour> p=<part>?", _half_word),
    _rule("minutes before", "без m=<minute>|<quarter> минута? h=<hour> час? p=<part>?", _to),
    _rule("one o'clock before", "без m=<minute>|<quarter> минута? =час p=<part>?", _before_one),
    _rule("minutes of the next hour", "m=<minute> минута h=<hour-ord> p=<part>?", _of_next),
    _rule("quarter of the next hour", "m=<quarter> h=<hour-ord> p=<part>?", _of_next),
    _rule("beginning of an hour", "=в начало h=<hour-ord> p=<part>?", _beginning, lead=1),
    _rule("hour and minutes", f"{_AT_HOUR} h=<hour> час m=<minute>? минута? p=<part>?", _said, lead=1),
    _rule("hour and part", "h=<hour> час p=<part>", _said),
    _rule("hour, minutes and part", "h=<hour> час? m=<minute> минута? p=<part>", _said),
    _rule("hour and part, short", "h=<hour> p==утра|=вечера|=ночи|=вечером|=утром|=ночью", _said),
    _rule("hour of the day", f"{_AT} h=<hour> p==дня", _said, lead=1),
    _rule("one o'clock", "=час|=часа|=часу p==дня|=ночи", _one),
    _rule("one o'clock and minutes", "=в =час m=<minute> минута? p=<part>?", _one, lead=1),
    _rule("about so many hours", "=около|=примерно h=<hour> =часов", _about_hours, lead=1),
    _rule("about an hour", "=часов|=часа|=часам|=часиков =в|=к|=около|=до h=<hour> p=<part>?", _about),
    _rule("mixed about", "=часов|=часа h=<hour>",
        _mixed_about),
    _rule("dictated", f"{_AT} h=<hour> m=<minute> n=<minute>? p=<part>?", _dictated, lead=1),
    _rule("written", "h=<hour> m=<minute> p=<part>?", _written),
    _rule("written behind a preposition", f"{_AT_HOUR} h=<hour> m=<minute>", _written, lead=1),
    _rule("bare hour", f"{_AT_HOUR} h=<hour>", _bare, lead=1),
    _rule("midnight", "полночь|=полуночи|=полуночь", _fixed(0)),
    _rule("noon", "полдень|=полудня", _fixed(12 * 60)),
    _rule("middle of the night", "=түн =ортасында|=ортасы|=ортасына", _fixed(0, approximate=True)),
    _rule("noon in Kazakh", "=тал =түсте|=түс", _fixed(12 * 60)),
    _rule("сағат", "q=<part-before>? =сағат|=сағаты =в? h=<num> m=<minute>? минут? p=<part>?", _said),
    _rule("part and hour", "q=<part-before> h=<hour> час? m=<minute>? минут?", _said),
    _rule("part and half hour", "q=<part-before> =сағат? h=<hour-half>", _half_kazakh),
    _rule("half hour", "=сағат? h=<hour-half> p=<part>?", _half_kazakh),
    _rule("қалғанда", f"q=<part-before>? =сағат? h=<hour> m=<minute>|<quarter> минут? {_LEFT}", _to),
    _rule("өткенде", f"q=<part-before>? =сағат? h=<hour> m=<minute>|<quarter> минут? {_GONE}", _past),
)  # fmt: skip
