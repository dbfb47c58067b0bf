"""Rules over a verb and its roles, for any word: who did it, with what, what was denied."""

import re

from analysis.claims.actions import GENERAL, UNIQUE_AGENT
from analysis.claims.actors import may_be_same
from analysis.claims.nouns import ACQUAINTANCES, PERSONS
from analysis.claims.opposites import OF_THINGS, opposed
from analysis.claims.records import Actor, Argument, Certainty, Claim, Role, Who
from analysis.compare.events import (
    apart_in_roles,
    are_apart,
    around,
    asks,
    asks_alike,
    closeness,
    common,
    is_elsewhere,
    is_vague,
    matches,
    names_apart,
    other_make,
    pronouns_differ,
    same_subject,
    share_topic,
    verbs_in_common,
)
from analysis.compare.hits import Hit, Rule, hit
from analysis.compare.sides import Pair, Same, Side
from analysis.lexemes import folded
from analysis.persons.known_names import known_sex
from models.inconsistencies import InconsistencyKind as Kind
from models.inconsistencies import Relation

ENOUGH = 3.0
"""From how much in common on two claims are taken to be of one event."""
_MEANINGS = frozenset().union(*PERSONS.russian.values())
_MEN = frozenset({"father", "son", "brother", "uncle", "grandfather", "husband", "groom", "man"})
_WOMEN = frozenset({"mother", "daughter", "sister", "aunt", "grandmother", "wife", "woman"})
_ROLES = ACQUAINTANCES | {
    "guard",
    "driver",
    "seller",
    "cashier",
    "policeman",
    "doctor",
    "lawyer",
    "teacher",
    "master",
    "victim",
}
_SPEAKING = frozenset({"say", "talk", "phone", "message", "know", "see", "hear", "meet", "ask"})
_MANY_TIMES = _SPEAKING | {"go", "live", "work", "be_long", "sit", "stand", "drink", "eat", "help"}
_TAKING_PART = frozenset({
    "be", "have", "take", "touch", "hold", "arrive", "go", "enter", "approach", "own", "use", "find", "wear", "see",
    "bring",
    "stand", "lie", "r:фигурир", "r:участв", "r:каса", "r:прикас", "r:был", "help", "r:палд", "r:испалд",
})  # fmt: skip
"""Who did it, or with what it was done, took part: denied of a person or thing, the deed is denied too."""


def is_definite(actor: Actor) -> bool:
    """A person of whom another can be told apart."""
    if actor.who in {Who.SELF, Who.NAMED}:
        return True
    return actor.who is Who.NOUN and bool(actor.names & _ROLES or actor.names.isdisjoint(_MEANINGS))


def _sexes(actor: Actor) -> frozenset[str]:
    if actor.who is Who.NAMED:
        return frozenset(sex.value for name in actor.names if (sex := known_sex(name)) is not None)
    return frozenset(({"male"} if actor.names & _MEN else set()) | ({"female"} if actor.names & _WOMEN else set()))


def are_two_persons(pair: Pair) -> bool:
    """Whether the subjects are two persons for certain."""
    one, other = pair.first.claim.subject, pair.second.claim.subject
    if pair.actor is Same.DIFFERENT and is_definite(one) and is_definite(other):
        return one.who is not Who.SELF or other.who is not Who.SELF
    if {one.who, other.who} <= {Who.NAMED, Who.NOUN}:
        sexes = _sexes(one), _sexes(other)
        return bool(sexes[0] and sexes[1] and not sexes[0] & sexes[1])
    return False


def is_told_once(pair: Pair) -> bool:
    """Whether neither tells of another time, of what is usual, or of exceptions."""
    if pair.days_clash or pair.times_clash or is_elsewhere(pair):
        return False
    if any("other occasion" in side.reading.marks for side in (pair.first, pair.second)):
        return False
    return not any(pair.either(mark) for mark in ("other occasion", "habit", "except"))


def _may_be_the_heard(pair: Pair) -> bool:
    """A protocol's «потерпевший» may be the one who says «я»."""
    ones = pair.first.claim.subject, pair.second.claim.subject
    return pair.relation is Relation.PROTOCOL_AND_TRANSCRIPT and any(each.names & {"victim", "policeman"} for each in ones)


