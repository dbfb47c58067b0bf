"""Rules over who did it, for any verb: one doer, and a man or a woman where both were asked who."""

from analysis.claims.records import Actor, Argument, Certainty, Role, Who
from analysis.compare.events import apart_in_roles, asks, asks_alike, closeness, verbs_in_common
from analysis.compare.hits import Hit, Rule, hit
from analysis.compare.once import once
from analysis.compare.one_time import ENOUGH, IN_PROCEEDINGS, ROLES, SPEAKING, are_two_persons, is_told_once, sexes_of
from analysis.compare.pairs import Pair
from analysis.compare.sides import Side
from models.inconsistencies import InconsistencyKind as Kind
from models.inconsistencies import Relation

_MANY_TIMES = SPEAKING | {"go", "live", "work", "be_long", "sit", "stand", "drink", "eat", "help"}
_NAMING = frozenset({Role.SUBJECT, Role.OBJECT, Role.OTHER})
"""Roles in which an answer to «кто» names who it was."""
_LESS = 0.5
"""So much less is enough where one was asked who it was."""


def _doer(pair: Pair) -> Hit | None:
    """One verb with the same beside it, done by two."""
    if pair.negated or pair.either("with others") or not is_told_once(pair) or not are_two_persons(pair):
        return None
    asked = Role.SUBJECT in {asks(pair.first), asks(pair.second)}
    if _may_be_the_heard(pair) or verbs_in_common(pair) <= (SPEAKING if asked else _MANY_TIMES):
        return None
    if pair.either("first of all") and not pair.both("first of all") and not asked:
        return None
    if apart_in_roles(pair, besides=frozenset({Role.SUBJECT})):
        return None
    one, other = pair.first.claim.subject, pair.second.claim.subject
    if closeness(pair, without=one.names | other.names) < (ENOUGH - _LESS if asked else ENOUGH):
        return None
    return hit(pair, Kind.PERSON, one, other)


def _may_be_the_heard(pair: Pair) -> bool:
    """A protocol's «потерпевший» may be the one who says «я»."""
    kinds = {side.claim.subject.who for side in pair.sides}
    return pair.retold and (
        kinds == {Who.SELF, Who.NOUN} or any(side.claim.subject.names & IN_PROCEEDINGS for side in pair.sides)
    )


def _who(pair: Pair) -> Hit | None:
    """Both were asked who it was, and name a man and a woman, or two who are not one."""
    if asks_alike(pair) is not Role.SUBJECT and not _asked_who_across(pair):
        return None
    if not is_told_once(pair) or pair.either("with others"):
        return None
    ones, others = _persons_named(pair.first), _persons_named(pair.second)
    if not ones or not others:
        return None
    sexes = [frozenset().union(*(sexes_of(each) for each in found)) for found in (ones, others)]
    if len(sexes[0]) == 1 and len(sexes[1]) == 1 and sexes[0] != sexes[1]:
        return hit(pair, Kind.PERSON, ones[0], others[0])
    return None


@once
def _persons_named(side: Side) -> list[Actor]:
    """Who an answer to «кто» says that it was; nobody where a part of it is in doubt."""
    claims = side.reading.claims
    if any(claim.certainty is not Certainty.STATED or claim.answer for claim in claims):
        return []
    told = [each for claim in claims if not claim.negated for each in claim.arguments]
    return [_actor(each) for each in told if _names_person(each)]


def _names_person(each: Argument) -> bool:
    if each.denied or each.role not in _NAMING:
        return False
    return each.named or bool(each.meanings & (ROLES | {"man", "woman"}))


def _actor(each: Argument) -> Actor:
    return Actor(who=Who.NAMED if each.named else Who.NOUN, names=each.keys if each.named else each.meanings)


def _asked_who_across(pair: Pair) -> bool:
    """Whether one interrogation asks twice who it was, of one doing or one thing."""
    one, other = pair.first.reading.asked, pair.second.reading.asked
    if pair.relation is not Relation.SAME_INTERROGATION or one is None or other is None:
        return False
    who = asks(pair.first) is asks(pair.second) is Role.SUBJECT
    return who and bool(one.acts & other.acts or one.nouns & other.nouns)


RULES = (
    Rule(id="doer", basis="Of one verb with the same beside it there is one doer", found=_doer),
    Rule(id="who", basis="Who is asked for once is a man or a woman", found=_who),
)
