"""Rules over denial against statement: of what follows from a deed, and of a thing that was there or not."""

from analysis.claims.records import Claim, SlotKind, Who
from analysis.compare.events import apart_in_roles, is_elsewhere
from analysis.compare.existence import denied_thing
from analysis.compare.hits import Hit, Rule, hit
from analysis.compare.once import once
from analysis.compare.one_time import is_condition
from analysis.compare.pairs import Pair
from analysis.compare.same_actor import Same
from analysis.compare.sides import Side
from analysis.compare.value_conflicts import places_differ
from analysis.compare.whom import is_of_kin
from models.inconsistencies import InconsistencyKind as Kind

_WEAK = frozenset({"be", "have", "say", "go", "know", "put", "look"})
_MOVING = frozenset({"be", "go", "enter", "arrive", "sit", "stand", "stay", "exit", "leave", "lie"})
_VIOLENT = frozenset(
    {"hit", "push", "stab", "touch", "shoot", "strangle", "hold", "fight", "attack", "shove_in", "kill", "tie", "rape"}
)
_OFTEN = frozenset({
    "see", "hear", "take", "give", "meet", "ask", "pay", "sell", "buy", "talk", "promise", "find", "return", "eat", "open",
    "close",
})  # fmt: skip
"""Done so often that something must show that both mean one time."""
_SENSED = frozenset({"see", "hear"})
_NEVER_ENOUGH = (frozenset({"know"}), frozenset({"say"}), frozenset({"have"}))
"""Denied alone, these say nothing of an event."""
_STEPS = frozenset({"enter", "exit", "leave", "spend_night", "stay"})
_APPROACHING = frozenset({"arrive", "approach"})
_NO_PATIENTS = frozenset({"man", "woman", "people", "place", "work", "night"})
_TO_HIM = frozenset({"нему", "ней", "ним", "оган", "меня", "мне"})
_HIM = frozenset({"его", "ее", "оны", "их"})
_HOLDING = frozenset({"be", "have", "hold", "take", "buy", "carry_out", "hit", "stab", "bring", "sell", "throw",
    "hide", "own", "lie", "see",
                      "give", "gift", "find", "wear", "use"})  # fmt: skip
_HAVING = frozenset({"be", "have", "hold", "take", "own"})
_MANY_HAVE = frozenset({"instrument", "money", "document", "table", "door"})
"""Things of which another may have been meant."""
_ONES_OWN = frozenset({"money", "document"})
_KIN = frozenset({"child", "brother", "sister", "wife", "husband", "relative"})
_OWN = frozenset({"меня", "мне", "мной", "менде", "мой", "моя", "моего", "мои", "менин", "я", "нас", "бизде"})
_YOURS = frozenset({"вас", "сизде", "сиздин", "вам"})
_HIS = frozenset({"него", "нее", "них", "онда", "оларда", "его", "ее"})


def _deed(pair: Pair) -> Hit | None:
    found = _denial(pair)
    return found if found is not None and found.kind is Kind.ACTION else None


def _plain_denial(pair: Pair) -> Hit | None:
    found = _denial(pair)
    return found if found is not None and found.kind is Kind.NEGATION else None


@once
def _denial(pair: Pair) -> Hit | None:
    """What the one denies follows from what the other states, of one occasion and of one who may have done it."""
    sides = pair.denial
    if sides is None or not _is_one_occasion(pair):
        return None
    no, yes = sides
    acts = _denied_acts(no, yes)
    if not acts or not _is_one_place(pair, no, yes, acts) or not _is_one_thing(pair, no, yes, acts):
        return None
    violent = bool(acts & _VIOLENT and yes.claim.acts & _VIOLENT)
    if not _is_one_doer(pair, no, yes, acts, violent=violent) or apart_in_roles(pair):
        return None
    plain = no.claim.answer or yes.claim.answer or (not violent and yes.claim.acts & no.claim.acts)
    return hit(pair, Kind.NEGATION if plain else Kind.ACTION)