def _doer(pair: Pair) -> Hit | None:
    one, other = pair.first.claim, pair.second.claim
    if one.negated or other.negated or not is_told_once(pair) or not are_two_persons(pair) or _may_be_the_heard(pair):
        return None
    verbs = verbs_in_common(pair)
    asked = Role.SUBJECT in {asks(pair.first), asks(pair.second)}
    if pair.either("with others") or not verbs or verbs <= (_SPEAKING if asked else _MANY_TIMES):
        return None
    if pair.either("first of all") and not pair.both("first of all") and not asked:
        return None
    if apart_in_roles(pair, besides=frozenset({Role.SUBJECT})):
        return None
    names = one.subject.names | other.subject.names
    if closeness(pair, without=names) < (ENOUGH - 0.5 if asked else ENOUGH):
        return None
    return hit(pair, Kind.PERSON, one.subject, other.subject)


def _fillers(side: Side, role: Role) -> list[Argument]:
    """What fills a role, or answers the question for it."""
    found = [each for each in side.claim.arguments if each.role is role and not each.denied and not each.person]
    if not found and asks(side) is role:
        found = [
            each
            for each in side.claim.arguments
            if each.role in {Role.OBJECT, Role.MEANS, Role.OTHER} and not each.denied and not each.person
        ]
    return found


def _thing(pair: Pair) -> Hit | None:
    """One deed with two tools, or to two things where one was asked for."""
    one, other = pair.first.claim, pair.second.claim
    if one.negated or other.negated or not is_told_once(pair) or pair.either("with others"):
        return None
    if pair.actor is Same.DIFFERENT or pair.names_clash or one.answer or other.answer:
        return None
    if asks_alike(pair) is Role.MANNER and _manners_differ(pair):
        return hit(pair, Kind.ACTION)
    for role in (Role.MEANS, Role.OBJECT):
        mine, theirs = _fillers(pair.first, role), _fillers(pair.second, role)
        if mine and theirs and all(are_apart(a, b) for a in mine for b in theirs) and _is_asked_thing(pair, role):
            return hit(pair, Kind.OBJECT)
    return None


def _manners_differ(pair: Pair) -> bool:
    """Asked how, one names a window and the other a door."""
    mine, theirs = (
        [each for each in side.claim.arguments if not each.person and not each.denied and not each.named]
        for side in (pair.first, pair.second)
    )
    return bool(mine and theirs) and all(are_apart(a, b) for a in mine for b in theirs)


def _is_asked_thing(pair: Pair, role: Role) -> bool:
    """Whether both tell of one deed, and tools or the things that a question asked for."""
    verbs = verbs_in_common(pair)
    alike = asks_alike(pair) is role
    asked = alike or role in {asks(pair.first), asks(pair.second)}
    if role is Role.OBJECT and not alike and not (asked and verbs - GENERAL and closeness(pair) >= ENOUGH):
        return False
    beside = common(around(pair.first), around(pair.second))
    tools = role is Role.MEANS and any(each.role is Role.OBJECT for each in beside) and pair.actor is Same.YES
    if not verbs and not tools and not (asked and (alike or beside)):
        return False
    besides = {role, Role.OBJECT} if role is Role.MEANS and asked else {role}
    if apart_in_roles(pair, besides=frozenset(besides)):
        return False
    struck = role is Role.MEANS and pair.actor in {Same.YES, Same.MAY_BE} and bool(verbs & UNIQUE_AGENT)
    return tools or alike or closeness(pair) >= (ENOUGH - 1.0 if asked or struck else ENOUGH)


def _make(pair: Pair) -> Hit | None:
    """One thing of two makes."""
    if not other_make(pair.first.reading.plain, pair.second.reading.plain) or not is_told_once(pair):
        return None
    if pair.first.claim.negated or pair.second.claim.negated or not pair.acts or pair.actor is Same.DIFFERENT:
        return None
    if apart_in_roles(pair, besides=frozenset({Role.OBJECT})):
        return None
    return hit(pair, Kind.OBJECT)


def _denied(claim: Claim) -> list[Argument]:
    """What a claim says that it was not there, or not it."""
    found = [each for each in claim.arguments if each.denied]
    if (claim.negated or "no part" in claim.marks) and not found:
        found = [each for each in claim.arguments if each.role in {Role.OBJECT, Role.SUBJECT, Role.MEANS, Role.WITH}]
    return [each for each in found if not is_vague(each)]


