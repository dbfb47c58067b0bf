"""The article by which rights are explained, said in digits or in words; of a correction what it was corrected to."""

from bisect import bisect_right
from collections.abc import Sequence

from analysis.lexemes import folded
from analysis.mentions.numbers import Number, numbers_of
from analysis.mentions.tokens import SaidWord, Token, tokens_of

_OF_RIGHTS = frozenset({"64", "65", "65-1", "66", "71", "73", "78", "79", "80", "82"})
"""Articles of the code of criminal procedure on rights of those who are interrogated; known without the word "article"."""
_NAMED = ("стать", "статей", "бап", "баб")
_OTHER_PARTS = ("част", "пункт", "болик", "болиг", "тармак", "тармаг")
_CODES = ("упк", "процессуальн", "кпк", "кодекс")
_DASHES = frozenset({"тире", "дефис", "черточка", "прим", "сызыкша"})
_CORRECTIONS = frozenset(
    folded(word) for word in ("ой", "точнее", "вернее", "оговорился", "оговорилась", "ошибся", "ошиблась", "шатастым",
                              "шатасып", "қателестім", "кешіріңіз", "дұрысы", "нет", "жоқ")
)  # fmt: skip
_NEAR = 2  # tokens between a number and the word "article"


def article_of(words: Sequence[SaidWord], *, begun: bool) -> str | None:
    """Its number, "65-1" with its dash; None where none is named.

    Where the rights were `begun` in an earlier turn only an article on rights is taken: others belong to warnings.
    """
    tokens = tokens_of(words)
    numbers = numbers_of(tokens)
    told = [
        (number, _figure(tokens, numbers, at))
        for at, number in enumerate(numbers)
        if number.whole is not None and not _is_of_another_part(tokens, number) and not _is_dashed(tokens, number)
    ]
    corrected = _corrected(tokens, told)
    if corrected is not None:
        return corrected
    named = [figure for number, figure in told if _is_named(tokens, number)]
    bare = [figure for number, figure in told if number.ordinal or "-" in figure or _is_of_a_code(tokens, number)]
    known = [figure for figure in (*named, *bare) if figure in _OF_RIGHTS]
    return next(iter(known if begun else (*known, *named)), None)


def _corrected(tokens: Sequence[Token], told: Sequence[tuple[Number, str]]) -> str | None:
    """The article behind a correction of another, the first behind the last word of correcting."""
    marks = [at for at, token in enumerate(tokens) if token.plain in _CORRECTIONS or _says_that_is(tokens, at)]
    begins = [number.first for number, _ in told]
    for mark in reversed(marks):
        behind = bisect_right(begins, mark)
        is_near = behind < len(told) and begins[behind] <= mark + 1 + _NEAR
        if is_near and told[behind][1] in _OF_RIGHTS and told[0][0].last < mark:
            return told[behind][1]
    return None


def _says_that_is(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].plain == "есть" and at > 0 and tokens[at - 1].plain == "то"


def _figure(tokens: Sequence[Token], numbers: Sequence[Number], at: int) -> str:
    number, following = numbers[at], numbers[at + 1] if at + 1 < len(numbers) else None
    if following is None or following.whole is None or following.first - number.last > _NEAR:
        return f"{number.whole}"
    undashed = f"{number.whole}-{following.whole}" in _OF_RIGHTS and not _is_of_another_part(tokens, following)
    joined = _is_dashed(tokens, following) or (undashed and following.first == number.last + 1)
    return f"{number.whole}-{following.whole}" if joined else f"{number.whole}"


def _is_dashed(tokens: Sequence[Token], number: Number) -> bool:
    """Whether it stands behind a dash, written or said: the 1 of 65-1."""
    before = tokens[number.first - 1] if number.first else None
    return before is not None and (
        before.plain in _DASHES or (tokens[number.first].gap == "-" and before.is_digits and number.written)
    )


def _is_of_a_code(tokens: Sequence[Token], number: Number) -> bool:
    behind = tokens[number.last + 1] if number.last + 1 < len(tokens) else None
    return behind is not None and behind.plain.startswith(_CODES)


def _is_named(tokens: Sequence[Token], number: Number) -> bool:
    near = (*tokens[max(0, number.first - 1 - _NEAR) : number.first], *tokens[number.last + 1 : number.last + 1 + _NEAR])
    return any(token.plain.startswith(_NAMED) or token.plain == "ст" for token in near)


def _is_of_another_part(tokens: Sequence[Token], number: Number) -> bool:
    beside = (*tokens[max(0, number.first - 1) : number.first], *tokens[number.last + 1 : number.last + 2])
    return any(token.plain.startswith(_OTHER_PARTS) for token in beside) and not _is_directly_named(tokens, number)


def _is_directly_named(tokens: Sequence[Token], number: Number) -> bool:
    beside = (*tokens[max(0, number.first - 1) : number.first], *tokens[number.last + 1 : number.last + 2])
    return any(token.plain.startswith(_NAMED) for token in beside)
