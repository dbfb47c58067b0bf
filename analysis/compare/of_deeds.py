"""Rules over what was done and by whom: denial against statement, doings that exclude each other, who it was, relations."""

from analysis.claims.actions import EXCLUSIVE, FOLLOWS
from analysis.claims.actors import may_be_same
from analysis.claims.records import Claim, SlotKind, Who
from analysis.compare.events import apart_in_roles, is_elsewhere
from analysis.compare.hits import Hit, Rule, hit
from analysis.compare.sides import Pair, Same, Side
from analysis.compare.value_conflicts import places_differ
from models.inconsistencies import InconsistencyKind as Kind
from models.inconsistencies import Relation

_WEAK = frozenset({"be", "have", "say", "go", "know", "put", "look"})


_MOVING = frozenset({"be", "go", "enter", "arrive", "sit", "stand", "stay", "exit", "leave", "lie"})


_VIOLENT = frozenset(
    {"hit", "push", "stab", "touch", "shoot", "strangle", "hold", "fight", "attack", "shove_in", "kill", "tie", "rape"}
)


_HOLDING = frozenset({"be", "have", "hold", "take", "buy", "carry_out", "hit", "stab", "bring", "sell", "throw",
    "hide", "own", "lie", "see",
                      "give", "gift", "find", "wear", "use"})  # fmt: skip


def _entails(positive: frozenset[str], negative: frozenset[str]) -> frozenset[str]:
    """Of what is denied, what follows from what is stated."""
    closure = set(positive)
    for act in positive:
        closure |= FOLLOWS.get(act, frozenset())
    return frozenset(closure & negative)


def _sides(pair: Pair) -> tuple[Side, Side] | None:
    """The one that denies, and the one that states."""
    if pair.first.claim.negated == pair.second.claim.negated:
        return None
    return (pair.first, pair.second) if pair.first.claim.negated else (pair.second, pair.first)


def _one_occasion(pair: Pair) -> bool:
    if pair.days_clash or pair.times_clash or pair.names_clash or pair.actor is Same.DIFFERENT or is_elsewhere(pair):
        return False
    negative = [side.claim for side in (pair.first, pair.second) if side.claim.negated]
    if pair.either("except") or (any("habit" in each.marks for each in negative) and not pair.both("habit")):
        return False
    return not pair.either("other occasion") or pair.both("other occasion")


def _patient(claim: Claim) -> frozenset[str]:
    return claim.objects - {"man", "woman", "people", "place", "work", "night"} - claim.subject.names


def _denial(pair: Pair) -> Hit | None:  # noqa: PLR0911, PLR0912  # one exclusion a line
    sides = _sides(pair)
    if sides is None or not _one_occasion(pair):
        return None
    no, yes = sides
    acts = _entails(yes.claim.acts, no.claim.acts)
    if no.claim.acts & {"see", "hear"}:  # what was not heard may have been shouted
        acts &= {"see", "hear", "meet"}
    if not acts or _is_condition(no) or (_is_condition(yes) and "threaten" not in acts):
        return None
    if acts <= {"know"} or acts <= {"say"} or acts <= {"have"}:
        return None
    if apart_in_roles(pair):
        return None
    patients = _patient(no.claim), _patient(yes.claim)
    clash = bool(patients[0] and patients[1] and not patients[0] & patients[1])
    beside = pair.nouns | pair.lemmas
    if acts <= _MOVING:
        if (
            not pair.nouns - {"home"}
            and not (pair.nouns and pair.affinity >= 2.0)
            and not pair.lemmas
            and not pair.both("there")
            and not _same_step(pair, no, yes)
        ):
            return None
        if acts <= {"be"} and no.claim.subject.who is Who.OPEN and not no.claim.answer:
            return None
        there = pair.both("there") and pair.actor in {Same.YES, Same.MAY_BE}
        if acts <= {"be"} and not {n.removeprefix("town:") for n in pair.nouns} & frozenset(_places_of(no)) and not there:
            return None
        if no.claim.of(SlotKind.OBJECT) and not {t for v in no.claim.of(SlotKind.OBJECT) for t in v.tags} & pair.nouns:
            return None
        if any(places_differ(a, b) for a in no.claim.of(SlotKind.PLACE) for b in yes.claim.of(SlotKind.PLACE)):
            return None
    elif clash:
        return None
    if acts <= _WEAK and not beside and not pair.both("there"):
        return None
    if acts <= {
        "see",
        "hear",
        "take",
        "give",
        "meet",
        "ask",
        "pay",
        "sell",
        "buy",
        "talk",
        "promise",
        "find",
        "return",
        "eat",
        "open",
        "close",
    } and not (pair.nouns - {"man", "money"} or pair.shares_name or pair.lemmas):
        certain = pair.actor in {Same.YES, Same.MAY_BE} and bool(no.claim.acts & yes.claim.acts)
        nothing = "nothing at all" in no.claim.marks and pair.actor is Same.YES and pair.one_speaker
        him = {"его", "ее", "оны", "их"}
        seen = certain and pair.one_speaker and all(him & set(side.reading.plain.split()) for side in (no, yes))
        if not (certain and pair.nouns) and not nothing and not seen:
            return None
    violent = bool(acts & _VIOLENT and yes.claim.acts & _VIOLENT)
    if acts <= {"touch"} and not violent and not pair.nouns:
        return None
    if (
        not violent
        and not beside
        and not pair.shares_name
        and pair.actor not in {Same.YES, Same.MAY_BE}
        and not pair.same_time
    ):
        return None
    named = no.claim.subject.who is Who.OPEN and pair.one_speaker and bool(acts - _WEAK)
    if pair.actor is Same.OPEN and not named and not beside and not pair.shares_name and not pair.same_time:
        return None
    if violent and no.claim.subject.who is Who.SELF and yes.claim.subject.who in {Who.OPEN, Who.THEY}:
        return None
    if violent and yes.claim.subject.who is Who.NOBODY:
        return None
    same = bool(yes.claim.acts & no.claim.acts)
    kind = Kind.ACTION if violent or not same else Kind.NEGATION
    if no.claim.answer or yes.claim.answer:
        kind = Kind.NEGATION
    return hit(pair, kind)


