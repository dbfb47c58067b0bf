"""Rules over any verb denied and stated, and over yes and no to one question."""

from analysis.claims.actions import GENERAL
from analysis.claims.folding import folded_pattern
from analysis.claims.records import Argument, Certainty, Role, SlotKind, Who
from analysis.compare.events import (
    apart_in_roles,
    around,
    asks,
    closeness,
    common,
    matches,
    names_apart,
    pronouns_differ,
    verbs_in_common,
)
from analysis.compare.hits import Hit, Rule, hit
from analysis.compare.once import once
from analysis.compare.one_time import ENOUGH, SPEAKING, is_limited, is_told_once
from analysis.compare.pairs import Pair
from analysis.compare.same_actor import Same
from analysis.compare.sides import Side, spoken, values_of_statement
from analysis.compare.value_conflicts import sums_differ
from models.inconsistencies import InconsistencyKind as Kind

_NEVER = (
    "никогда", "ни разу", "ешкашан", "омири", "вообще не", "никого", "никому", "бир рет те", "ешбир", "не случал",
    "не бывал", "не приходилось",
)  # fmt: skip
_OFTEN = SPEAKING | {"go", "have", "take", "give"}
"""Of these something must show what was not done, and to whom."""
_HANDING = frozenset({"take", "give"})
_PERSONS = frozenset({"меня", "мне", "него", "нее", "ему", "ей", "них", "им", "маган", "менен", "одан", "оган"})
_NOBODY = frozenset({"никого", "ешким"})
_BEING = frozenset({"be", "sit", "sleep", "stay", "lie"})
_SAYS_YES = folded_pattern(r"^(?:ну|да|иа|ия|ага|угу|было|был|приходилось|конечно|так точно)\b")


def _not_done(pair: Pair) -> Hit | None:
    """Any verb denied and stated of one subject, with nothing beside it that differs."""
    if pair.denial is None:
        return None
    no, yes = pair.denial
    if not is_told_once(pair) and not (_says_never(no) and "habit" in yes.claim.marks and "except" not in no.claim.marks):
        return None
    if pair.actor is Same.DIFFERENT or pair.names_clash or is_limited(no, yes) or _are_of_two_sums(pair):
        return None
    if not verbs_in_common(pair):
        return hit(pair, Kind.NEGATION) if _was_nobody(pair, no, yes) else None
    if apart_in_roles(pair) or pronouns_differ(pair) or names_apart(pair):
        return None
    return hit(pair, Kind.NEGATION) if _is_one_doing(pair, no, yes) else None


def _are_of_two_sums(pair: Pair) -> bool:
    """Whether each statement tells of another sum: then each tells of another deal."""
    ones, others = (values_of_statement(side.reading).get(SlotKind.SUM, ()) for side in pair.sides)
    return bool(ones and others) and all(sums_differ(one, other) for one in ones for other in others)


def _is_one_doing(pair: Pair, no: Side, yes: Side) -> bool:
    """Whether enough shows that what was not done is what was."""
    beside = common(around(no), around(yes))
    often = verbs_in_common(pair) <= _OFTEN and not any(each.role is Role.OBJECT for each in beside)
    if often and not (no.claim.subject.who is Who.NOBODY and beside):
        if not _took_nothing(pair, no, yes):
            return False
        if _tells_to_whom(no) and _tells_to_whom(yes):
            return True
    near = closeness(pair)
    nothing = _says_never(no) or "nothing at all" in no.claim.marks or "nobody" in no.claim.marks
    less = _is_one_subject(pair, no, yes, beside) and (nothing or not around(no) or not around(yes))
    return near >= (ENOUGH - 1.0 if less else ENOUGH)


def _took_nothing(pair: Pair, no: Side, yes: Side) -> bool:
    """«ничего не брал» against the thing that was taken."""
    handed = bool(verbs_in_common(pair) & _HANDING) and any(each.role is Role.OBJECT for each in yes.claim.arguments)
    return "nothing at all" in no.claim.marks and pair.one_actor and handed


def _is_one_subject(pair: Pair, no: Side, yes: Side, beside: list[Argument]) -> bool:
    """Whether who did not may be who did: one person, nobody at all, or whoever it was."""
    if pair.one_actor:
        return True
    subjects = no.claim.subject.who, yes.claim.subject.who
    if subjects[0] is Who.NOBODY and subjects[1] not in {Who.NOBODY, Who.OPEN}:
        return True
    return _says_never(no) and bool(beside) and Who.OPEN in subjects and bool(verbs_in_common(pair) - GENERAL - SPEAKING)


@once
def _says_never(side: Side) -> bool:
    return any(word in side.reading.plain for word in _NEVER)


@once
def _tells_to_whom(side: Side) -> bool:
    """Whether a clause tells to whom or from whom, by a pronoun."""
    return not _PERSONS.isdisjoint(spoken(side))


def _was_nobody(pair: Pair, no: Side, yes: Side) -> bool:
    """«дома никого не было» against «дома была бабушка»."""
    nobody = no.claim.subject.who is Who.NOBODY or bool(no.words & _NOBODY)
    being = "be" in no.claim.acts and bool(yes.claim.acts & _BEING or not yes.claim.acts)
    somebody = yes.claim.subject.who in {Who.NAMED, Who.NOUN} or any(each.person for each in yes.claim.arguments)
    if not nobody or not being or not somebody or apart_in_roles(pair):
        return False
    ones, others = ([each for each in side.claim.arguments if each.role is Role.AT] for side in (no, yes))
    return any(matches(a, b) for a in ones for b in others)


def _yes_and_no(pair: Pair) -> Hit | None:
    """One question that asks for yes or no, answered by both."""
    if not pair.one_speaker or not _is_one_question(pair) or not is_told_once(pair):
        return None
    found = any(_denies(no) and _affirms(yes) and not is_limited(no, yes) for no, yes in pair.both_ways)
    return hit(pair, Kind.NEGATION) if found else None


def _is_one_question(pair: Pair) -> bool:
    """Whether both were asked for yes or no, of one doing with the same beside it."""
    one, other = pair.first.reading.asked, pair.second.reading.asked
    if one is None or other is None or asks(pair.first) or asks(pair.second):
        return False
    if pair.first.reading.asked_plain == pair.second.reading.asked_plain:
        return True
    return bool(one.verbs & other.verbs and common(one.arguments, other.arguments))


@once
def _denies(side: Side) -> bool:
    """Whether a clause of its own denies what was asked."""
    claim, question = side.claim, side.reading.asked
    if question is None or question.negated or not claim.negated or claim.answer:
        return False
    return bool(claim.verbs & question.verbs or common(claim.arguments, question.arguments))


@once
def _affirms(side: Side) -> bool:
    """Whether it says yes, and denies and doubts nothing."""
    return bool(_SAYS_YES.match(side.reading.plain)) and not any(
        each.negated or each.certainty is not Certainty.STATED for each in side.reading.claims
    )


RULES = (
    Rule(id="yes_and_no", basis="To one question the answer is yes or no", found=_yes_and_no),
    Rule(id="not_done", basis="The same verb of the same subject holds or does not", found=_not_done),
)