def _absent(pair: Pair) -> Hit | None:
    """«покрывала не брали» against «завернули в покрывало»; «его там не было» against «он ударил»."""
    for no, yes in ((pair.first, pair.second), (pair.second, pair.first)):
        if yes.claim.negated or yes.claim.answer or not is_told_once(pair) or no.claim.answer:
            continue
        for each in _denied(no.claim):
            other = next((b for b in yes.claim.arguments if not b.denied and matches(each, b)), None)
            if other is None or not _excludes(pair, no, yes, each=each, other=other):
                continue
            if each.named or each.person:
                return hit(pair, Kind.PERSON)
            return hit(pair, Kind.OBJECT if each.denied or verbs_in_common(pair) else Kind.NEGATION)
    return None


def _excludes(pair: Pair, no: Side, yes: Side, *, each: Argument, other: Argument) -> bool:  # noqa: PLR0911  # one exclusion a line
    """Whether what is denied of a thing or person excludes what is said of it."""
    shared = no.claim.verbs & yes.claim.verbs
    part = "no part" in no.claim.marks or bool(no.claim.verbs & _TAKING_PART) or no.claim.acts <= _TAKING_PART
    if not (shared or part or (each.denied and not no.claim.verbs)) or _is_said_of_both(no, each):
        return False
    if each.order and other.order and not each.order & other.order:
        return False
    person = each.named or each.person
    if person and not each.denied:
        doing = yes.claim.subject.who in {Who.NAMED, Who.NOUN} and _is_subject(yes.claim, other)
        if not doing or not _is_subject(no.claim, each) or yes.claim.verbs <= _SPEAKING or not yes.claim.verbs:
            return False
    elif pair.actor is Same.DIFFERENT and not each.denied and not _tells_of_oneself(pair, no, yes):
        return False
    besides = {each.role, other.role} | ({Role.AT, Role.TO} if person else set())
    if apart_in_roles(pair, besides=frozenset(besides)):
        return False
    if _tells_of_oneself(pair, no, yes):
        return True
    near = 0.5 if pair.one_speaker and not person else 1.0
    if each.named and (no.claim.verbs & {"touch"} or "no part" in no.claim.marks):
        near = 0.0
    return share_topic(pair, without=each.keys | other.keys) >= near


_ON_ME, _ON_THEM = (
    re.compile(r"\b(?:на|у|при|со) мн\w+|\bу меня\b"),
    re.compile(r"\b(?:на|у|при|с) (?:не[йм]|него|нее|ним|нём)\b"),
)


def _tells_of_oneself(pair: Pair, no: Side, yes: Side) -> bool:
    """«на ней была юбка» against her own «никакой юбки на мне не было»."""
    plain = no.reading.plain, yes.reading.plain
    crossed = any(_ON_ME.search(a) and _ON_THEM.search(b) for a, b in (plain, plain[::-1]))
    return pair.relation is Relation.BETWEEN_PERSONS and crossed and not no.claim.verbs and not yes.claim.verbs


def _is_said_of_both(no: Side, each: Argument) -> bool:
    """«сначала нет, потом бутылка»: what one clause denies, another of the same statement states."""
    return _is_narrow(no) or any(
        matches(each, other) and not other.denied and not claim.negated
        for claim in no.reading.claims
        if claim is not no.claim and not claim.answer
        for other in claim.arguments
    )


def _is_subject(claim: Claim, each: Argument) -> bool:
    if claim.subject.who is Who.NAMED:
        return each.named and may_be_same(claim.subject.names, each.keys)
    if claim.subject.who is Who.NOUN:
        return bool(claim.subject.names & each.meanings)
    return (
        each.role in {Role.SUBJECT, Role.OBJECT} and claim.negated and (not each.russian or claim.subject.who is Who.OPEN)
    )


_NEVER = (
    "никогда",
    "ни разу",
    "ешкашан",
    "омири",
    "вообще не",
    "никого",
    "никому",
    "бир рет те",
    "ешбир",
    "не случал",
    "не бывал",
    "не приходилось",
)


