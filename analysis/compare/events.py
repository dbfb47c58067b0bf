"""Whether two claims speak of one event, by their verbs and by all that stands beside them in its roles."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from analysis.claims.actions import GENERAL
from analysis.claims.actors import may_be_same
from analysis.claims.frames import wanted
from analysis.claims.nouns import ROOMS
from analysis.claims.records import Argument, Claim, Role
from analysis.claims.speech import ELSEWHERE
from analysis.compare.sides import Pair, Same, Side
from analysis.mentions.russian import is_known
from models.inconsistencies import Relation

_VAGUE = frozenset({
    "man", "woman", "people", "tool", "clothes", "food", "document", "thing", "place", "company", "child",
    "stranger", "home", "flat", "yard", "street", "town", "village", "work", "blow", "noise", "hand", "cattle",
    "car", "signal", "crime_scene",
})  # fmt: skip
"""Meanings under which others fall, or that stand in every case: two of them are never apart."""
_VAGUE_WORDS = frozenset({
    "вещь", "предмет", "имущество", "товар", "штука", "техника", "инструмент", "оружие", "одежда", "документ", "бумага",
    "посуда", "украшение", "продукт", "электроника", "похищенное", "животное", "скот", "мебель", "тара", "добро", "железка",
    "штуковина", "средство", "устройство", "прибор", "материал", "барахло", "зат", "нарсе", "дуние", "мулик", "бирдене",
    "колик", "курал", "саймон", "ыдыс", "жиказ", "жихаз", "тауар", "орудие", "часть", "помощь", "место", "орын", "жер",
    "дом",
    "рука", "кол", "нога", "сила", "ночь", "событие", "лицо", "гражданин", "азамат", "потерпевший", "отношение", "карым",
    "основа", "причина", "кража", "удар", "удары", "соккы", "действие", "драка", "спор", "разговор", "момент", "хищение",
})  # fmt: skip
_STRONG_ROLES = (Role.OBJECT, Role.TO, Role.FROM, Role.WITH, Role.OWNER, Role.AT, Role.ABOUT)
_BRANDS = (
    ("айфон", "iphone", "эпл"), ("самсунг", "samsung", "galaxy"), ("сяоми", "ксиаоми", "xiaomi", "редми", "redmi"),
    ("хуавей", "huawei"), ("нокиа", "nokia"), ("хонор", "honor"), ("оппо", "oppo"), ("реалми", "realme"),
)  # fmt: skip
"""Makes of one kind of thing: one thing is of one make."""


def matches(one: Argument, other: Argument) -> bool:
    """Whether both may mean one thing or one person."""
    if one.named != other.named:
        return False
    if one.named:
        return may_be_same(one.keys, other.keys)
    if one.meanings and other.meanings:
        return bool(one.meanings & other.meanings)
    return bool(one.keys & other.keys)


def is_vague(one: Argument) -> bool:
    """A word that names a kind of things, not one of them."""
    return one.doing or (not one.named and bool(one.meanings & _VAGUE or one.keys & _VAGUE_WORDS))


def are_apart(one: Argument, other: Argument) -> bool:
    """Whether both cannot be one thing: words of one language or of the tables, and neither the wider one."""
    if one.named and other.named:
        return not may_be_same(one.keys, other.keys)
    if one.named != other.named or is_vague(one) or is_vague(other):
        return False
    if matches(one, other):
        return bool(one.order and other.order and not one.order & other.order)
    if one.person != other.person:
        return False
    if one.meanings and other.meanings:
        return True
    return _are_other_words(one, other)


def _are_other_words(one: Argument, other: Argument) -> bool:
    """Two words of one language, or a Russian one that Kazakh has borrowed too: then they can be told apart."""
    if one.russian and other.russian:
        return not one.keys & other.keys
    if not one.russian and not other.russian:
        return not {key[:4] for key in one.keys} & {key[:4] for key in other.keys}
    lent = other if one.russian else one
    return any(len(key) >= 5 and is_known(key) for key in lent.keys) and not one.keys & other.keys


@lru_cache(maxsize=20_000)
def _shared_verbs(ones: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    return ones & others


def verbs_in_common(pair: Pair) -> frozenset[str]:
    """Of both claims."""
    return _shared_verbs(pair.first.claim.verbs, pair.second.claim.verbs)


def around(side: Side) -> tuple[Argument, ...]:
    """What stands beside the claim's verb, and beside that of its question, which the answer leaves out."""
    asked = side.reading.asked
    own = side.claim.arguments
    if asked is None or side.claim.answer:
        return own
    return (*own, *asked.arguments)


def _within(arguments: Iterable[Argument], role: Role) -> list[Argument]:
    return [each for each in arguments if each.role is role and not each.denied]


def apart_in_roles(pair: Pair, *, besides: frozenset[Role] = frozenset()) -> bool:
    """Whether another person, thing or place stands in the same role: then it is another event."""
    ones, others = around(pair.first), around(pair.second)
    for role in _STRONG_ROLES:
        if role in besides:
            continue
        mine, theirs = _within(ones, role), _within(others, role)
        if role is Role.AT:
            mine, theirs = ([each for each in found if not each.meanings & ROOMS] for found in (mine, theirs))
        if mine and theirs and all(are_apart(a, b) for a in mine for b in theirs):
            return True
    return any(
        a.order and b.order and not a.order & b.order and (matches(a, b) or is_vague(a)) for a in ones for b in others
    )


