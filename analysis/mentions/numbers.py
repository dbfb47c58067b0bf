"""Numbers in words, in digits and mixed: the longest that the words make, left to right.

Each number keeps the digits it would be dictated as, so that a telephone's or a plate's number can be put together from
neighbours («восемь, семьсот один, сто двадцать три ...»).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from analysis.mentions.number_words import NumberWord, number_word
from analysis.mentions.tokens import Token

_ABOUT = frozenset({
    "около", "примерно", "приблизительно", "порядка", "почти", "более", "больше", "свыше", "менее", "меньше", "где",
    "шамамен", "кобинесе", "жуыктап",
})  # fmt: skip
_ABOUT_BEHIND = frozenset({"жуык", "шакты", "астам", "шамасында", "шамасы", "шамалы", "маныннда", "манында", "лишним"})
_INVERTED = frozenset({
    "человек", "часов", "часа", "часам", "минут", "минуты", "дней", "дня", "лет", "года", "метров", "метра", "раз",
    "раза", "штук",
    "рублей", "тенге", "недель", "недели", "месяцев", "месяца", "километров", "секунд",
})  # fmt: skip
_ORDINAL_ENDINGS = frozenset({
    "й", "я", "е", "го", "му", "м", "ой", "ый", "ая", "ую", "ого", "ому", "ым", "ом", "ю", "шы", "ши", "ншы", "нши",
    "ынши", "ыншы",
    "инши", "бап", "бабы", "бабынын", "бабына", "баптын",
})  # fmt: skip
_TEN_PARTS = {"десятая": 1, "десятых": 1, "десятые": 1, "сотых": 2, "сотые": 2, "сотая": 2}


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """A number and the tokens it stands on."""

    first: int  # of its tokens
    last: int
    value: Decimal
    digits: str  # as dictated: "0" and "05" keep their noughts
    high: Decimal | None = None  # of a range («пять-шесть»), whose lower end is `value`
    ordinal: bool = False
    approximate: bool = False
    kazakh: bool = False
    written: bool = False  # in digits alone
    half: bool = False  # ends in «жарым»
    oblique: bool = False  # its last word stands in a case

    @property
    def whole(self) -> int | None:
        """Its value where that is a whole number and no range."""
        return int(self.value) if self.high is None and self.value == int(self.value) else None


def numbers_of(tokens: Sequence[Token]) -> list[Number]:
    """Every number of a turn, neighbours apart as they would be dictated."""
    made: list[Number] = []
    at = 0
    while at < len(tokens):
        number = _number_at(tokens, at)
        if number is None:
            at += 1
            continue
        made.append(number)
        at = number.last + 1
    return made


def grouped(tokens: Sequence[Token], numbers: Sequence[Number]) -> list[Number]:
    """Neighbours that people say for one number: ranges, decimals, «тысяч пять»; and what is around made approximate."""
    made: list[Number] = []
    for number in numbers:
        joined = _joined(tokens, made[-1], number) if made and made[-1].last + 1 == number.first else None
        if joined is not None:
            made[-1] = joined
        else:
            made.append(number)
    return [_with_surroundings(tokens, number) for number in made]


def _joined(tokens: Sequence[Token], one: Number, other: Number) -> Number | None:
    first = tokens[one.first]
    gap = tokens[other.first].gap.strip()
    word = number_word(first.plain)
    if one.first == one.last and word and word.bare and not other.ordinal and other.value < word.value and not gap:
        return replace(one, last=other.last, value=one.value * other.value, approximate=True, kazakh=False)
    if gap in {"", "-", "–", "—"} and _is_range(one, other, dashed=bool(gap)):
        leading = _leading(other.value)
        if one.value < leading <= 2 * one.value + 1:  # «двадцать-тридцать тысяч», «пять-шесть»
            low = one.value * (other.value / leading)
            return replace(one, last=other.last, value=low, high=other.value, approximate=True)
    return None


def _leading(value: Decimal) -> Decimal:
    """The number of thousands or millions in front: 30 of 30,000."""
    for size in (10**9, 10**6, 1000):
        if value >= size and value % size == 0:
            return value / size
    return value


def _is_range(one: Number, other: Number, *, dashed: bool) -> bool:
    if one.high is not None or other.high is not None or one.ordinal or other.ordinal or one.half:
        return False
    if one.written != other.written or one.value == 0 or one.value >= 1000:
        return False
    if dashed:
        return not one.written or _leading(other.value) != other.value
    # Without a dash only neighbours below ten, and those that are not dictated digits.
    return not one.written and one.value < 10 and _leading(other.value) == one.value + 1


def _with_surroundings(tokens: Sequence[Token], number: Number) -> Number:
    before = [tokens[at].plain for at in range(max(0, number.first - 2), number.first)]
    behind = [tokens[at].plain for at in range(number.last + 1, min(len(tokens), number.last + 2))]
    about = bool(_ABOUT & set(before[-1:])) or before == ["где", "то"] or before[-2:-1] == ["около"]
    about = about or any(not _ABOUT_BEHIND.isdisjoint(_stem(each)) for each in behind)
    if before and before[-1] in _INVERTED and not tokens[number.first].gap.strip() and not number.written:
        earlier = tokens[number.first - 2] if number.first > 1 else None
        about = about or not (earlier and (earlier.is_digits or number_word(earlier.plain) or earlier.plain == "после"))
    return replace(number, approximate=True) if about else number


def _stem(plain: str) -> set[str]:
    return {plain, plain[:-2]} if plain.startswith(("шамасын", "манын")) else {plain}


def _number_at(tokens: Sequence[Token], at: int) -> Number | None:
    if tokens[at].is_digits:
        return _of_digits(tokens, at)
    word = _word(tokens, at, late=False)
    if word is None or (word.unsure and not _may_begin(tokens, at, word)):
        return None
    return _Reading(tokens, at).read()


def _word(tokens: Sequence[Token], at: int, *, late: bool) -> NumberWord | None:
    return number_word(tokens[at].plain, late=late) if at < len(tokens) else None


def _may_begin(tokens: Sequence[Token], at: int, word: NumberWord) -> bool:
    """Whether an ambiguous word stands where it can only be a number."""
    if word.multiplies and not word.kazakh:  # «лимон», «штука»: slang of money, only behind a number
        return False
    if not word.kazakh:  # «пару»
        return at + 1 < len(tokens)
    token = tokens[at]
    if token.text.lower() != token.plain or token.plain == "бес":
        return True
    behind = _word(tokens, at + 1, late=True)
    if token.plain == "он" and behind is not None and not behind.kazakh and not behind.multiplies:
        return False  # «он один», «он два раза»: he
    return token.kazakh or any(
        _is_kazakh_beside(tokens[each], token) for each in (at - 1, at + 1) if 0 <= each < len(tokens)
    )


def _is_kazakh_beside(near: Token, token: Token) -> bool:
    """Whether a neighbour makes an ambiguous word Kazakh."""
    found = number_word(near.plain)
    if found is not None and (found.kazakh or token.plain != "он"):
        return True
    return near.kazakh and near.text.lower() != near.plain.replace("ё", "е")


def _of_digits(tokens: Sequence[Token], at: int) -> Number:
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    number = Number(first=at, last=at, value=Decimal(tokens[at].text), digits=tokens[at].text, written=True)
    if following is None:
        return number
    decimal = following.gap == "," or (following.gap == "." and _word(tokens, at + 2, late=True) is not None)
    if following.is_digits and decimal and len(following.text) <= 2:
        number = replace(number, last=at + 1, value=Decimal(f"{number.digits}.{following.text}"))
    elif following.gap == "-" and following.plain in _ORDINAL_ENDINGS:
        return replace(number, last=at if following.plain.startswith(("бап", "баб")) else at + 1, ordinal=True)
    elif following.gap == "-" and _is_case(following.plain):
        number = replace(number, last=at + 1)
    return _multiplied(tokens, number)


def _is_case(plain: str) -> bool:
    return plain in {
        "да",
        "де",
        "та",
        "те",
        "дан",
        "ден",
        "тан",
        "тен",
        "га",
        "ге",
        "ка",
        "ке",
        "ти",
        "ми",
        "ди",
        "ны",
        "ни",
        "х",
    }


def _multiplied(tokens: Sequence[Token], number: Number) -> Number:
    """Digits with a multiplier behind them: «2 тысячи триста», «5 мың»."""
    word = _word(tokens, number.last + 1, late=True)
    if word is None or not word.multiplies or tokens[number.last + 1].gap.strip() not in {"", "."}:
        return number
    read = _Reading(tokens, number.last + 1, begun=number.value).read()
    return replace(read, first=number.first, written=False)


class _Reading:
    """One number, word after word, as long as each next word can belong to it."""

    def __init__(self, tokens: Sequence[Token], at: int, *, begun: Decimal | None = None) -> None:
        self.tokens, self.first, self.at = tokens, at, at
        self.begins = at if begun is None else -1
        self.total = Decimal(0)
        self.part = begun  # of a thousand; None before its first word
        self.room = Decimal(0 if begun is not None else 1000)  # the next word's value must be under it
        self.scale = Decimal(10**12)  # and the next multiplier's too
        self.flags: set[str] = set()

    def read(self) -> Number:
        while self.at < len(self.tokens):
            if self.at > self.first and not self._may_go_on():
                break
            if not self._take():
                break
        self._fraction()
        value = self.total + (self.part or 0)
        digits = "0" if value == 0 else f"{value:f}"
        return Number(
            first=self.first,
            last=self.at - 1,
            value=value,
            digits=digits.split(".", maxsplit=1)[0],
            ordinal="ordinal" in self.flags,
            approximate="approximate" in self.flags,
            kazakh="kazakh" in self.flags,
            half="half" in self.flags,
            oblique="oblique" in self.flags,
        )

    def _may_go_on(self) -> bool:
        return not (self.tokens[self.at].gap.strip() or self.flags & {"ordinal", "zero", "bare"})

    def _take(self) -> bool:
        token = self.tokens[self.at]
        if token.plain in {"шакты", "жуык", "астам"} and self.at > self.first:
            self.flags.add("approximate")
            self.at += 1
            return True
        word = _word(self.tokens, self.at, late=self.at > self.first)
        if word is None or not (self._multiply(word) if word.multiplies else self._add(word)):
            return False
        self.flags |= {name for name in ("ordinal", "approximate", "kazakh") if getattr(word, name)}
        if word.bare and self.at == self.first and self.first == self.begins:
            self.flags.add("bare")
        self.flags = self.flags - {"oblique"} | ({"oblique"} if word.oblique else set())
        self.at += 1
        return True

    def _add(self, word: NumberWord) -> bool:
        value = word.value
        if self.part == 20 and "oblique" in self.flags and not (word.oblique or word.ordinal):
            return False  # «без двадцати восемь»
        if self.part is not None and value >= self.room:
            return False
        if value == 0 and (self.part is not None or self.total):
            return False
        if value >= 1000:  # «двухтысячный»
            if self.part is not None or self.total:
                return False
            self.flags.add("ordinal")
        self.part = (self.part or 0) + value
        self.room = Decimal(100 if value >= 100 else 10 if value >= 20 or (word.kazakh and value == 10) else 0)
        if value == 0:
            self.flags.add("zero")
        return True

    def _multiply(self, word: NumberWord) -> bool:
        by = word.value
        if by == 100:  # «екі жүз», «три сотни»: of one digit, or alone
            if self.part is None or (self.part == 1 and self.at == self.first):
                self.part = Decimal(100)
            elif 0 < self.part < 10 and "hundred" not in self.flags and self.part == int(self.part):
                self.part *= 100
            else:
                return False
            self.flags.add("hundred")
            self.room = Decimal(100)
            return True
        if by >= self.scale or self.part == 0:
            return False
        if 50 <= by < 1000 or by == 500_000:  # «полсотни», «полмиллиона»
            if self.part is not None or self.total:
                return False
            self.part, self.room = by, Decimal(0)
            return True
        self.total += (1 if self.part is None else self.part) * by
        self.part, self.room, self.scale = None, Decimal(1000), by
        self.flags.discard("hundred")
        return True

    def _fraction(self) -> None:
        """«три целых пять десятых»; «бес жарым», «бір жарым миллион»."""
        plains = [token.plain for token in self.tokens[self.at : self.at + 4]]
        if plains and plains[0].startswith("жарым") and self.part is not None and self.part < 100:
            self.part += Decimal("0.5")
            self.flags.add("half")
            self.at += 1
            word = _word(self.tokens, self.at, late=True)
            if word is not None and word.multiplies and word.value >= 1000:
                self.flags.discard("half")
                self.room = Decimal(0)
                self._multiply(word)
                self.at += 1
        elif plains[:1] in (["целых"], ["целая"]):
            rest = _number_at(self.tokens, self.at + 1) if self.at + 1 < len(self.tokens) else None
            named = self.tokens[rest.last + 1].plain if rest and rest.last + 1 < len(self.tokens) else ""
            if rest is not None and named in _TEN_PARTS:
                self.part = (self.part or 0) + rest.value / 10 ** _TEN_PARTS[named]
                self.at = rest.last + 2
