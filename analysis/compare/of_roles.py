"""Rules over what stands beside a verb: with which tool, of which make, who was not there, in which state."""

from collections.abc import Iterator

from analysis.claims.actions import GENERAL, UNIQUE_AGENT
from analysis.claims.actors import may_be_same
from analysis.claims.folding import folded_pattern
from analysis.claims.opposites import OF_THINGS, opposed
from analysis.claims.records import Argument, Claim, Role, Who
from analysis.compare.events import (
    all_apart,
    apart_in_roles,
    around,
    asks,
    asks_alike,
    closeness,
    common,
    is_vague,
    matches,
    names_apart,
    other_make,
    same_subject,
    share_topic,
    verbs_in_common,
)
from analysis.compare.hits import Hit, Rule, hit
from analysis.compare.once import once
from analysis.compare.one_time import ENOUGH, SPEAKING, is_narrow, is_told_once
from analysis.compare.pairs import Pair
from analysis.compare.same_actor import Same
from analysis.compare.sides import Side
from models.inconsistencies import InconsistencyKind as Kind
from models.inconsistencies import Relation

_TAKING_PART = frozenset({
    "be", "have", "take", "touch", "hold", "arrive", "go", "enter", "approach", "own", "use", "find", "wear", "see",
    "bring",
    "stand", "lie", "r:фигурир", "r:участв", "r:каса", "r:прикас", "r:был", "help", "r:палд", "r:испалд",
})  # fmt: skip
"""Who did it, or with what it was done, took part: denied of a person or thing, the deed is denied too."""
_LYING = frozenset({"be", "lie", "have", "keep", "stand"})
_CONTAINERS = frozenset({"bag", "box", "safe", "trunk", "wallet", "pocket", "drawer", "cupboard", "fridge"})
_ON_ME = folded_pattern(r"\b(?:на|у|при|со) мн\w+|\bу меня\b")
_ON_THEM = folded_pattern(r"\b(?:на|у|при|с) (?:не[йм]|него|нее|ним|нём)\b")
_DENIED_ROLES = frozenset({Role.OBJECT, Role.SUBJECT, Role.MEANS, Role.WITH})
_ANSWERING = frozenset({Role.OBJECT, Role.MEANS, Role.OTHER})
"""Roles in which an answer names the thing that it was asked for."""
_ASKED_LESS = 1.0
"""So much less is enough where one was asked for the thing, or struck with it."""


def _thing(pair: Pair) -> Hit | None:
    """One deed with two tools, or to two things where one was asked for."""
    if pair.negated or not is_told_once(pair) or pair.either("with others"):
        return None
    if pair.actor is Same.DIFFERENT or pair.names_clash or any(side.claim.answer for side in pair.sides):
        return None
    if asks_alike(pair) is Role.MANNER and _manners_differ(pair):
        return hit(pair, Kind.ACTION)
    if _contents_differ(pair):
        return hit(pair, Kind.OBJECT)
    for role in (Role.MEANS, Role.OBJECT):
        mine, theirs = _fillers(pair.first, role), _fillers(pair.second, role)
        if mine and theirs and all_apart(mine, theirs) and _is_asked_thing(pair, role):
            return hit(pair, Kind.OBJECT)
    return None


def _contents_differ(pair: Pair) -> bool:
    """«в пакете было мясо», «в пакете лежали наркотики»: what was in one thing to keep things in."""
    if not all(side.claim.acts <= _LYING for side in pair.sides):
        return False
    kept = [[each for each in side.claim.arguments if each.role is Role.AT] for side in pair.sides]
    same = [each for each in common(kept[0], kept[1]) if each.meanings & _CONTAINERS]
    if not any(not each.russian or any(each.keys & other.keys for other in kept[1]) for each in same):
        return False  # «в сумке», «в рюкзаке»
    mine, theirs = (
        [each for each in side.claim.arguments if each.role in _ANSWERING and not each.denied and not each.person]
        for side in pair.sides
    )
    return bool(mine and theirs) and all_apart(mine, theirs)


