"""Long numbers that are dictated figure by figure, by twos or by threes, in words, digits or both, with fillers between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.mentions import identifiers
from analysis.mentions.numbers import Number
from analysis.mentions.patterns import Found, Reading
from analysis.mentions.tokens import Token
from models.mentions import Iin, MentionKind, Phone

_FILLERS = frozenset({
    "э", "ээ", "эээ", "эм", "эмм", "м", "мм", "ну", "так", "значит", "и", "ии", "иии", "дальше", "потом", "тире",
    "пробел", "дефис",
    "вот", "а", "аа", "далее", "сосын", "кейин", "содан", "плюс", "скобка", "как", "там", "сызыкша", "ал",
})  # fmt: skip
_REPEATED = {"нуля": "0", "ноля": "0", "нулей": "0", "нолей": "0", "единицы": "1", "двойки": "2", "тройки": "3",
"четверки": "4",
             "пятерки": "5", "шестерки": "6", "семерки": "7", "восьмерки": "8", "девятки": "9",
             "единички": "1"}  # fmt: skip
_PHONE_WORDS = (
    "телефон",
    "номер",
    "звон",
    "набр",
    "сотов",
    "ватсап",
    "уялы",
    "нөмір",
    "номир",
    "хабарлас",
    "сокты",
    "вацап",
)
_IIN_WORDS = frozenset({"иин", "жсн", "иина", "иином"})
_CARD_WORDS = ("карт", "счет", "шот")
_NEAR = 12  # tokens before a number in which a word says what it is


@dataclass(frozen=True, kw_only=True, slots=True)
class _Chunk:
    first: int  # of the tokens
    last: int
    digits: str


def found(tokens: Sequence[Token], numbers: Sequence[Number]) -> Iterator[Found]:
    """IINs, telephones, cards and IBANs."""
    for run in _runs(tokens, numbers):
        used = 0
        while used < len(run):
            taken = _longest(tokens, run, used)
            if taken is None:
                used += 1
                continue
            mention, used = taken
            yield mention


def _runs(tokens: Sequence[Token], numbers: Sequence[Number]) -> list[list[_Chunk]]:
    """Neighbouring chunks of digits with nothing but fillers between them."""
    runs: list[list[_Chunk]] = []
    for chunk in _chunks(tokens, numbers):
        if runs and _reaches(tokens, runs[-1][-1].last, chunk.first):
            runs[-1].append(chunk)
        else:
            runs.append([chunk])
    return runs


def _reaches(tokens: Sequence[Token], last: int, first: int) -> bool:
    between = tokens[last + 1 : first]
    if len(between) > 3 or any(token.plain not in _FILLERS for token in between):
        return False
    return not any(mark in token.gap for token in tokens[last + 1 : first + 1] for mark in "!?;")


def _chunks(tokens: Sequence[Token], numbers: Sequence[Number]) -> Iterator[_Chunk]:
    skip = -1
    for number in numbers:
        if number.first <= skip or number.half or (number.ordinal and not number.written):
            continue
        if number.value >= 1000 and not number.written:
            continue
        digits = "".join(each.text for each in tokens[number.first : number.last + 1] if each.is_digits)
        digits = digits if number.written else number.digits
        behind = tokens[number.last + 1] if number.last + 1 < len(tokens) else None
        if behind is not None and behind.plain in _REPEATED and 2 <= number.value <= 5:
            skip = number.last + 1
            yield _Chunk(first=number.first, last=skip, digits=_REPEATED[behind.plain] * int(number.value))
        elif number.written or number.value == int(number.value):
            yield _Chunk(first=number.first, last=number.last, digits=digits)


def _longest(tokens: Sequence[Token], run: Sequence[_Chunk], at: int) -> tuple[Found, int] | None:
    """The best reading that begins with a chunk, and the index behind its last chunk."""
    if (account := _iban(tokens, run, at)) is not None:
        return account
    near = _near(tokens, run[at].first)
    best: tuple[int, Found, int] | None = None
    digits = ""
    for end in range(at, len(run)):
        digits += run[end].digits
        if len(digits) > 19:
            break
        made = _reading(digits, near, whole=at == 0 and end == len(run) - 1)
        if made is None:
            continue
        kind, reading, rank = made
        if best is None or rank >= best[0]:
            first = run[at].first
            mention = Found(kind=kind, first=first, last=run[end].last, reading=reading, rule="dictated", weight=5)
            best = (rank, _with_plus(tokens, mention), end + 1)
    return (best[1], best[2]) if best else None


def _with_plus(tokens: Sequence[Token], mention: Found) -> Found:
    if mention.kind is MentionKind.PHONE and mention.first > 0 and tokens[mention.first - 1].plain == "плюс":
        return replace(mention, first=mention.first - 1)
    return mention


def _near(tokens: Sequence[Token], first: int) -> list[str]:
    return [token.plain for token in tokens[max(0, first - _NEAR) : first]]


def _reading(digits: str, near: Sequence[str], *, whole: bool) -> tuple[MentionKind, Reading, int] | None:
    """Kind, reading and rank of digits; a wrong checksum is kept, as doubtful, where a word says what they are."""
    if len(digits) == 12:
        number: Iin = identifiers.iin(digits)
        named = not _IIN_WORDS.isdisjoint(near)
        if number.valid or (named and whole):
            return MentionKind.IIN, Reading(value=number, doubtful=not number.valid), 5 if number.valid else 3
    if len(digits) in {10, 11}:
        called: Phone | None = identifiers.phone(digits)
        named = any(word.startswith(each) for word in near for each in _PHONE_WORDS)
        if called is not None and (called.valid or (named and whole and len(digits) == 11)):
            return MentionKind.PHONE, Reading(value=called, doubtful=not called.valid), 4 if called.valid else 2
    if 15 <= len(digits) <= 19 and digits[0] in "23456":
        paid = identifiers.card(digits)
        named = any(word.startswith(each) for word in near for each in _CARD_WORDS)
        if (paid.valid and len(digits) == 16) or (named and whole and len(digits) == 16):
            return MentionKind.CARD, Reading(value=paid, doubtful=not paid.valid), 5 if paid.valid else 3
    return None


_KZ = ({"kz"}, {"кз"}, {"казет"}, {"кейзет"})
_KZ_PAIRS = {("кей", "зет"), ("ка", "зет"), ("кэй", "зэт"), ("ка", "зэт"), ("k", "z"), ("к", "з"), ("кей", "зэт")}
_IBAN_LENGTH = 20


def _iban(tokens: Sequence[Token], run: Sequence[_Chunk], at: int) -> tuple[Found, int] | None:
    first = run[at].first
    one = tokens[first - 1].plain if first > 0 else ""
    two = (tokens[first - 2].plain, one) if first > 1 else ("", "")
    begins = first - 1 if {one} in _KZ else first - 2 if two in _KZ_PAIRS else None
    if begins is None:
        return None
    text, last = _account(tokens, run, first)
    if len(text) != _IBAN_LENGTH:
        return None
    value = identifiers.kazakh_iban(text)
    end = next((number for number, chunk in enumerate(run) if chunk.first > last), len(run))
    reading = Reading(value=value, doubtful=not value.valid)
    return Found(kind=MentionKind.IBAN, first=begins, last=last, reading=reading, rule="iban", weight=6), max(end, at + 1)


def _account(tokens: Sequence[Token], run: Sequence[_Chunk], first: int) -> tuple[str, int]:
    """Letters and digits up to an IBAN's length."""
    from analysis.mentions.plates import spoken_letters

    chunks = {chunk.first: chunk for chunk in run}
    text, at, last = "KZ", first, first
    while at < len(tokens) and len(text) < _IBAN_LENGTH:
        if at in chunks:
            text, last = text + chunks[at].digits, chunks[at].last
            at = last + 1
        elif tokens[at].is_digits:
            text, last, at = text + tokens[at].text, at, at + 1
        elif letters := spoken_letters(tokens[at])[0]:
            text, last, at = text + letters, at, at + 1
        elif tokens[at].plain in _FILLERS:
            at += 1
        else:
            break
    return text, last