def _not_done(pair: Pair) -> Hit | None:  # noqa: PLR0911  # one exclusion a line
    """Any verb denied and stated of one subject, with nothing beside it that differs."""
    if pair.first.claim.negated == pair.second.claim.negated:
        return None
    no, yes = (pair.first, pair.second) if pair.first.claim.negated else (pair.second, pair.first)
    never = any(word in no.reading.plain for word in _NEVER)
    if not is_told_once(pair) and not (never and "habit" in yes.claim.marks and "except" not in no.claim.marks):
        return None
    verbs = verbs_in_common(pair)
    if pair.actor is Same.DIFFERENT or pair.names_clash or _is_limited(no, yes):
        return None
    if not verbs:
        return hit(pair, Kind.NEGATION) if _was_nobody(pair, no, yes) else None
    if apart_in_roles(pair) or pronouns_differ(pair) or names_apart(pair):
        return None
    beside = common(around(no), around(yes))
    if verbs <= _SPEAKING | {"go", "have", "take", "give"} and not any(each.role is Role.OBJECT for each in beside):
        nobody = no.claim.subject.who is Who.NOBODY and beside
        none = "nothing at all" in no.claim.marks and any(each.role is Role.OBJECT for each in yes.claim.arguments)
        if not nobody and not (none and pair.actor in {Same.YES, Same.MAY_BE} and verbs & {"take", "give"}):
            return None
        if not nobody and _of_persons(no) and _of_persons(yes):
            return hit(pair, Kind.NEGATION)
    near = closeness(pair)
    one = pair.actor in {Same.YES, Same.MAY_BE}
    if no.claim.subject.who is Who.NOBODY and yes.claim.subject.who not in {Who.NOBODY, Who.OPEN}:
        one = True
    if never and beside and Who.OPEN in {no.claim.subject.who, yes.claim.subject.who} and verbs - GENERAL - _SPEAKING:
        one = True
    nothing = never or "nothing at all" in no.claim.marks or "nobody" in no.claim.marks
    if near >= ENOUGH or (one and near >= ENOUGH - 1.0 and (nothing or not around(no) or not around(yes))):
        return hit(pair, Kind.NEGATION)
    return None


_NARROW = frozenset({"только", "лишь", "единственный", "единственное", "тек", "гана", "кана", "больше"})


def _is_narrow(side: Side) -> bool:
    """«только», «тек»: what is denied is all but one thing."""
    words = side.reading.statement.words
    return any(folded(words[at].text.lower().strip(".,!?;:«»")) in _NARROW for at in side.claim.words)


_PERSONS = frozenset({"меня", "мне", "него", "нее", "ему", "ей", "них", "им", "маған", "маган", "менен", "одан", "оган"})


_SAYS_YES = re.compile(r"^(?:ну|да|иа|ия|ага|угу|было|был|приходилось|конечно|так точно)\b")


def _yes_and_no(pair: Pair) -> Hit | None:
    """One question that asks for yes or no, answered by both."""
    asked = pair.first.reading.asked, pair.second.reading.asked
    if asked[0] is None or asked[1] is None or asks(pair.first) or asks(pair.second) or not pair.one_speaker:
        return None
    same = pair.first.reading.asked_plain == pair.second.reading.asked_plain
    if not same and not (asked[0].verbs & asked[1].verbs and common(asked[0].arguments, asked[1].arguments)):
        return None
    for no, yes in ((pair.first, pair.second), (pair.second, pair.first)):
        question = no.reading.asked
        denies = no.claim.negated and question is not None and not question.negated and not no.claim.answer
        about = question is not None and bool(
            no.claim.verbs & question.verbs or common(no.claim.arguments, question.arguments)
        )
        affirms = bool(_SAYS_YES.match(yes.reading.plain)) and not any(
            each.negated or each.certainty is not Certainty.STATED for each in yes.reading.claims
        )
        if denies and about and affirms and not _is_limited(no, yes) and is_told_once(pair):
            return hit(pair, Kind.NEGATION)
    return None


def _was_nobody(pair: Pair, no: Side, yes: Side) -> bool:
    """«дома никого не было» against «дома была бабушка»."""
    nobody = no.claim.subject.who is Who.NOBODY or any(word in no.reading.plain.split() for word in ("никого", "ешким"))
    be = bool(no.claim.acts & {"be"}) and bool(yes.claim.acts & {"be", "sit", "sleep", "stay", "lie"} or not yes.claim.acts)
    somebody = yes.claim.subject.who in {Who.NAMED, Who.NOUN} or any(each.person for each in yes.claim.arguments)
    at = [[each for each in side.claim.arguments if each.role is Role.AT] for side in (no, yes)]
    return nobody and be and somebody and not apart_in_roles(pair) and any(matches(a, b) for a in at[0] for b in at[1])


def _of_persons(side: Side) -> bool:
    """Whether a clause tells to whom or from whom, by a pronoun."""
    words = side.reading.statement.words
    return any(words[at].text.lower().strip(".,!?").replace("ё", "е") in _PERSONS for at in side.claim.words)