def _manners_differ(pair: Pair) -> bool:
    """Asked how, one names a window and the other a door."""
    mine, theirs = (
        [each for each in side.claim.arguments if not each.person and not each.denied and not each.named]
        for side in pair.sides
    )
    return bool(mine and theirs) and all_apart(mine, theirs)


def _fillers(side: Side, role: Role) -> list[Argument]:
    """What fills a role, or answers the question for it."""
    things = [each for each in side.claim.arguments if not each.denied and not each.person]
    found = [each for each in things if each.role is role]
    return found if found or asks(side) is not role else [each for each in things if each.role in _ANSWERING]


def _is_asked_thing(pair: Pair, role: Role) -> bool:
    """Whether both tell of one deed, and tools or the things that a question asked for."""
    verbs = verbs_in_common(pair)
    alike = asks_alike(pair) is role
    asked = alike or role in {asks(pair.first), asks(pair.second)}
    if role is Role.OBJECT and not alike and not (asked and verbs - GENERAL and closeness(pair) >= ENOUGH):
        return False
    means = role is Role.MEANS
    beside = common(around(pair.first), around(pair.second))
    tools = means and pair.actor is Same.YES and any(each.role is Role.OBJECT for each in beside)
    if not verbs and not tools and not (asked and (alike or beside)):
        return False
    if apart_in_roles(pair, besides=frozenset({role, Role.OBJECT} if means and asked else {role})):
        return False
    struck = means and pair.one_actor and bool(verbs & UNIQUE_AGENT)
    return tools or alike or closeness(pair) >= (ENOUGH - _ASKED_LESS if asked or struck else ENOUGH)


def _make(pair: Pair) -> Hit | None:
    """One thing of two makes."""
    if pair.negated or not pair.acts or pair.actor is Same.DIFFERENT or not other_make(pair) or not is_told_once(pair):
        return None
    return None if apart_in_roles(pair, besides=frozenset({Role.OBJECT})) else hit(pair, Kind.OBJECT)


def _absent(pair: Pair) -> Hit | None:
    """«покрывала не брали» against «завернули в покрывало»; «его там не было» against «он ударил»."""
    if not is_told_once(pair):
        return None
    for no, yes in pair.both_ways:
        for each, other in _denied_and_told(no, yes):
            if _excludes(pair, no, yes, each=each, other=other):
                return hit(pair, _kind_of_absence(pair, each))
    return None


def _kind_of_absence(pair: Pair, each: Argument) -> Kind:
    if each.named or each.person:
        return Kind.PERSON
    return Kind.OBJECT if each.denied or verbs_in_common(pair) else Kind.NEGATION


def _denied_and_told(no: Side, yes: Side) -> Iterator[tuple[Argument, Argument]]:
    """What the first denies and the second tells of."""
    if yes.claim.negated or yes.claim.answer or no.claim.answer:
        return
    for each in _denied(no):
        other = next((told for told in yes.claim.arguments if not told.denied and matches(each, told)), None)
        if other is not None:
            yield each, other


@once
def _denied(side: Side) -> list[Argument]:
    """What a claim says that it was not there, or not it."""
    claim = side.claim
    found = [each for each in claim.arguments if each.denied]
    if not found and (claim.negated or "no part" in claim.marks):
        found = [each for each in claim.arguments if each.role in _DENIED_ROLES]
    return [each for each in found if not is_vague(each)]


def _excludes(pair: Pair, no: Side, yes: Side, *, each: Argument, other: Argument) -> bool:
    """Whether what is denied of a thing or person excludes what is said of it."""
    if not _tells_of_part(no, yes, each) or _is_said_of_both(no, each):
        return False
    if each.order and other.order and not each.order & other.order:
        return False
    person, oneself = each.named or each.person, _tells_of_oneself(pair, no, yes)
    if not each.denied and not (
        _is_doer(no, yes, each=each, other=other) if person else oneself or pair.actor is not Same.DIFFERENT
    ):
        return False
    besides = {each.role, other.role} | ({Role.AT, Role.TO} if person else set())
    if apart_in_roles(pair, besides=frozenset(besides)):
        return False
    return oneself or share_topic(pair, without=each.keys | other.keys) >= _least_topic(pair, no, each)


