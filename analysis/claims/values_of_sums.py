"""Sums of money and shares of a whole: named with their currency, bare, in slang, or for nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.claims.lengths import is_absurd
from analysis.claims.neighbours import is_said_before, words_of
from analysis.claims.readings import reading_of
from analysis.claims.records import SlotKind, Value
from analysis.claims.units import NOT_COUNTED, SCALES
from analysis.mentions.numbers import Number
from analysis.mentions.tokens import Token
from models.mentions import Duration, Mention, MentionKind, Quantity, Sureness

_MILLION = 1_000_000
_UNKNOWN = "?"
"""The currency of a sum that is named without one."""
_SHARES_OF_A_MILLION = (("четверть", 250_000), ("пол", 500_000))
_COPPERS = frozenset({"копейки", "тенге", "тиына", "тиынки", "гроша", "рубля", "доллара"})
_FOR_NOTHING = frozenset({"бесплатно", "даром", "задаром", "безвозмездно", "тегин", "акысыз"})
_PAID = frozenset({"pay", "cost", "sell", "buy", "salary", "rent_money", "debt", "owe", "borrow", "bribe", "deposit"})
_HANDED = frozenset({"give", "take", "lose", "steal", "return"})
_SLANG = {"ляма": 1e6, "лямов": 1e6, "лям": 1e6, "лимона": 1e6, "лимонов": 1e6, "косаря": 1e3, "косарей": 1e3, "тыщи": 1e3,
          "тыщ": 1e3, "сотни": 1e5, "сотен": 1e5}  # fmt: skip
_HUNDREDS = 1e5
"""«две сотни» are hundreds of thousands, or hundreds."""
_COINS = {"косарь": 1e3, "лям": 1e6, "пятихатку": 500.0, "пятихатка": 500.0, "пятисотку": 500.0, "тысячу": 1e3,
          "миллион": 1e6, "лимон": 1e6}  # fmt: skip
_PERCENT = ("процент", "пайыз", "проц")
_YEARS = frozenset({"года", "году", "год", "жылы"})


def sums(tokens: Sequence[Token], mentions: Sequence[Mention], numbers: Sequence[Number]) -> Iterator[Value]:
    """In the order of how surely they are sums."""
    taken = {word for each in mentions if _takes_its_words(each) for word in each.words}
    numbers = _with_noughts(tokens, numbers)
    yield from _mentioned(tokens, mentions)
    yield from _bare_sums(tokens, numbers, taken)
    yield from _shares(tokens, numbers)
    yield from _short_sums(tokens, numbers, taken)
    yield from _nothings(tokens)


def _takes_its_words(mention: Mention) -> bool:
    """All but persons and lengths of time that are none."""
    if isinstance(mention.value, Duration) and is_absurd(mention.value):
        return False
    return mention.kind is not MentionKind.PERSON


def _sum(words: tuple[int, ...], text: str, *ranges: tuple[float, float], about: bool = False) -> Value:
    """Of an unknown currency."""
    return Value(kind=SlotKind.SUM, words=words, text=f"{text} ?", ranges=ranges, unit=_UNKNOWN, about=about)


def _mentioned(tokens: Sequence[Token], mentions: Sequence[Mention]) -> Iterator[Value]:
    for each in mentions:
        value = each.value
        if each.kind is MentionKind.MONEY and isinstance(value, Quantity):
            low, high = float(value.low), float(value.high)
            for word, share in _SHARES_OF_A_MILLION:
                if low == high == _MILLION and is_said_before(tokens, each.words[0], {word}):
                    low = high = share
            yield Value(
                kind=SlotKind.SUM, words=each.words, text=each.text, ranges=_readings_of(low, high), unit=value.unit,
                about=each.sureness is Sureness.APPROXIMATE,
            )  # fmt: skip


def _readings_of(low: float, high: float) -> tuple[tuple[float, float], ...]:
    """«миллион двести» is more often 1,200,000 than 1,000,200."""
    rest = low % _MILLION
    if low == high and low > _MILLION and 0 < rest < 1000 and rest % 10 == 0:
        return ((low, high), (low - rest + 1000 * rest,) * 2)
    return ((low, high),)


def _with_noughts(tokens: Sequence[Token], numbers: Sequence[Number]) -> list[Number]:
    """«40 000» of nothing named is one number."""
    made: list[Number] = []
    for number in numbers:
        if made and _are_its_noughts(tokens, made[-1], number):
            before = made[-1]
            made[-1] = replace(before, last=number.last, value=before.value * 1000, digits=before.digits + "000")
        else:
            made.append(number)
    return made


def _are_its_noughts(tokens: Sequence[Token], before: Number, number: Number) -> bool:
    joined = number.digits == "000" and number.written and before.written and before.last + 1 == number.first
    return joined and tokens[number.first].gap in {" ", "\u00a0"} and len(before.digits) <= 6


def _bare_sums(tokens: Sequence[Token], numbers: Sequence[Number], taken: set[int]) -> Iterator[Value]:
    for number in numbers:
        words = words_of(tokens, number.first, number.last)
        if number.ordinal or not taken.isdisjoint(words):
            continue
        low = _bare_sum(tokens, number)
        if low is not None:
            high = low if number.high is None else max(low, float(number.high))
            yield _sum(words, f"{low:.0f}", *_readings_of(low, high), about=number.approximate)


def _bare_sum(tokens: Sequence[Token], number: Number) -> float | None:
    """«двести тысяч» of nothing named: money, where no counted noun stands behind it."""
    value = float(number.value)
    if not number.written and 0 < value % 1000 < 10 and value > 10_000:  # «пятьдесят тысяч, четыре бумажки»
        value -= value % 1000
    scaled = any(_is_scale(token.plain) for token in tokens[number.first : number.last + 1])
    year = number.written and 1000 <= value <= 2100 and value % 10
    if value < 1000 or year or (number.written and len(number.digits) > 8) or value % 10:
        return None
    if not scaled and not number.written:
        return None
    behind = _behind(tokens, number)
    return None if behind is not None and (behind.keys & NOT_COUNTED or behind.plain in _YEARS) else value


def _is_scale(plain: str) -> bool:
    return plain in SCALES or plain.startswith(("тысяч", "миллион", "мын"))


def _behind(tokens: Sequence[Token], number: Number) -> Token | None:
    return tokens[number.last + 1] if number.last + 1 < len(tokens) else None


def _shares(tokens: Sequence[Token], numbers: Sequence[Number]) -> Iterator[Value]:
    """«десять процентов», «отыз пайыз»."""
    for number in numbers:
        behind = _behind(tokens, number)
        if behind is not None and not number.ordinal and behind.plain.startswith(_PERCENT):
            low = float(number.value)
            yield Value(
                kind=SlotKind.SUM, words=words_of(tokens, number.first, number.last + 1), text=f"{low:g} %",
                ranges=((low, low if number.high is None else float(number.high)),), unit="%", about=number.approximate,
            )  # fmt: skip


def _short_sums(tokens: Sequence[Token], numbers: Sequence[Number], taken: set[int]) -> Iterator[Value]:
    """«продал за сто двадцать»: so many tenge or so many thousand, where paying is spoken of and nothing is counted."""
    meanings = frozenset(each for token in tokens for each in reading_of(token).acts | reading_of(token).things)
    if meanings & (_PAID | _HANDED):
        yield from _in_slang(tokens, numbers, taken)
    if not meanings & _PAID:
        return
    for number in numbers:
        words = words_of(tokens, number.first, number.last)
        low = float(number.value)
        short = not number.ordinal and 20 <= low < 1000 and not low % 5
        if short and taken.isdisjoint(words) and not _is_count(tokens, number):
            yield _sum(words, f"{low:g}", (low * 1000,) * 2, (low, low), about=number.approximate)


def _is_count(tokens: Sequence[Token], number: Number) -> bool:
    """Whether a noun stands right behind it."""
    behind = _behind(tokens, number)
    if behind is None or set(",.;") & set(behind.gap):
        return False
    read = reading_of(behind)
    return read.part in {"NOUN", "KK", "NUMR"} and not read.verb


def _in_slang(tokens: Sequence[Token], numbers: Sequence[Number], taken: set[int]) -> Iterator[Value]:
    """«полтора ляма», «две сотни», «пятихатку»."""
    done: set[int] = set()
    for number in numbers:
        behind = _behind(tokens, number)
        scale = _SLANG.get(behind.plain) if behind is not None else None
        words = words_of(tokens, number.first, number.last + 1)
        if scale and not number.ordinal and number.value < 1000 and taken.isdisjoint(words):
            done.update(words)
            low = float(number.value) * scale
            or_hundreds = ((low / 1000, low / 1000),) if scale == _HUNDREDS else ()
            yield _sum(words, f"{low:.0f}", (low, low), *or_hundreds)
    counted = {word for number in numbers for word in words_of(tokens, number.first, number.last)}
    for token in tokens:
        coin = _COINS.get(token.plain)
        if coin and token.word not in taken | done | counted:
            yield _sum((token.word,), f"{coin:.0f}", (coin, coin))


def _nothings(tokens: Sequence[Token]) -> Iterator[Value]:
    """«даром», «ни копейки», «тиын да»."""
    for at, token in enumerate(tokens):
        not_one = token.plain in _COPPERS and at > 0 and tokens[at - 1].plain == "ни"
        not_a_tiyn = token.plain == "тиын" and any(each.plain == "да" for each in tokens[at:])
        if token.plain in _FOR_NOTHING or not_one or not_a_tiyn:
            words = words_of(tokens, at - 1 if not_one else at, at)
            yield Value(kind=SlotKind.SUM, words=words, text="0", ranges=((0, 0),), unit=_UNKNOWN)