def _is_limited(no: Side, yes: Side) -> bool:
    """A condition, or the denial of one word of the clause: «не ножом бил»."""
    if any(word in side.reading.plain.split() for side in (no, yes) for word in ("если", "егер")):
        return True
    return any(each.denied for each in no.claim.arguments) or (_is_narrow(no) and not no.claim.answer)


def _persons_named(side: Side) -> tuple[list[Actor], list[Actor]]:
    """Who an answer to «кто» says that it was, and who it says that it was not."""
    yes: list[Actor] = []
    no: list[Actor] = []
    for claim in side.reading.claims:
        if claim.certainty is not Certainty.STATED or claim.answer:
            return [], []
        for each in claim.arguments:
            if not (each.named or each.meanings & (_ROLES | {"man", "woman"})):
                continue
            if each.role not in {Role.SUBJECT, Role.OBJECT, Role.OTHER}:
                continue
            actor = Actor(who=Who.NAMED if each.named else Who.NOUN, names=each.keys if each.named else each.meanings)
            (no if claim.negated or each.denied else yes).append(actor)
    return yes, no


def _who(pair: Pair) -> Hit | None:
    """Both were asked who it was, and name a man and a woman, or two who are not one."""
    if asks_alike(pair) is not Role.SUBJECT and not _asked_who_across(pair):
        return None
    if not is_told_once(pair) or pair.either("with others"):
        return None
    ones, others = _persons_named(pair.first)[0], _persons_named(pair.second)[0]
    if not ones or not others:
        return None
    sexes = [frozenset().union(*(_sexes(each) for each in found)) for found in (ones, others)]
    if len(sexes[0]) == 1 and len(sexes[1]) == 1 and sexes[0] != sexes[1]:
        return hit(pair, Kind.PERSON, ones[0], others[0])
    return None


def _asked_who_across(pair: Pair) -> bool:
    asked = pair.first.reading.asked, pair.second.reading.asked
    return (
        pair.relation is Relation.SAME_INTERROGATION
        and asks(pair.first) is asks(pair.second) is Role.SUBJECT
        and asked[0] is not None
        and asked[1] is not None
        and bool(asked[0].acts & asked[1].acts or asked[0].nouns & asked[1].nouns)
    )


def _state(pair: Pair) -> Hit | None:
    """Two states or manners of one person or thing at one time, of which only one can be."""
    if not pair.first.claim.states or not pair.second.claim.states or not is_told_once(pair) or not same_subject(pair):
        return None
    named = any(each.role is Role.OBJECT for each in common(pair.first.claim.arguments, pair.second.claim.arguments))
    question = opposed(
        pair.first.claim.states,
        pair.second.claim.states,
        at_one_time=pair.same_time or (named and pair.relation in _ONE_TELLING),
    )
    if question is None or apart_in_roles(pair) or names_apart(pair):
        return None
    if question in OF_THINGS:
        things = [
            each
            for each in common(pair.first.claim.arguments, pair.second.claim.arguments)
            if not each.named and not each.person and not is_vague(each)
        ]
        return hit(pair, Kind.OBJECT) if len(things) == 1 and pair.actor is not Same.DIFFERENT else None
    near = closeness(pair)
    if pair.first.claim.negated != pair.second.claim.negated and verbs_in_common(pair):
        return hit(pair, Kind.ACTION) if near >= ENOUGH else None
    return hit(pair, Kind.ACTION) if near >= 1.0 or pair.same_time else None


_ONE_TELLING = frozenset({Relation.PROTOCOL_AND_TRANSCRIPT})


RULES = (
    Rule(id="doer", basis="Of one verb with the same beside it there is one doer", found=_doer),
    Rule(id="who", basis="Who is asked for once is a man or a woman", found=_who),
    Rule(id="thing", basis="One deed is done with one tool, and one thing is named where one is asked for", found=_thing),
    Rule(id="make", basis="One thing is of one make", found=_make),
    Rule(id="absent", basis="What was not there did not take part", found=_absent),
    Rule(id="state", basis="Of a door that is open or closed, of one who sits or stands, one is so", found=_state),
    Rule(id="yes_and_no", basis="To one question the answer is yes or no", found=_yes_and_no),
    Rule(id="not_done", basis="The same verb of the same subject holds or does not", found=_not_done),
)