def asks_alike(pair: Pair) -> Role | None:
    """The role that both questions ask for, of one doing; None where they ask for different things or nothing."""
    asked = pair.first.reading.asked, pair.second.reading.asked
    if asked[0] is None or asked[1] is None:
        return None
    roles = wanted(pair.first.reading.asked_plain), wanted(pair.second.reading.asked_plain)
    if roles[0] is None or roles[0] is not roles[1]:
        return None
    alike = bool(asked[0].verbs & asked[1].verbs or (asked[0].acts & asked[1].acts - {"be", "have"}))
    alike = alike or pair.first.reading.asked_plain == pair.second.reading.asked_plain
    alike = alike or bool(common(asked[0].arguments, asked[1].arguments))
    return roles[0] if alike else None


def asks(side: Side) -> Role | None:
    """The role that a side's question asks for."""
    return wanted(side.reading.asked_plain) if side.reading.asked_plain else None


def closeness(pair: Pair, *, without: frozenset[str] = frozenset()) -> float:
    """How much shows that both speak of one event: verbs, what stands beside them, one question."""
    verbs = verbs_in_common(pair)
    found = 2.0 if verbs - GENERAL else 1.0 if verbs else 0.0
    found += min(3.0, sum(_weight(each) for each in common(around(pair.first), around(pair.second), without=without)))
    found += 1.5 if asks_alike(pair) is not None else 0.0
    found += 1.0 if pair.relation is Relation.PROTOCOL_AND_TRANSCRIPT else 0.0
    return found + 0.5 * pair.same_time


def _weight(each: Argument) -> float:
    if each.named:
        return 1.5
    return 0.5 if is_vague(each) else 1.0


def common(
    ones: Sequence[Argument], others: Sequence[Argument], *, without: frozenset[str] = frozenset()
) -> list[Argument]:
    """What of the first stands beside the second too; each thing once."""
    found: list[Argument] = []
    for one in ones:
        if one.keys & without or any(matches(one, held) for held in found):
            continue
        if any(matches(one, other) for other in others):
            found.append(one)
    return found


def everything(side: Side) -> tuple[tuple[Argument, ...], frozenset[str]]:
    """All arguments and all verbs of a statement and its question."""
    return _everything(tuple(_claims(side)))


@lru_cache(maxsize=20_000)
def _everything(claims: tuple[Claim, ...]) -> tuple[tuple[Argument, ...], frozenset[str]]:
    arguments = tuple(each for claim in claims for each in claim.arguments)
    return arguments, frozenset().union(*(claim.verbs for claim in claims))


def _claims(side: Side) -> list[Claim]:
    asked = side.reading.asked
    return [*side.reading.claims, *([asked] if asked is not None else [])]


def share_topic(pair: Pair, *, without: frozenset[str]) -> float:
    """What two statements have in common as wholes, besides some words."""
    ones, others = everything(pair.first), everything(pair.second)
    found = sum(_weight(each) for each in common(ones[0], others[0], without=without))
    verbs = ones[1] & others[1]
    found += 1.5 if verbs - GENERAL else 0.5 if verbs else 0.0
    return found + (1.0 if pair.relation is Relation.PROTOCOL_AND_TRANSCRIPT else 0.0)


def is_elsewhere(pair: Pair) -> bool:
    """«это в другом заведении было»: one of the two says that it was another event."""
    return any(ELSEWHERE.search(side.reading.plain) for side in (pair.first, pair.second))


_HIM, _HER = frozenset({"его", "ему", "ним", "него", "нему"}), frozenset({"ее", "ей", "ней", "нее", "нею"})


def pronouns_differ(pair: Pair) -> bool:
    """Whether one is done to him and the other to her."""
    sides = [
        {side.reading.statement.words[at].text.lower().strip(".,!?;:") for at in side.claim.words}
        for side in (pair.first, pair.second)
    ]
    sides = [{word.replace("ё", "е") for word in side} for side in sides]
    return any(one & _HIM and other & _HER and not one & _HER and not other & _HIM for one, other in (sides, sides[::-1]))


def names_apart(pair: Pair) -> bool:
    """Whether both statements name persons, and none in common."""
    ones, others = pair.first.reading.names, pair.second.reading.names
    return bool(ones and others) and not any(may_be_same(a.names, b.names) for a in ones for b in others)


def same_subject(pair: Pair) -> bool:
    """Whether both tell of one person for certain, or of one thing as what is so."""
    if pair.actor is Same.YES or (pair.actor is Same.MAY_BE and closeness(pair) >= 2.0):
        return True
    ones, others = (
        [each for each in side.claim.arguments if each.role in {Role.OBJECT, Role.SUBJECT} and not each.denied]
        for side in (pair.first, pair.second)
    )
    return (
        any(matches(a, b) and (a.named or not a.person) for a in ones for b in others) and pair.actor is not Same.DIFFERENT
    )


def other_make(one: str, other: str) -> bool:
    """Whether two texts name different makes of one kind of thing."""
    makes = _makes_in(one), _makes_in(other)
    return bool(makes[0] and makes[1] and not makes[0] & makes[1])


@lru_cache(maxsize=20_000)
def _makes_in(text: str) -> frozenset[int]:
    return frozenset(number for number, names in enumerate(_BRANDS) if any(name in text for name in names))
