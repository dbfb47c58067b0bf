"""Rules over who: to whom a deed is said to belong, who was there, how persons stand to each other."""

import re

from analysis.claims.actions import ALIKE, UNIQUE_AGENT
from analysis.claims.actors import may_be_same
from analysis.claims.nouns import KIN
from analysis.claims.records import Actor, Who
from analysis.compare.hits import Hit, Rule, hit
from analysis.compare.sides import Pair, Same, Side
from models.inconsistencies import InconsistencyKind as Kind
from models.inconsistencies import Relation

_FEEBLE = frozenset({Who.OPEN, Who.THEY, Who.OTHER, Who.WE, Who.YOU, Who.NOBODY})


def _agent(pair: Pair) -> Hit | None:  # noqa: PLR0911  # one exclusion a line
    """One deed said of two persons."""
    one, other = pair.first.claim, pair.second.claim
    if pair.both("first of all") and pair.actor is Same.DIFFERENT and not pair.days_clash:
        return hit(pair, Kind.PERSON, one.subject, other.subject)
    acts = one.acts & other.acts & UNIQUE_AGENT or (
        pair.acts & {ALIKE.get(act, act) for act in UNIQUE_AGENT} if pair.acts else frozenset()
    )
    own = (
        frozenset(act for act in one.acts & other.acts if act.startswith("v:"))
        if pair.nouns - {"man", "money", "home"}
        else frozenset()
    )
    acts |= own
    if not acts or one.negated or other.negated or pair.days_clash or pair.times_clash or pair.objects_clash:
        return None
    if pair.actor is not Same.DIFFERENT or one.subject.who in _FEEBLE or other.subject.who in _FEEBLE:
        return None
    if pair.either("with others") or pair.either("other occasion") or pair.either("habit"):
        return None
    selves = one.subject.who is Who.SELF, other.subject.who is Who.SELF
    things = pair.nouns - one.subject.names - other.subject.names - {"man", "money", "home"}
    to_me = all({"мне", "маган"} & set(side.reading.plain.split()) for side in (pair.first, pair.second))
    if to_me and pair.one_speaker and pair.nouns and acts & {"give", "bring"} and not any(selves):
        return hit(pair, Kind.PERSON, one.subject, other.subject)
    shared = (
        bool(things or {each for each in pair.lemmas if len(each) > 4})
        or _same_victim(pair)
        or bool(one.acts & other.acts & {"drive"})
    )
    patients = [_victims(side) for side in (pair.first, pair.second)]
    if (
        patients[0]
        and patients[1]
        and not any(may_be_same(a, b) for a in patients[0] for b in patients[1])
        and not pair.both("first of all")
    ):
        return None
    if all(selves):
        asked = pair.first.reading.asked_plain
        known = bool(asked) and asked == pair.second.reading.asked_plain
        if not known and not (_denies_other(pair.first) or _denies_other(pair.second)):
            return None
    elif not shared and not pair.both("first of all"):
        return None
    if any(selves) and pair.one_speaker and not things:
        return None
    if pair.either("first of all") and not pair.both("first of all"):
        return None
    return hit(pair, Kind.PERSON if not all(selves) else Kind.ACTION, one.subject, other.subject)


def _victims(side: Side) -> list[frozenset[str]]:
    return [each.names for each in side.claim.names if each.names != side.claim.subject.names]


_PRONOUN_OBJECTS = {"его", "ее", "оны", "ему", "ей", "оган", "меня", "мени", "потерпевшего"}


def _same_victim(pair: Pair) -> bool:
    if pair.shares_name:
        return True
    return all(
        _PRONOUN_OBJECTS & set(side.reading.plain.split()) or _victims(side) for side in (pair.first, pair.second)
    ) and not all(_victims(side) for side in (pair.first, pair.second))


def _denies_other(side: Side) -> bool:
    """«Сәуле емес», «не он, а»."""
    words = side.reading.plain.split()
    return any(word.startswith("емес") and at and not words[at - 1].endswith(("лы", "ли")) for at, word in enumerate(words))


_SOURCES = frozenset({"buy", "take", "borrow"})


def _giver(side: Side) -> frozenset[str] | None:
    """The names of who a thing came from."""
    claim = side.claim
    if claim.acts & {"give", "sell", "gift", "bring"} and claim.subject.who is Who.NAMED:
        return claim.subject.names
    if claim.acts & _SOURCES and claim.subject.who in {Who.SELF, Who.WE, Who.OPEN} and len(claim.names) == 1:
        return claim.names[0].names
    return None