def _tells_of_part(no: Side, yes: Side, each: Argument) -> bool:
    """Whether the denial is of the same verb, of taking part, or of that one word."""
    if no.claim.verbs & (yes.claim.verbs | _TAKING_PART) or "no part" in no.claim.marks or no.claim.acts <= _TAKING_PART:
        return True
    return each.denied and not no.claim.verbs


def _is_doer(no: Side, yes: Side, *, each: Argument, other: Argument) -> bool:
    """Whether who is denied is the subject of both, and did something."""
    doing = yes.claim.subject.who in {Who.NAMED, Who.NOUN} and _is_subject(yes.claim, other)
    return doing and _is_subject(no.claim, each) and not yes.claim.verbs <= SPEAKING


def _least_topic(pair: Pair, no: Side, each: Argument) -> float:
    """How much besides must be common; nothing where a named one is said to have had no part."""
    if each.named and ("touch" in no.claim.verbs or "no part" in no.claim.marks):
        return 0.0
    return 0.5 if pair.one_speaker and not (each.named or each.person) else 1.0


def _tells_of_oneself(pair: Pair, no: Side, yes: Side) -> bool:
    """«на ней была юбка» against her own «никакой юбки на мне не было»."""
    if pair.relation is not Relation.BETWEEN_PERSONS or no.claim.verbs or yes.claim.verbs:
        return False
    plain = no.reading.plain, yes.reading.plain
    return any(_ON_ME.search(a) and _ON_THEM.search(b) for a, b in (plain, plain[::-1]))


def _is_said_of_both(no: Side, each: Argument) -> bool:
    """«сначала нет, потом бутылка»: what one clause denies, another of the same statement states."""
    return is_narrow(no) or any(
        matches(each, other) and not other.denied and not claim.negated
        for claim in no.reading.claims
        if claim is not no.claim and not claim.answer
        for other in claim.arguments
    )


def _is_subject(claim: Claim, each: Argument) -> bool:
    if claim.subject.who is Who.NAMED:
        return each.named and may_be_same(claim.subject.names, each.keys)
    if each.named and each.role is Role.SUBJECT and claim.subject.who in {Who.NOUN, Who.OPEN}:
        return True
    if claim.subject.who is Who.NOUN:
        return bool(claim.subject.names & each.meanings)
    told = each.role in {Role.SUBJECT, Role.OBJECT} and claim.negated
    return told and (not each.russian or claim.subject.who is Who.OPEN)


def _state(pair: Pair) -> Hit | None:
    """Two states or manners of one person or thing at one time, of which only one can be."""
    ones, others = pair.first.claim, pair.second.claim
    if not ones.states or not others.states or not is_told_once(pair) or not same_subject(pair):
        return None
    both = common(ones.arguments, others.arguments)
    told_at_once = pair.same_time or (pair.retold and any(each.role is Role.OBJECT for each in both))
    question = opposed(ones.states, others.states, at_one_time=told_at_once)
    if question is None or apart_in_roles(pair) or names_apart(pair):
        return None
    if question in OF_THINGS:
        things = [each for each in both if not each.named and not each.person and not is_vague(each)]
        return hit(pair, Kind.OBJECT) if len(things) == 1 and pair.actor is not Same.DIFFERENT else None
    return hit(pair, Kind.ACTION) if _is_one_story(pair) else None


def _is_one_story(pair: Pair) -> bool:
    """More is asked where one of the two denies the other's verb."""
    near = closeness(pair)
    if pair.first.claim.negated != pair.second.claim.negated and verbs_in_common(pair):
        return near >= ENOUGH
    return near >= 1.0 or pair.same_time


RULES = (
    Rule(id="thing", basis="One deed is done with one tool, and one thing is named where one is asked for", found=_thing),
    Rule(id="make", basis="One thing is of one make", found=_make),
    Rule(id="absent", basis="What was not there did not take part", found=_absent),
    Rule(id="state", basis="Of a door that is open or closed, of one who sits or stands, one is so", found=_state),
)