def _same_step(pair: Pair, no: Side, yes: Side) -> bool:
    """One's own going in, denied and stated, where one of the two does not say into what."""
    same = no.claim.acts & yes.claim.acts & {"enter", "exit", "leave", "spend_night", "stay"}
    to_him = {"нему", "ней", "ним", "оган", "меня", "мне"}
    if no.claim.acts & yes.claim.acts & {"arrive", "approach"} and all(
        to_him & set(s.reading.plain.split()) for s in (no, yes)
    ):
        return pair.actor in {Same.YES, Same.MAY_BE}
    placeless = not no.claim.of(SlotKind.PLACE) or not yes.claim.of(SlotKind.PLACE)
    return bool(same) and placeless and pair.one_speaker and pair.actor is Same.YES


def _places_of(side: Side) -> set[str]:
    return {tag.split(":")[-1] for each in side.claim.of(SlotKind.PLACE) for tag in each.tags}


def _is_condition(side: Side) -> bool:
    return any(word in side.reading.plain.split() for word in ("если", "егер"))


def _deed(pair: Pair) -> Hit | None:
    found = _denial(pair)
    return found if found is not None and found.kind is Kind.ACTION else None


def _plain_denial(pair: Pair) -> Hit | None:
    found = _denial(pair)
    return found if found is not None and found.kind is Kind.NEGATION else None


def _possession(pair: Pair) -> Hit | None:  # noqa: PLR0911  # one exclusion a line
    """«ножа не было» against «нож я держал»."""
    sides = _sides(pair)
    if sides is None or pair.days_clash or pair.names_clash or pair.either("except"):
        return None
    no, yes = sides
    if "only" in no.claim.marks and "никого" not in no.reading.plain and no.claim.answer:
        return None
    if not yes.claim.acts and not (_owner(no) == _owner(yes) == "self"):
        return None
    if (
        not no.claim.acts
        or not no.claim.acts <= {"be", "have", "hold", "take", "own"}
        or _is_condition(no)
        or _is_condition(yes)
    ):
        return None
    things = frozenset(tag for each in no.claim.of(SlotKind.OBJECT) for tag in each.tags) - {
        "instrument",
        "money",
        "document",
        "table",
        "door",
    }
    held = frozenset(tag for each in yes.claim.of(SlotKind.OBJECT) for tag in each.tags)
    if pair.actor is Same.YES and pair.one_speaker and not pair.times_clash:
        things |= frozenset(tag for each in no.claim.of(SlotKind.OBJECT) for tag in each.tags) & {"money", "document"}
    kin = {"child", "brother", "sister", "wife", "husband", "relative"}
    mine = pair.one_speaker and _owner(no) == _owner(yes) == "self"
    if mine and no.claim.nouns & yes.claim.nouns & kin and no.claim.acts <= {"be", "have"} and not no.claim.names:
        return hit(pair, Kind.NEGATION)
    common = things & held
    if not common or pair.actor is Same.DIFFERENT or not (yes.claim.acts & _HOLDING or not yes.claim.acts):
        return None
    if no.claim.subject.who in {Who.NAMED, Who.NOUN} and pair.actor is not Same.YES:
        return None
    owners = _owner(no), _owner(yes)
    if None not in owners and owners[0] != owners[1]:
        return None
    if not pair.one_speaker and "self" in owners:
        return None
    return hit(pair, Kind.NEGATION)


_OWN = {"меня", "мне", "мной", "менде", "мой", "моя", "моего", "мои", "менин", "я", "нас", "бизде"}


_HIS = {"него", "нее", "них", "онда", "оларда", "его", "ее"}