def _source(pair: Pair) -> Hit | None:
    givers = _giver(pair.first), _giver(pair.second)
    if givers[0] is None or givers[1] is None or may_be_same(givers[0], givers[1]):
        return None
    if not pair.nouns - {"money", "man"} or pair.days_clash or pair.either("other occasion") or not pair.one_speaker:
        return None
    return hit(pair, Kind.PERSON, _actor(pair.first), _actor(pair.second))


def _actor(side: Side) -> Actor:
    claim = side.claim
    return claim.subject if claim.subject.who is Who.NAMED else claim.names[0]


def _company(pair: Pair) -> Hit | None:
    """«только с Русланом» against «ещё Жандос был»."""
    for alone, more in ((pair.first, pair.second), (pair.second, pair.first)):
        mine, theirs = _all_names(alone), _all_names(more)
        exact = (
            "никого" in alone.reading.plain and "больше" in alone.reading.plain
        ) or "баска ешким" in alone.reading.plain
        extra = [each for each in theirs if not any(may_be_same(each.names, own.names) for own in mine)]
        common = [each for each in theirs if any(may_be_same(each.names, own.names) for own in mine)]
        if (
            exact
            and extra
            and (common or pair.nouns)
            and (pair.nouns or pair.lemmas or pair.acts)
            and not pair.days_clash
            and pair.one_speaker
        ):
            if more.claim.negated:
                continue
            return hit(pair, Kind.PERSON, None, None)
    return None


def _all_names(side: Side) -> list[Actor]:
    return [*side.reading.names]


def _targets(side: Side) -> list[frozenset[str]]:
    """Of whom a relation is said: names, else the kinds of persons."""
    found = [each.names for each in (*side.claim.names, side.claim.subject) if each.who is Who.NAMED]
    return found or [each.names for each in side.reading.names]


def _one_target(pair: Pair) -> bool:
    ones, others = _targets(pair.first), _targets(pair.second)
    if ones and others and any(may_be_same(a, b) for a in ones for b in others):
        return True
    for side, them in ((pair.first, pair.second), (pair.second, pair.first)):
        if side.own_names and any(may_be_same(side.own_names, each) for each in _targets(them)) and side.who != them.who:
            return True
    pronouns = {"он", "она", "его", "ее", "ней", "ним", "ол", "оны", "онымен", "оган", "нею", "потерпевшей", "потерпевшим"}
    words = [set(side.reading.plain.split()) & pronouns for side in (pair.first, pair.second)]
    nouns = pair.first.claim.nouns & pair.second.claim.nouns & PERSONS_OF_CASE
    if bool(ones) != bool(others) and pair.relation is Relation.PROTOCOL_AND_TRANSCRIPT:
        return True
    nobody_named = not ones and not others and not pair.first.reading.names and not pair.second.reading.names
    they = all({"они", "олар"} & set(side.reading.plain.split()) for side in (pair.first, pair.second))
    return bool(nobody_named and ((pair.one_speaker and (nouns or words[0] or words[1])) or they))


PERSONS_OF_CASE = frozenset({"victim", "guard", "boss", "neighbour", "driver", "cashier", "seller"})


_ASKS_OF_KNOWING = re.compile(
    r"\b(?:знаком\w*|знаете|знали|таныс\w*|танисы\w*|танимы\w*|связывает|родственник\w*|туыс\w*|кто вам|кем вам"
    r"|видели|коресиз)\b"
)


def _known_names(side: Side) -> list[frozenset[str]]:
    """Whom a claim says to be known or not: those that its clause names, else those of a question about knowing."""
    found = [each.names for each in (*side.claim.names, side.claim.subject) if each.who is Who.NAMED]
    pointed = {"ним", "ней", "нею", "его", "ее", "оны", "онымен"} & {
        side.reading.statement.words[at].text.lower().strip(".,!?") for at in side.claim.words
    }
    if not found and pointed and len(side.reading.names) == 1:
        return [side.reading.names[0].names]
    if found or not _ASKS_OF_KNOWING.search(side.reading.asked_plain):
        return found
    return [each.names for each in side.reading.names]


_KNOWING = frozenset({"acquainted", "friends", "under", "married", "enemy"})


_DOING_TOGETHER = frozenset({"work", "study", "serve", "meet", "phone", "talk", "know", "drink"})