def _is_one_occasion(pair: Pair) -> bool:
    """Whether nothing tells of another day, another time, another person, or of what is usual."""
    if pair.days_clash or pair.times_clash or pair.names_clash or pair.actor is Same.DIFFERENT or is_elsewhere(pair):
        return False
    if is_of_kin(pair.first) != is_of_kin(pair.second):
        return False
    negative = [side.claim for side in pair.sides if side.claim.negated]
    if pair.either("except") or (any("habit" in each.marks for each in negative) and not pair.both("habit")):
        return False
    return not pair.either("other occasion") or pair.both("other occasion")


def _denied_acts(no: Side, yes: Side) -> frozenset[str]:
    """Of what is denied, what follows from what is stated; nothing where that tells of no event, or is a condition."""
    acts = yes.implied & no.claim.acts
    if no.claim.acts & _SENSED:  # what was not heard may have been shouted
        acts &= _SENSED | {"meet"}
    if is_condition(no) or (is_condition(yes) and "threaten" not in acts):
        return frozenset()
    if acts == {"know"} and (no.claim.lemmas & yes.claim.lemmas or _things(no) & _things(yes)):
        return acts  # of a thing, not of a person
    return frozenset() if any(acts <= few for few in _NEVER_ENOUGH) else acts


def _is_one_place(pair: Pair, no: Side, yes: Side, acts: frozenset[str]) -> bool:
    """Of coming and going and being somewhere: whether both mean one place."""
    if not acts <= _MOVING:
        return True
    told = pair.nouns - {"home"} or (pair.nouns and pair.affinity >= 2.0) or pair.lemmas or pair.both("there")
    if not told and not _is_same_step(pair, no, yes):
        return False
    if acts <= {"be"} and not _is_one_stay(pair, no):
        return False
    tags = {tag for each in no.of(SlotKind.OBJECT) for tag in each.tags}
    if no.of(SlotKind.OBJECT) and not tags & pair.nouns:
        return False
    return not any(places_differ(a, b) for a in no.of(SlotKind.PLACE) for b in yes.of(SlotKind.PLACE))


def _is_one_stay(pair: Pair, no: Side) -> bool:
    """Whether somebody is said not to have been where he is said to have been."""
    if no.claim.subject.who is Who.OPEN and not no.claim.answer:
        return False
    denied = {tag.split(":")[-1] for each in no.of(SlotKind.PLACE) for tag in each.tags}
    named = {each.removeprefix("town:") for each in pair.nouns}
    return bool(named & denied) or (pair.both("there") and pair.one_actor)


def _is_same_step(pair: Pair, no: Side, yes: Side) -> bool:
    """One's own going in, denied and stated, where one of the two does not say into what."""
    both = no.claim.acts & yes.claim.acts
    if both & _APPROACHING and pair.both_say(_TO_HIM):
        return pair.one_actor
    placeless = not no.of(SlotKind.PLACE) or not yes.of(SlotKind.PLACE)
    return bool(both & _STEPS) and placeless and pair.one_speaker and pair.actor is Same.YES


def _is_one_thing(pair: Pair, no: Side, yes: Side, acts: frozenset[str]) -> bool:
    """Whether both tell of one thing that it was done to, or nothing shows another."""
    ones, others = _patients(no.claim), _patients(yes.claim)
    if not acts <= _MOVING and ones and others and not ones & others:
        return False
    if acts <= _WEAK and not _has_topic(pair) and not pair.both("there"):
        return False
    if not acts <= _OFTEN or pair.nouns - {"man", "money"} or pair.shares_name or pair.lemmas:
        return True
    certain = pair.one_actor and bool(no.claim.acts & yes.claim.acts)
    nothing = "nothing at all" in no.claim.marks and pair.actor is Same.YES and pair.one_speaker
    return (certain and bool(pair.nouns)) or nothing or (certain and pair.one_speaker and pair.both_say(_HIM))