def _owner(side: Side) -> str | None:
    words = side.reading.plain.split() + side.reading.asked_plain.split()
    if _OWN & set(words) or {"вас", "сизде", "сиздин", "вам"} & set(side.reading.asked_plain.split()):
        return "self"
    return "other" if _HIS & set(words) else None


def _exclusive(pair: Pair) -> Hit | None:
    """Bought and given as a present; went of one's own and was forced."""
    if pair.days_clash or pair.times_clash or pair.names_clash or pair.either("other occasion"):
        return None
    if pair.first.claim.negated or pair.second.claim.negated:
        return None
    first, second = _doing(pair.first.claim), _doing(pair.second.claim)
    for name, ones, others in EXCLUSIVE:
        for one, other, mine, theirs in (
            (pair.first, pair.second, first, second),
            (pair.second, pair.first, second, first),
        ):
            if not (mine & ones and theirs & others) or mine & others or theirs & ones:
                continue
            if _suits(pair, name, one, other):
                return hit(pair, {"got": Kind.OBJECT, "alone": Kind.PERSON}.get(name, Kind.ACTION))
    return None


def _doing(claim: Claim) -> frozenset[str]:
    found = set(claim.acts)
    looks = {tag for each in claim.of(SlotKind.LOOK) for tag in each.tags}
    found |= looks & {"closed", "opened", "sober", "drunk"}
    if "close" in claim.acts:
        found |= {"closed"}
    if "willing" in claim.marks:
        found |= {"willing"}
        if "fall" in claim.acts:
            found |= {"own_fall"}
    if "alone" in claim.marks and claim.subject.who is Who.SELF and not claim.of(SlotKind.COUNT):
        found |= {"alone"}
    if any(each.unit == "people" and each.ranges[0][0] >= 2 for each in claim.of(SlotKind.COUNT)) and claim.subject.who in {
        Who.WE,
        Who.SELF,
    }:
        found |= {"accompanied"}
    return frozenset(found)


def _suits(pair: Pair, name: str, one: Side, other: Side) -> bool:  # noqa: PLR0911  # one exclusion a line
    topics = pair.nouns - {"man", "money", "home"} | pair.lemmas
    if name in {"got", "rid"}:
        return (bool(topics) and pair.actor is not Same.DIFFERENT) or (bool(topics) and name == "got")
    if name == "destroyed":
        return bool(topics) and pair.actor is not Same.DIFFERENT
    if (
        name == "willing"
        and pair.nouns
        and one.claim.acts & {"give", "pay", "return"}
        and other.claim.acts & {"take", "rob"}
    ):
        return True
    if name == "stay":
        at_once = any("сразу" in side.reading.plain or "бирден" in side.reading.plain for side in (one, other))
        if pair.one_speaker and pair.actor is Same.YES and (at_once or pair.same_time):
            return True
        return pair.actor in {Same.YES, Same.MAY_BE} and (bool(topics) or pair.relation is Relation.PROTOCOL_AND_TRANSCRIPT)
    if name == "slept":
        return pair.actor is Same.YES and pair.same_time
    if name == "willing":
        return pair.affinity >= 0 and _same_patient(one, other) and "forced" not in one.claim.marks
    if name == "own fall":
        return bool(topics) or bool(pair.acts) or pair.one_speaker or pair.relation is Relation.PROTOCOL_AND_TRANSCRIPT
    if name == "door" and any("уход" in side.reading.plain for side in (one, other)):
        return False
    if name == "part":
        return pair.actor is Same.YES
    if name == "sober":
        return pair.actor is Same.YES
    if name == "alone":
        return pair.actor is Same.YES and bool(pair.acts) and (bool(topics) or bool(pair.specific_acts) or pair.same_time)
    return bool(topics)


def _same_patient(willing: Side, forced: Side) -> bool:
    """Who did it of their own is who was forced: named, or speaking."""
    subject = willing.claim.subject
    words = set(forced.reading.plain.split())
    passive = bool(words & {"меня", "мени", "мне", "маган"})
    if subject.who is Who.NAMED:
        if passive:
            return bool(forced.own_names) and may_be_same(subject.names, forced.own_names)
        return any(may_be_same(subject.names, each.names) for each in forced.claim.names)
    if subject.who is Who.SELF:
        return (willing.who == forced.who and passive) or (willing.who != forced.who and bool(words & {"ее", "его", "оны"}))
    return subject.who is Who.OTHER and bool(words & {"ее", "его", "оны"}) and willing.who != forced.who


RULES = (
    Rule(id="deed", basis="Who hit also touched: what follows from a deed cannot be denied beside it", found=_deed),
    Rule(id="exclusive", basis="Bought or given, of one's own or by force, left at once or stayed", found=_exclusive),
    Rule(id="possession", basis="A thing was there or it was not", found=_possession),
    Rule(id="denial", basis="The same cannot be denied and stated", found=_plain_denial),
)