def _acquaintance(pair: Pair) -> Hit | None:
    for no, yes in ((pair.first, pair.second), (pair.second, pair.first)):
        if "stranger" not in no.claim.marks or "by sight" in no.claim.marks or "stranger" in yes.claim.marks:
            continue
        pointed = bool(
            {"его", "ее", "оны", "ондай", "такого", "такую", "онымен", "ним", "ней"} & set(no.reading.plain.split())
        )
        if not _known_names(no) and not (pointed and pair.one_speaker):
            continue
        mine = yes.claim.subject.who in {Who.SELF, Who.WE} or bool(yes.own_names)
        together = bool(yes.claim.acts & _DOING_TOGETHER) and bool(_known_names(yes)) and mine
        if yes.claim.negated or not (yes.claim.marks & _KNOWING or together) or _possessed(no) or _possessed(yes):
            continue
        if no.claim.subject.who in {Who.NAMED, Who.NOUN, Who.OTHER} and no.claim.subject.names and not _known_names(no):
            continue
        if _knows(pair, no, yes):
            return hit(pair, Kind.RELATION)
    return None


def _knows(pair: Pair, no: Side, yes: Side) -> bool:
    """Whether the one who is not known is the one who is."""
    denied, known = _known_names(no), _known_names(yes)
    if pair.one_speaker:
        if denied and known:
            return any(may_be_same(a, b) for a in denied for b in known)
        if pair.relation is Relation.PROTOCOL_AND_TRANSCRIPT and (denied or known):
            return True
        return not denied and not known and _one_target(pair)
    if denied and known and any(may_be_same(a, b) for a in denied for b in known):
        return not yes.own_names and not no.own_names
    of_me = bool(yes.own_names) and any(may_be_same(yes.own_names, each) for each in denied)
    of_them = bool(no.own_names) and any(may_be_same(no.own_names, each) for each in known)
    return (of_me and (of_them or not known)) or (of_them and (of_me or not denied))


def _possessed(side: Side) -> bool:
    """«с отцом Кирилла», «оның баласы»: of somebody's kin, not of the one named."""
    kin = {"father", "mother", "son", "daughter", "child", "wife", "husband", "brother", "sister"}
    words = side.reading.plain.split()
    own = {"мой", "моя", "мне", "менин", "мы", "моей", "моего"} & set(words) or any(
        w.endswith(("мын", "мин", "ым", "им")) for w in words
    )
    return (
        bool(side.claim.nouns & kin)
        and bool(side.claim.names)
        and not own
        and not any(m.startswith("is:") for m in side.claim.marks)
    )


_CONFLICTS = (
    (frozenset({"not kin"}), frozenset({f"is:{each}" for each in KIN}), True),
    (frozenset({"not married"}), frozenset({"married", "is:husband", "is:wife"}), True),
    (frozenset({"not friends"}), frozenset({"friends", "is:friend"}), True),
    (frozenset({"enemy"}), frozenset({"friends", "is:friend"}), True),
)


def _standing(pair: Pair) -> Hit | None:  # noqa: PLR0911  # one exclusion a line
    loved = all(
        {"мы", "нас", "он", "она"} & set(side.reading.plain.split()) for side in (pair.first, pair.second)
    ) and pair.either("is:lover")
    wedded = pair.either("married") or pair.either("is:husband") or pair.either("is:wife")
    wed = wedded and pair.either("not married") and not pair.first.reading.names and not pair.second.reading.names
    if not _one_target(pair) and not wed and not loved:
        return None
    for one, other in ((pair.first.claim, pair.second.claim), (pair.second.claim, pair.first.claim)):
        for no, yes, _ in _CONFLICTS:
            if one.marks & no and other.marks & yes and not other.marks & no and not other.negated:
                return hit(pair, Kind.RELATION)
        kin = {mark for mark in other.marks if mark.startswith("is:") and mark[3:] in KIN}
        work_only = {"is:colleague", "is:neighbour", "is:boss", "is:subordinate"} & one.marks
        if "is:lover" in other.marks and "nothing more" in one.marks and work_only | (one.marks & {"not kin"}):
            return hit(pair, Kind.RELATION)
        if kin and work_only and "nothing more" in one.marks and not other.negated:
            return hit(pair, Kind.RELATION)
        if one.negated and "under" in one.marks and "under" in other.marks and not other.negated:
            return hit(pair, Kind.RELATION)
        if (
            one.negated
            and one.acts & {"work"}
            and "under" in one.marks | other.marks
            and not other.negated
            and other.marks & {"under"}
        ):
            return hit(pair, Kind.RELATION)
    return None


RULES = (
    Rule(id="acquaintance", basis="Who is kin, friend, colleague or neighbour is no stranger", found=_acquaintance),
    Rule(id="standing", basis="Kin or none, married or not, over or under: one of two", found=_standing),
    Rule(id="giver", basis="One thing is got from one person", found=_source),
    Rule(id="agent", basis="A deed done once was done by one, unless they did it together", found=_agent),
    Rule(id="company", basis="Who was there alone with one, was not there with two", found=_company),
)