def _patients(claim: Claim) -> frozenset[str]:
    return claim.objects - _NO_PATIENTS - claim.subject.names


def _has_topic(pair: Pair) -> bool:
    return bool(pair.nouns or pair.lemmas)


def _is_one_doer(pair: Pair, no: Side, yes: Side, acts: frozenset[str], *, violent: bool) -> bool:
    """Whether who is said to have done it may be who is said not to have."""
    if acts <= {"touch"} and not violent and not pair.nouns:
        return False
    beside = _has_topic(pair) or pair.shares_name or pair.same_time
    if not violent and not beside and not pair.one_actor:
        return False
    named = no.claim.subject.who is Who.OPEN and pair.one_speaker and bool(acts - _WEAK)
    if pair.actor is Same.OPEN and not named and not beside:
        return False
    untold = yes.claim.subject.who in {Who.OPEN, Who.THEY} and no.claim.subject.who is Who.SELF
    return not (violent and (untold or yes.claim.subject.who is Who.NOBODY))


def _there_or_not(pair: Pair) -> Hit | None:
    """A thing of the tables that was had or not, else any thing."""
    found = _possession(pair)
    if found is not None or denied_thing(pair) is None:
        return found
    return hit(pair, Kind.NEGATION)


def _possession(pair: Pair) -> Hit | None:
    """«ножа не было» against «нож я держал»."""
    sides = pair.denial
    if sides is None or pair.days_clash or pair.names_clash or pair.either("except"):
        return None
    no, yes = sides
    mine = _owner(no) == _owner(yes) == "self"
    if not _denies_having(no) or is_condition(yes) or not (yes.claim.acts or mine):
        return None
    if mine and pair.one_speaker and _denies_kin(no, yes):
        return hit(pair, Kind.NEGATION)
    if not _denied_things(pair, no) & _things(yes) or not (yes.claim.acts & _HOLDING or not yes.claim.acts):
        return None
    return hit(pair, Kind.NEGATION) if _is_one_owner(pair, no, yes) else None


def _denies_having(no: Side) -> bool:
    if "only" in no.claim.marks and no.claim.answer and "никого" not in no.reading.plain:
        return False
    return bool(no.claim.acts) and no.claim.acts <= _HAVING and not is_condition(no)


def _denies_kin(no: Side, yes: Side) -> bool:
    """«братьев у меня нет» against «брат у меня»."""
    return bool(no.claim.nouns & yes.claim.nouns & _KIN) and no.claim.acts <= {"be", "have"} and not no.claim.names


def _things(side: Side) -> frozenset[str]:
    return frozenset(tag for each in side.of(SlotKind.OBJECT) for tag in each.tags)


def _denied_things(pair: Pair, no: Side) -> frozenset[str]:
    """What is said not to have been there; money and papers only of one's own, at one time."""
    own = pair.actor is Same.YES and pair.one_speaker and not pair.times_clash
    return _things(no) - (_MANY_HAVE - _ONES_OWN if own else _MANY_HAVE)


def _is_one_owner(pair: Pair, no: Side, yes: Side) -> bool:
    if pair.actor is Same.DIFFERENT or (no.claim.subject.who in {Who.NAMED, Who.NOUN} and pair.actor is not Same.YES):
        return False
    owners = {_owner(no), _owner(yes)}
    if owners == {"self", "other"}:
        return False
    return pair.one_speaker or "self" not in owners


@once
def _owner(side: Side) -> str | None:
    """Whose a thing is, as far as words tell: the speaker's, another's."""
    said = side.words | side.asked_words
    if said & _OWN or side.asked_words & _YOURS:
        return "self"
    return "other" if said & _HIS else None


RULES = (
    Rule(id="deed", basis="Who hit also touched: what follows from a deed cannot be denied beside it", found=_deed),
    Rule(id="possession", basis="A thing was there or it was not", found=_there_or_not),
    Rule(id="denial", basis="The same cannot be denied and stated", found=_plain_denial),
)
