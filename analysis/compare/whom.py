"""Of whom a relation is said: names, pronouns, somebody's kin, or the speakers themselves."""

from analysis.claims.actors import may_be_same
from analysis.claims.folding import folded_pattern
from analysis.claims.records import Who
from analysis.compare.once import once
from analysis.compare.pairs import Pair
from analysis.compare.sides import Side
from models.inconsistencies import Relation

_PERSONS_OF_CASE = frozenset({"victim", "guard", "boss", "neighbour", "driver", "cashier", "seller"})
_PRONOUNS = frozenset({
    "он", "она", "его", "ее", "ней", "ним", "ол", "оны", "онымен", "оган", "нею", "потерпевшей", "потерпевшим",
})  # fmt: skip
_THEY = frozenset({"они", "олар"})
_OF_US = frozenset({
    "мы", "он", "она", "нас", "мой", "моя", "мне", "нами", "ним", "ней", "меня", "ол", "маган", "менин", "екеумиз", "биз",
    "онымен", "это",
})  # fmt: skip
_THEIR_KIN = folded_pattern(
    r"\b(?:его|ее|их|оның|онын) (?:\w+ )?(?:брат\w*|сестр\w*|отц\w*|отец|мать\w*|матер\w*|сын\w*|доч\w*|жен\w*|муж\w*"
    r"|родител\w*|друг\w*|ага\w*|ини\w*|аке\w*|шеше\w*|бала\w*|кыз\w*|ул\w*|айел\w*|куйеу\w*|дос\w*)\b"
)
_ASKS_OF_STANDING = folded_pattern(
    r"\b(?:ке?м (?:\w+ ){0,3}(?:приход\w+|довод\w+|явля\w+|вам|тебе)|кто (?:\w+ ){0,3}(?:вам|тебе)|кто вам|отношени\w*"
    r"|(?:сизге|саган) (?:\w+ )?ким|ким (?:\w+ )?(?:сизге|болады|келеди)|туыс\w*|родств\w*|(?:сизге|сиздин) ким\w*)\b"
)


@once
def named_in(side: Side) -> list[frozenset[str]]:
    """Whom the clause itself names, its subject among them."""
    return [each.names for each in (*side.claim.names, side.claim.subject) if each.who is Who.NAMED]


@once
def targets(side: Side) -> list[frozenset[str]]:
    """Of whom a relation is said: whom the clause names, else whom the statement does."""
    return named_in(side) or [each.names for each in side.reading.names]


def is_called(side: Side, names: list[frozenset[str]]) -> bool:
    """Whether one of the names is the speaker's own."""
    return bool(side.own_names) and any(may_be_same(side.own_names, each) for each in names)


@once
def one_target(pair: Pair) -> bool:
    """Whether both tell of one person, or each of the other."""
    ones, others = targets(pair.first), targets(pair.second)
    if any(may_be_same(a, b) for a in ones for b in others):
        return True
    if not pair.one_speaker and any(is_called(side, targets(them)) for side, them in pair.both_ways):
        return True
    if bool(ones) != bool(others):
        return pair.retold
    return not ones and _one_unnamed(pair)


def _one_unnamed(pair: Pair) -> bool:
    """Whether two that name nobody may mean one: «он» of one speaker, «они» of both."""
    if pair.both_say(_THEY):
        return True
    nouns = pair.first.claim.nouns & pair.second.claim.nouns & _PERSONS_OF_CASE
    return pair.one_speaker and bool(nouns or any(side.words & _PRONOUNS for side in pair.sides))


@once
def is_of_kin(side: Side) -> bool:
    """«с его братом»: not of the one but of somebody near."""
    return bool(_THEIR_KIN.search(side.reading.plain))


@once
def asks_of_standing(side: Side) -> bool:
    """«кем он вам приходится»."""
    return bool(_ASKS_OF_STANDING.search(side.reading.asked_plain))


def both_ask_of_standing(pair: Pair) -> bool:
    """Whether both were asked so."""
    return asks_of_standing(pair.first) and asks_of_standing(pair.second)


@once
def one_standing(pair: Pair) -> bool:
    """Whether both say it of the same two persons."""
    if one_target(pair):
        return True
    one, other = (side.reading.asked_plain for side in pair.sides)
    named = [bool(side.reading.names) for side in pair.sides]
    both_asked = both_ask_of_standing(pair)
    if both_asked and one == other:
        return True
    if pair.retold:
        return not all(named)
    of_us = pair.both_say(_OF_US)
    if pair.relation is Relation.BETWEEN_PERSONS:
        return not any(named) and of_us
    if both_asked and pair.one_speaker and (pair.shares_name or not all(named)):
        return True
    asked = all(asks_of_standing(side) for side in pair.sides if side.reading.asked_plain)
    return not any(named) and of_us and (pair.relation is Relation.SAME_INTERROGATION or asked)
