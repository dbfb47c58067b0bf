"""The typed values of a statement: those of its mentions, and those that only the words around tell."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from analysis.claims import speech
from analysis.claims.calendar_days import day_of, days_of_words
from analysis.claims.clock_times import length_in_minutes, lengths, times
from analysis.claims.lengths import lengths_between, lengths_of_spans
from analysis.claims.nouns import THINGS, VEHICLES
from analysis.claims.readings import WordReading, reading_of
from analysis.claims.records import Day, SlotKind, Value
from analysis.claims.values_of_things import places, things, vehicles, words_of
from analysis.lexemes import folded
from analysis.mentions.number_words import number_word
from analysis.mentions.numbers import Number, grouped, numbers_of
from analysis.mentions.tokens import Token
from analysis.mentions.vocabulary import MONTHS
from models.mentions import Calendar, Duration, Mention, MentionKind, Quantity, Sureness

_SCALES = frozenset({"тысяча", "тысяч", "тысячи", "миллион", "мын", "млн", "тыс", "тыща", "штука", "лям", "косарь"})


_NOT_COUNTED = frozenset(
    {"час", "минута", "год", "лет", "раз", "сагат", "минут", "жыл", "кун", "ай", "апта", "метр", "процент"}
)


_TIMES = frozenset({"раз", "рет", "раза", "разок", "мэрте"})


_SO_OFTEN = {"однажды": 1, "единожды": 1, "дважды": 2, "трижды": 3, "четырежды": 4}


_MONTHS = frozenset(folded(month) for month in MONTHS)


def values_of(
    tokens: Sequence[Token], reads: Sequence[WordReading], mentions: Sequence[Mention], *, said_on: date | None
) -> list[Value]:
    """Every value, in order of its words; values that the speaker took back are marked as denied."""
    numbers = grouped(tokens, numbers_of(tokens))
    clock = list(times(tokens, reads, mentions))
    long = list(lengths(tokens, mentions))
    found = [
        *clock,
        *_dates(tokens, mentions, said_on),
        *long,
        *(() if long else (*lengths_of_spans(clock), *lengths_between(tokens))),
        *_sums(tokens, mentions, numbers),
        *_counts(tokens, reads, mentions, numbers),
        *vehicles(tokens, reads, mentions),
        *places(tokens, reads, mentions),
        *things(tokens, reads),
    ]
    ordered = sorted(_joined_days(found), key=lambda each: (each.words, each.kind))
    kinds = [each.kind for each in ordered]
    return _taken_back(
        [replace(each, denied=_is_denied(tokens, each, others=kinds.count(each.kind) - 1)) for each in ordered], tokens
    )


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


_NONE_SUCH = frozenset({"никакой", "никакая", "никаком", "никакого", "никакую", "никакое", "ешкандай"})
_ADVERSE = ("какой там", "какая там", "какое там", "какие там", "кайдагы")
"""«какой там опель»: it was none."""


def _is_denied(tokens: Sequence[Token], value: Value, *, others: int = 0) -> bool:
    """«не в десять, а в одиннадцать», «Y емес»; `others` are values of its kind beside it, of which one may hold."""
    inside = [at for at, token in enumerate(tokens) if token.word in value.words]
    if not inside:
        return False
    first, last = inside[0], inside[-1]
    before = [token.plain for token in tokens[max(0, first - 2) : first]]
    behind = tokens[last + 1].plain if last + 1 < len(tokens) else ""
    if behind.startswith("емес") or _NONE_SUCH & set(before) or " ".join(before).endswith(_ADVERSE):
        return True
    if (
        others > 0
        and before[-1:]
        and before[-1] in {"какой", "какая", "какое"}
        and value.kind in {SlotKind.VEHICLE, SlotKind.PLACE}
    ):
        return True
    rest = [token.plain for token in tokens[last + 1 : last + 5]]
    if "не" not in before and "ни" not in before:
        return False
    near = before[-1] == "не" or (before[0] == "не" and len(before) > 1 and before[-1] in {"в", "на", "с", "к", "за", "из"})
    said = "а" in rest or value.kind is SlotKind.LOOK or (others > 0 and value.kind in {SlotKind.VEHICLE, SlotKind.PLACE})
    return (near and said) or "ни" in before


_MISTAKEN = re.compile(r"\b(?:хотя нет|вру|путаю|перепутал\w*|ошибся|ошиблась|обождите|погоди|шатастырдым|кателестим)\b")


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
            if (
                lone
                or (_MISTAKEN.search(text) and len(between) <= 5)
                or (speech.CORRECTION.search(text) and len(between) <= 5)
            ):
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
                kind=SlotKind.SUM, words=each.words, text=each.text, ranges=_readings_of(low, high), unit=value.unit,
                about=about,
            )  # fmt: skip
    for number in numbers:
        words = words_of(tokens, number.first, number.last)
        if not taken.isdisjoint(words) or number.ordinal:
            continue
        value_of = _bare_sum(tokens, number)
        if value_of is not None:
            high = value_of if number.high is None else float(number.high)
            text = f"{value_of:.0f} ?"
            yield Value(
                kind=SlotKind.SUM, words=words, text=text, ranges=_readings_of(value_of, max(high, value_of)), unit="?",
                about=number.approximate,
            )  # fmt: skip
    yield from _shares(tokens, numbers)
    yield from _short_sums(tokens, numbers, taken)
    for at, token in enumerate(tokens):
        not_one = token.plain in _COPPERS and at > 0 and tokens[at - 1].plain == "ни"
        if token.plain in _FOR_NOTHING or not_one or (token.plain == "тиын" and any(t.plain == "да" for t in tokens[at:])):
            words = words_of(tokens, at - 1 if not_one else at, at)
            yield Value(kind=SlotKind.SUM, words=words, text="0", ranges=((0, 0),), unit="?")


_COPPERS = frozenset({"копейки", "тенге", "тиына", "тиынки", "гроша", "рубля", "доллара"})
_FOR_NOTHING = frozenset({"бесплатно", "даром", "задаром", "безвозмездно", "тегин", "акысыз"})
_PAID = frozenset({"pay", "cost", "sell", "buy", "salary", "rent_money", "debt", "owe", "borrow", "bribe", "deposit"})
_HALVES = {"половину": 50.0, "половина": 50.0, "треть": 33.3, "четверть": 25.0, "жартысын": 50.0, "жартысы": 50.0}


def _readings_of(low: float, high: float) -> tuple[tuple[float, float], ...]:
    """«миллион двести» is more often 1,200,000 than 1,000,200."""
    rest = low % 1_000_000
    if low == high and low > 1_000_000 and 0 < rest < 1000 and rest % 10 == 0:
        return ((low, high), (low - rest + 1000 * rest,) * 2)
    return ((low, high),)


def _shares(tokens: Sequence[Token], numbers: Sequence[Number]) -> Iterator[Value]:
    """«десять процентов», «отыз пайыз»."""
    for number in numbers:
        behind = tokens[number.last + 1] if number.last + 1 < len(tokens) else None
        if behind is not None and not number.ordinal and behind.plain.startswith(("процент", "пайыз", "проц")):
            value = float(number.value)
            yield Value(
                kind=SlotKind.SUM, words=words_of(tokens, number.first, number.last + 1), text=f"{value:g} %",
                ranges=((value, value if number.high is None else float(number.high)),), unit="%", about=number.approximate,
            )  # fmt: skip


_HANDED = frozenset({"give", "take", "lose", "steal", "return"})
_SLANG = {"ляма": 1e6, "лямов": 1e6, "лям": 1e6, "лимона": 1e6, "лимонов": 1e6, "косаря": 1e3, "косарей": 1e3, "тыщи": 1e3,
          "тыщ": 1e3, "сотни": 1e5, "сотен": 1e5}  # fmt: skip
_COINS = {"косарь": 1e3, "лям": 1e6, "пятихатку": 500.0, "пятихатка": 500.0, "пятисотку": 500.0, "тысячу": 1e3,
          "миллион": 1e6, "лимон": 1e6}  # fmt: skip


def _in_slang(tokens: Sequence[Token], numbers: Sequence[Number], taken: set[int]) -> Iterator[Value]:
    """«полтора ляма», «две сотни», «пятихатку»."""
    done: set[int] = set()
    for number in numbers:
        scale = _SLANG.get(tokens[number.last + 1].plain) if number.last + 1 < len(tokens) else None
        words = words_of(tokens, number.first, number.last + 1) if scale else ()
        if scale and not number.ordinal and number.value < 1000 and taken.isdisjoint(words):
            done.update(words)
            value = float(number.value) * scale
            ranges = ((value, value), (value / 1000, value / 1000)) if scale == 1e5 else ((value, value),)
            yield Value(kind=SlotKind.SUM, words=words, text=f"{value:.0f} ?", ranges=ranges, unit="?")
    for token in tokens:
        coin = _COINS.get(token.plain)
        if (
            coin
            and token.word not in taken | done
            and not any(token.word in words_of(tokens, number.first, number.last) for number in numbers)
        ):
            yield Value(kind=SlotKind.SUM, words=(token.word,), text=f"{coin:.0f} ?", ranges=((coin, coin),), unit="?")


def _short_sums(tokens: Sequence[Token], numbers: Sequence[Number], taken: set[int]) -> Iterator[Value]:
    """«продал за сто двадцать»: so many tenge or so many thousand, where paying is spoken of and nothing is counted."""
    meanings = frozenset(each for token in tokens for each in reading_of(token).acts | reading_of(token).things)
    if not meanings & (_PAID | _HANDED):
        return
    yield from _in_slang(tokens, numbers, taken)
    if not meanings & _PAID:
        return
    for number in numbers:
        words = words_of(tokens, number.first, number.last)
        behind = tokens[number.last + 1] if number.last + 1 < len(tokens) else None
        value = float(number.value)
        if number.ordinal or not taken.isdisjoint(words) or not 20 <= value < 1000 or value % 5:
            continue
        read = reading_of(behind) if behind is not None and not set(",.;") & set(behind.gap) else None
        if read is not None and read.part in {"NOUN", "KK", "NUMR"} and not read.verb:
            continue
        yield Value(
            kind=SlotKind.SUM, words=words, text=f"{value:g} ?", ranges=((value * 1000,) * 2, (value, value)), unit="?",
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
    if not number.written and 0 < value % 1000 < 10 and value > 10_000:  # «пятьдесят тысяч, четыре бумажки»
        value -= value % 1000
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


def _counts(  # noqa: PLR0912  # one exclusion a line
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
    alone = _alone(tokens, reads)
    if alone is not None and tokens[alone].word not in taken:
        yield _count((tokens[alone].word,), 1, "people")
    for token in tokens:
        if token.plain == "рет" and any(each.plain == "жалгыз" and each.word == token.word - 1 for each in tokens):
            yield _count((token.word,), 1, "times")
        if token.plain in _SO_OFTEN and token.word not in taken:
            yield _count((token.word,), _SO_OFTEN[token.plain], "times")
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


_LONE = frozenset({"один", "одна", "жалгыз"})
_HERE = frozenset({"я", "был", "была", "пришел", "пришла", "приехал", "приехала", "ехал", "ехала", "сидел", "сидела", "шел",
                   "шла", "стоял", "стояла", "он", "она", "ол", "мен", "болдым", "болды", "бардым", "келдим", "келди",
                   "едим",
                   "еди", "озим", "дома", "совсем", "зашел", "зашла", "уехал"})  # fmt: skip


def _alone(tokens: Sequence[Token], reads: Sequence[WordReading]) -> int | None:
    """«я был один», «жалғыз болдым»: one person, where nothing is counted by the word."""
    for at, token in enumerate(tokens):
        if token.plain not in _LONE or (at + 1 < len(tokens) and tokens[at + 1].plain == "рет"):
            continue
        behind = tokens[at + 1] if at + 1 < len(tokens) and not set(",.;") & set(tokens[at + 1].gap) else None
        before = tokens[at - 1].plain if at else ""
        if behind is not None and (
            reads[at + 1].part in {"NOUN", "ADJF", "PREP", "NUMR"} or behind.plain in {"раз", "на", "из"}
        ):
            continue
        if before in {"ни", "еще", "не"} or any(read.things for read in reads[max(0, at - 3) : at]):
            continue
        if before in _HERE or (behind is not None and behind.plain in _HERE):
            return at
    return None


def _count(words: tuple[int, ...], number: int, unit: str) -> Value:
    return Value(kind=SlotKind.COUNT, words=words, text=f"{number} {unit}", ranges=((number, number),), unit=unit)


_HEADS = frozenset({"бас", "головы", "голов", "дана", "штук", "штуки", "единиц", "единицы"})
_TOLD_OF = frozenset(
    {"было", "была", "был", "были", "болды", "еди", "оказалось", "единственный", "единственная", "кана", "гана"}
)


def _is_kazakh_noun(read: WordReading, tokens: Sequence[Token], at: int) -> bool:
    """A word that no table has, before a verb: «алты қатырма салдық»."""
    if read.verb or read.acts or read.nouns or read.looks or read.colour or not read.lemmas or len(tokens[at].plain) < 4:
        return False
    return not tokens[at].keys & (_NOT_COUNTED | _SCALES) and not tokens[at].plain.startswith(_NO_NOUNS)


_NO_NOUNS = (
    "рет", "мын", "мил", "жуз", "жыл", "кун", "сагат", "минут", "апта", "тенге", "пайыз", "метр", "нешин", "болды", "жарым",
    "шам", "артык", "кем", "шакты", "гана", "кейин", "бурын", "дейин", "жасар", "жаста", "кабат", "бирге", "секунд",
    "километр",
    "сомга", "доллар", "есе", "сынып", "курс", "нши", "адам",
)  # fmt: skip


def _named_before(tokens: Sequence[Token], reads: Sequence[WordReading], first: int) -> str:
    """The thing that stands before its number: «телефонов было четыре», «жылқы жеті бас»."""
    for place in range(first - 1, max(-1, first - 5), -1):
        if place + 1 < len(tokens) and set(";.") & set(tokens[place + 1].gap):
            return ""
        read = reads[place]
        if read.things and (read.part == "KK" or read.case in {"gent", "nomn"}):
            return min(read.things)
        if read.part == "NOUN" and read.case == "gent" and read.plural and read.lemmas:
            return "" if tokens[place].keys & (_NOT_COUNTED | _SCALES) else _lemma(read, tokens[place])
    return ""


def _lemma(read: WordReading, token: Token) -> str:
    """The unit of what no table has: its dictionary form."""
    forms = read.lemmas - {token.plain} or read.lemmas
    return f"={min(forms, key=lambda each: (len(each), each))}" if forms else ""


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
        if token.keys & _TIMES and place > number.last:
            return "times", place
        if token.keys & (_NOT_COUNTED | _SCALES):
            return "", place
        if place < number.first and token.plain == "раз" and not (place and number_word(tokens[place - 1].plain)):
            return "times", place
        if place < number.first and not number.approximate:
            break
        if read.part == "KK" and read.verb:
            named = {thing for key in read.lemmas if place == number.last + 1 for thing in THINGS.kazakh.get(key, ())}
            if named:  # «тоғыз қойды» counts sheep
                return min(named), place
            break
        if read.persons & speech.PERSON_NOUNS or read.persons & {"brother", "sister", "victim"}:
            return "people", place
        if read.things or (read.places and read.part != "KK" and read.case != "loct"):
            return min(read.things or read.places), place
        if read.persons:
            return min(read.persons), place
        if read.part == "KK" and place == number.last + 1 and _is_kazakh_noun(read, tokens, place):
            return f"={min(read.lemmas, key=lambda each: (len(each), each))}", place
        if token.plain in _HEADS and place == number.last + 1:
            return _named_before(tokens, reads, number.first), place
        if read.part == "NOUN" and place == number.last + 1:
            return _lemma(read, token), place
        if read.part not in {"ADJF", "KK", "PRCL", ""}:
            break
    behind = tokens[number.last + 1].plain if number.last + 1 < len(tokens) else ""
    ends = number.last + 1 == len(tokens) or bool(set(",.;") & set(tokens[number.last + 1].gap))
    if behind in _TOLD_OF or ends:
        unit = _named_before(tokens, reads, number.first)
        if unit:
            return unit, number.first
    if behind.startswith(("штук", "дана", "гана", "только", "всего")) or number.last + 1 == len(tokens):
        for place in range(number.first - 1, max(-1, number.first - 5), -1):
            if reads[place].things and not reads[place].things & VEHICLES.keys():
                return min(reads[place].things), place
    return "", -1
