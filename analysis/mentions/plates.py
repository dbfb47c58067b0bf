"""Plates of cars, written or spelled out: of Kazakhstan (123 ABC 02, 123 AB 02; before 2012 A 123 BCD) and of Russia.

Forms by ST RK 986-2012 and GOST R 50577-2018; the letters of Russian plates are those that look alike in both alphabets.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.mentions.numbers import Number
from analysis.mentions.patterns import Found, Reading
from analysis.mentions.tokens import Token
from models.mentions import MentionKind, Plate

_LOOK_ALIKE = dict(zip("авекмнорстухдзцбгилпфю", "ABEKMHOPCTYXDZCBGILPFU", strict=True))
_SPOKEN = {  # how letters of plates are named: as Latin ones, and as Russian ones where they are other
    "эй": ("A", ""), "а": ("A", "A"), "би": ("B", ""), "бэ": ("B", ""), "бе": ("B", ""), "б": ("B", ""), "си": ("C", ""),
    "цэ": ("C", ""),
    "це": ("C", ""), "ц": ("C", ""), "ди": ("D", ""), "дэ": ("D", "D"), "д": ("D", "D"), "е": ("E", "E"), "и": ("E", ""),
    "эф": ("F", ""),
    "джи": ("G", ""), "гэ": ("G", ""), "эйч": ("H", ""), "аш": ("H", ""), "ха": ("H", "X"), "ай": ("I", ""),
    "джей": ("J", ""),
    "кей": ("K", ""), "ка": ("K", "K"), "к": ("K", "K"), "эль": ("L", ""), "эл": ("L", ""), "л": ("L", ""), "эм": ("M",
    "M"), "м": ("M", "M"),
    "эн": ("N", "H"), "н": ("N", "H"), "оу": ("O", ""), "о": ("O", "O"), "пи": ("P", ""), "пэ": ("P", ""), "п": ("P",
    ""), "кью": ("Q", ""),
    "ку": ("Q", ""), "ар": ("R", ""), "эр": ("R", "P"), "р": ("P", "P"), "эс": ("S", "C"), "с": ("C", "C"), "ти": ("T",
    ""), "тэ": ("T", "T"),
    "те": ("T", "T"), "т": ("T", "T"), "ю": ("U", ""), "у": ("U", "Y"), "ви": ("V", ""), "вэ": ("V", "B"), "в": ("B",
    "B"), "ве": ("V", "B"),
    "дабл": ("W", ""), "икс": ("X", "X"), "х": ("X", "X"), "уай": ("Y", ""), "игрек": ("Y", "Y"), "зет": ("Z", ""),
    "зэт": ("Z", ""),
    "зэд": ("Z", ""), "з": ("Z", ""),
}  # fmt: skip
_KAZAKH = (
    re.compile(r"\d{3}[A-Z]{2,3}(?:0[1-9]|1\d|20)"),
    re.compile(r"[A-Z]\d{3}[A-Z]{2,3}"),
    re.compile(r"\d{2,4}[A-Z]{2}(?:0[1-9]|1\d|20)"),
)
_RUSSIAN = re.compile(r"[ABEKMHOPCTYX]\d{3}[ABEKMHOPCTYX]{2}(?:\d{2}|[1-9]\d{2})")
_CONTEXT = ("номер", "госномер", "нөмір", "номир", "мемном", "знак", "машин", "авто", "көли", "коли", "гос")
_NEAR = 4
_MOST = 12  # tokens of a plate, dictated


@dataclass(frozen=True, kw_only=True, slots=True)
class _Piece:
    first: int
    last: int
    latin: str
    russian: str  # "" where it cannot stand on a Russian plate
    digits: bool
    written: bool  # as it stands on the plate


def spoken_letters(token: Token) -> tuple[str, str]:
    """A token as letters of a plate: as Latin ones and as those of a Russian plate; "" where it is none."""
    text = token.text
    if text.isascii() and text.isalpha() and len(text) <= 3:
        letters = text.upper()
        return letters, letters if set(letters) <= set("ABEKMHOPCTYX") else ""
    if token.plain in _SPOKEN and not (len(text) > 1 and text.isupper()):
        return _SPOKEN[token.plain]
    if len(text) <= 3 and set(token.plain) <= set(_LOOK_ALIKE) and (text.isupper() or len(set(text)) == 1):
        letters = "".join(_LOOK_ALIKE[letter] for letter in token.plain)
        return letters, letters if set(letters) <= set("ABEKMHOPCTYX") else ""
    return "", ""


def found(tokens: Sequence[Token], numbers: Sequence[Number]) -> Iterator[Found]:
    """Every plate."""
    pieces = _pieces(tokens, numbers)
    at = 0
    while at < len(pieces):
        plate = _longest(tokens, pieces, at)
        if plate is None:
            at += 1
            continue
        yield plate
        at = next((number for number, piece in enumerate(pieces) if piece.first > plate.last), len(pieces))


def _pieces(tokens: Sequence[Token], numbers: Sequence[Number]) -> list[_Piece]:
    starts = {number.first: number for number in numbers if not number.ordinal and not number.half and number.high is None}
    made: list[_Piece] = []
    at = 0
    while at < len(tokens):
        number = starts.get(at)
        if number is not None and number.value < 10_000 and (number.written or number.value < 1000):
            digits = "".join(each.text for each in tokens[at : number.last + 1] if each.is_digits) or number.digits
            made.append(
                _Piece(first=at, last=number.last, latin=digits, russian=digits, digits=True, written=number.written)
            )
            at = number.last + 1
            continue
        latin, russian = spoken_letters(tokens[at])
        if not latin and tokens[at].plain == "он" and made and made[-1].last == at - 1 and not made[-1].digits:
            made.append(_Piece(first=at, last=at, latin="10", russian="10", digits=True, written=False))
        elif latin:
            written = tokens[at].text.isupper() or len(latin) > 1 or tokens[at].text.isascii()
            made.append(_Piece(first=at, last=at, latin=latin, russian=russian, digits=False, written=written))
        at += 1
    return made


def _longest(tokens: Sequence[Token], pieces: Sequence[_Piece], at: int) -> Found | None:
    latin = russian = ""
    is_russian, written = True, True
    best: Found | None = None
    for end in range(at, min(len(pieces), at + _MOST)):
        piece = pieces[end]
        if end > at and (piece.first != pieces[end - 1].last + 1 or tokens[piece.first].ends_before):
            break
        latin, russian = latin + piece.latin, russian + piece.russian
        is_russian, written = is_russian and bool(piece.russian), written and piece.written
        plate = _plate(latin, russian if is_russian else "")
        if plate is None or not (_is_named(tokens, pieces[at].first) or (written and _is_tight(pieces[at : end + 1]))):
            continue
        best = Found(
            kind=MentionKind.PLATE, first=pieces[at].first, last=piece.last, reading=Reading(value=plate), rule="plate",
            weight=6,
        )  # fmt: skip
    return best


def _plate(latin: str, russian: str) -> Plate | None:
    if russian and _RUSSIAN.fullmatch(russian):
        return Plate(country="RU", number=russian)
    return Plate(country="KZ", number=latin) if any(each.fullmatch(latin) for each in _KAZAKH) else None


def _is_tight(pieces: Sequence[_Piece]) -> bool:
    """Whether it is in so few pieces as a plate is written in."""
    return len(pieces) <= 4 and sum(not piece.digits and len(piece.latin) >= 2 for piece in pieces) >= 1


def _is_named(tokens: Sequence[Token], first: int) -> bool:
    near = [token.plain for token in tokens[max(0, first - _NEAR) : first]]
    return any(word.startswith(each) for word in near for each in _CONTEXT)
