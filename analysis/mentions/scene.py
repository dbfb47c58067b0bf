"""A turn's tokens and numbers as the items that rules look at."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from analysis.mentions.numbers import Number, grouped, numbers_of
from analysis.mentions.patterns import Item, Scene
from analysis.mentions.russian import is_adjective
from analysis.mentions.tokens import Token, keys_of
from analysis.mentions.vocabulary import meanings

_WORD = frozenset({"<word>"})
_ADJECTIVE = frozenset({"<word>", "<adjective>"})
_LIKE = re.compile(r"(.{3,}?)(?:[дт][ае]й)")  # "минуттай": about so many minutes


def scene_of(tokens: Sequence[Token], *, said_on: date | None) -> tuple[Scene, list[Number]]:
    """The turn for rules, and its numbers one by one as they were dictated."""
    dictated = numbers_of(tokens)
    items: list[Item] = []
    at = 0
    for number in grouped(tokens, _thousands(tokens, dictated)):
        items += [_of_word(tokens, each) for each in range(at, number.first)]
        items.append(_of_number(tokens, number))
        at = number.last + 1
    items += [_of_word(tokens, each) for each in range(at, len(tokens))]
    return Scene(tokens=tokens, items=items, said_on=said_on), dictated


def _of_word(tokens: Sequence[Token], at: int) -> Item:
    token = tokens[at]
    data = dict(meanings(token.plain, token.keys))
    keys, approximate = token.keys, False
    if not data and (like := _LIKE.fullmatch(token.text.lower())):
        data = dict(meanings(like[1], keys_of(like[1])))
        keys, approximate = keys | keys_of(like[1]), bool(data)
    labels = frozenset(f"<{label}>" for label in data) | _grammar(token)
    return Item(first=at, last=at, token=token, number=None, keys=keys | labels, data=data, approximate=approximate)


def _grammar(token: Token) -> frozenset[str]:
    """Labels that every word of letters has, or that its part of speech gives it."""
    return _ADJECTIVE if is_adjective(token.text.lower()) else _WORD


def _of_number(tokens: Sequence[Token], number: Number) -> Item:
    token = tokens[number.first]
    labels = {"<num>"}
    whole = number.whole
    if number.ordinal:
        labels.add("<ord>")
    else:
        labels.add("<card>")
    if number.high is None and number.value >= 1000:
        labels.add("<big>")
    if whole is not None and 0 <= whole <= 24 and not number.ordinal:
        labels.add("<hour>")
    if whole is not None and 1 <= whole <= 12 and number.ordinal:
        labels.add("<hour-ord>")
    if number.half and number.value < 13:
        labels.add("<hour-half>")
    if whole is not None and 1 <= whole <= 31:
        labels.add("<day>")
    if whole is not None and 0 <= whole <= 59 and not number.ordinal:
        labels.add("<minute>")
    if whole is not None and (1900 <= whole <= 2100 or (number.ordinal and 1 <= whole <= 99)):
        labels.add("<year>")
    if number.written and token.gap == "-":
        labels.add("<dashed>")
    data = dict(meanings(token.plain, token.keys)) if number.first == number.last and not number.written else {}
    single = token.keys if number.first == number.last else frozenset[str]()
    return Item(
        first=number.first, last=number.last, token=token, number=number, data=data,
        keys=frozenset(labels) | single | {f"<{label}>" for label in data if label != "currency"},
    )  # fmt: skip


def _thousands(tokens: Sequence[Token], numbers: Sequence[Number]) -> list[Number]:
    """«150 000 тенге»: digits in threes with a currency or a counted word behind them are one number."""
    made: list[Number] = []
    for number in numbers:
        made.append(number)
        behind = tokens[number.last + 1] if number.last + 1 < len(tokens) else None
        if behind is None or "currency" not in dict(meanings(behind.plain, behind.keys)):
            continue
        first = len(made) - 1
        while first > 0 and _is_three(tokens, made[first]) and made[first - 1].last + 1 == made[first].first:
            first -= 1
            if not made[first].written or len(made[first].digits) > 3:
                first += 1
                break
        digits = "".join(each.digits for each in made[first:])
        if first < len(made) - 1 and len(made[first].digits) <= 3:
            whole = replace(number, first=made[first].first, digits=digits, value=type(number.value)(digits))
            made[first:] = [whole]
    return made


def _is_three(tokens: Sequence[Token], number: Number) -> bool:
    return number.written and len(number.digits) == 3 and tokens[number.first].gap in {" ", "\u00a0", "\u202f"}
