"""Whether two claims speak of one event, by their verbs and by all that stands beside them in its roles."""

from collections.abc import Sequence

from analysis.claims.actions import GENERAL
from analysis.claims.actors import may_be_same
from analysis.claims.frames import wanted
from analysis.claims.nouns_of_places import ROOMS
from analysis.claims.nouns_of_things import WIDER
from analysis.claims.records import Argument, Reading, Role
from analysis.claims.speech import ELSEWHERE
from analysis.compare.once import once
from analysis.compare.pairs import Pair
from analysis.compare.same_actor import Same
from analysis.compare.sides import Side, spoken
from models.russian import is_known

_VAGUE = frozenset({
    "man", "woman", "people", "tool", "clothes", "food", "document", "thing", "place", "company", "child",
    "stranger", "home", "flat", "yard", "street", "town", "village", "work", "blow", "noise", "hand", "cattle",
    "car", "crime_scene", "repair_thing", "fight_thing",
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
        return bool(one.meanings & other.meanings) or _is_wider(one, other) or _is_wider(other, one)
    return bool(one.keys & other.keys)


def _is_wider(one: Argument, other: Argument) -> bool:
    """«мал» is wider than «қой»."""
    return any(WIDER.get(each, frozenset()) & other.meanings for each in one.meanings)


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


@once
def verbs_in_common(pair: Pair) -> frozenset[str]:
    """Of both claims."""
    return pair.first.claim.verbs & pair.second.claim.verbs


@once
def around(side: Side) -> tuple[Argument, ...]:
    """What stands beside the claim's verb, and beside that of its question, which the answer leaves out."""
    asked = side.reading.asked
    own = side.claim.arguments
    return own if asked is None or side.claim.answer else (*own, *asked.arguments)


@once
def _by_role(side: Side) -> dict[Role, list[Argument]]:
    """What stands around a claim in each role that tells events apart; a room is no such place."""
    held = [each for each in around(side) if not each.denied and not (each.role is Role.AT and each.meanings & ROOMS)]
    return {role: [each for each in held if each.role is role] for role in _STRONG_ROLES}


def apart_in_roles(pair: Pair, *, besides: frozenset[Role] = frozenset()) -> bool:
    """Whether another person, thing or place stands in the same role: then it is another event."""
    ones, others = _by_role(pair.first), _by_role(pair.second)
    for role in _STRONG_ROLES:
        mine, theirs = ones[role], others[role]
        if role not in besides and mine and theirs and _some_kind_apart(mine, theirs):
            return True
    return any(
        not a.order & b.order and (matches(a, b) or is_vague(a))
        for a in _ordered(pair.first)
        for b in _ordered(pair.second)
    )


@once
def _ordered(side: Side) -> list[Argument]:
    """What is told to be the first, the other of its kind."""
    return [each for each in around(side) if each.order]


def _some_kind_apart(ones: Sequence[Argument], others: Sequence[Argument]) -> bool:
    """Whether the persons, or the things, of one role are others; of both the plainer words alone."""
    for persons in (True, False):
        mine, theirs = (
            _plain_ones([each for each in side if (each.person or each.animate) is persons]) for side in (ones, others)
        )
        if mine and theirs and all_apart(mine, theirs):
            return True
    return False


def _plain_ones(found: list[Argument]) -> list[Argument]:
    return [each for each in found if not is_vague(each)] or found


def all_apart(ones: Sequence[Argument], others: Sequence[Argument]) -> bool:
    """Whether no two of them can be one thing."""
    return all(are_apart(one, other) for one in ones for other in others)


@once
def asks_alike(pair: Pair) -> Role | None:
    """The role that both questions ask for, of one doing; None where they ask for different things or nothing."""
    one, other = pair.first.reading.asked, pair.second.reading.asked
    role = asks(pair.first)
    if one is None or other is None or role is None or role is not asks(pair.second):
        return None
    alike = (
        one.verbs & other.verbs
        or one.acts & other.acts - {"be", "have"}
        or pair.first.reading.asked_plain == pair.second.reading.asked_plain
        or common(one.arguments, other.arguments)
    )
    return role if alike else None


@once
def asks(side: Side) -> Role | None:
    """The role that a side's question asks for."""
    return wanted(side.reading.asked_plain) if side.reading.asked_plain else None


def closeness(pair: Pair, *, without: frozenset[str] = frozenset()) -> float:
    """How much shows that both speak of one event: verbs, what stands beside them, one question."""
    verbs = verbs_in_common(pair)
    found = 2.0 if verbs - GENERAL else 1.0 if verbs else 0.0
    found += min(3.0, sum(_weight(each) for each in common(around(pair.first), around(pair.second), without=without)))
    found += 1.5 if asks_alike(pair) is not None else 0.0
    found += 1.0 if pair.retold else 0.0
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
    return _everything(side.reading)


@once
def _everything(reading: Reading) -> tuple[tuple[Argument, ...], frozenset[str]]:
    claims = (*reading.claims, *(() if reading.asked is None else (reading.asked,)))
    arguments = tuple(each for claim in claims for each in claim.arguments)
    return arguments, frozenset().union(*(claim.verbs for claim in claims))


def share_topic(pair: Pair, *, without: frozenset[str]) -> float:
    """What two statements have in common as wholes, besides some words."""
    ones, others = everything(pair.first), everything(pair.second)
    found = sum(_weight(each) for each in common(ones[0], others[0], without=without))
    verbs = ones[1] & others[1]
    found += 1.5 if verbs - GENERAL else 0.5 if verbs else 0.0
    return found + (1.0 if pair.retold else 0.0)


def is_elsewhere(pair: Pair) -> bool:
    """«это в другом заведении было»: one of the two says that it was another event."""
    return any(_is_elsewhere(side.reading) for side in pair.sides)


@once
def _is_elsewhere(reading: Reading) -> bool:
    return bool(ELSEWHERE.search(reading.plain))


_HIM, _HER = frozenset({"его", "ему", "ним", "него", "нему"}), frozenset({"ее", "ей", "ней", "нее", "нею"})


def pronouns_differ(pair: Pair) -> bool:
    """Whether one is done to him and the other to her."""
    one, other = _pronouns(pair.first), _pronouns(pair.second)
    return {one, other} == {"him", "her"}


@once
def _pronouns(side: Side) -> str:
    """«him» or «her», where the clause has one of the two alone."""
    words = frozenset(spoken(side))
    him, her = bool(words & _HIM), bool(words & _HER)
    return "" if him == her else "him" if him else "her"


def names_apart(pair: Pair) -> bool:
    """Whether both statements name persons, and none in common."""
    ones, others = pair.first.reading.names, pair.second.reading.names
    return bool(ones and others) and not any(may_be_same(a.names, b.names) for a in ones for b in others)


def same_subject(pair: Pair) -> bool:
    """Whether both tell of one person for certain, or of one thing as what is so."""
    if pair.actor is Same.YES or (pair.actor is Same.MAY_BE and closeness(pair) >= 2.0):
        return True
    if pair.actor is Same.DIFFERENT:
        return False
    ones, others = (
        [each for each in side.claim.arguments if each.role in {Role.OBJECT, Role.SUBJECT} and not each.denied]
        for side in pair.sides
    )
    return any(matches(a, b) and (a.named or not a.person) for a in ones for b in others)


def other_make(pair: Pair) -> bool:
    """Whether the two statements name different makes of one kind of thing."""
    ones, others = _makes_in(pair.first.reading), _makes_in(pair.second.reading)
    return bool(ones and others and not ones & others)


@once
def _makes_in(reading: Reading) -> frozenset[int]:
    return frozenset(number for number, names in enumerate(_BRANDS) if any(name in reading.plain for name in names))
