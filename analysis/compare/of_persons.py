"""Rules over who: to whom a deed is said to belong, from whom a thing came, who was there."""

from analysis.claims.actions import ALIKE, UNIQUE_AGENT
from analysis.claims.actors import may_be_same
from analysis.claims.nouns_of_persons import KIN, MEANINGS
from analysis.claims.records import Actor, Role, Who
from analysis.compare.events import apart_in_roles
from analysis.compare.hits import Hit, Rule, hit
from analysis.compare.once import once
from analysis.compare.one_time import IN_PROCEEDINGS
from analysis.compare.pairs import FAINT, Pair
from analysis.compare.same_actor import Same
from analysis.compare.sides import Side
from models.inconsistencies import InconsistencyKind as Kind

_FEEBLE = frozenset({Who.OPEN, Who.THEY, Who.OTHER, Who.WE, Who.YOU, Who.NOBODY})
_UNIQUE_KINDS = frozenset(ALIKE.get(act, act) for act in UNIQUE_AGENT)
_NOT_ALONE = ("with others", "other occasion", "habit")
_TO_ME = frozenset({"мне", "маган"})
_HANDING = frozenset({"give", "bring"})
_PATIENTS = frozenset({"его", "ее", "оны", "ему", "ей", "оган", "меня", "мени", "потерпевшего"})
_TRADES = (KIN | {"friend", "neighbour", "boss", "seller", "driver", "guard", "colleague"}) - {"relative"}
_GIVING = frozenset({"give", "sell", "gift", "bring"})
_SOURCES = frozenset({"buy", "take", "borrow"})
_GIVERS = frozenset({Role.SUBJECT, Role.FROM, Role.OWNER})
"""Roles that name who a thing came from."""


def _agent(pair: Pair) -> Hit | None:
    """One deed said of two persons."""
    if pair.actor is not Same.DIFFERENT or pair.days_clash:
        return None
    one, other = pair.first.claim.subject, pair.second.claim.subject
    if pair.both("first of all"):
        return hit(pair, Kind.PERSON, one, other)
    acts = _unique_acts(pair)
    if not acts or not _is_one_deed(pair) or not _are_told(pair, one, other):
        return None
    selves = (one.who, other.who).count(Who.SELF)
    if not (_was_handed_to_me(pair, acts) and not selves) and not _is_shared(pair, selves=selves):
        return None
    return hit(pair, Kind.ACTION if selves == 2 else Kind.PERSON, one, other)


def _is_shared(pair: Pair, *, selves: int) -> bool:
    """Whether something besides the doing shows one deed; `selves` of the two say «я»."""
    one, other = pair.first.claim.subject, pair.second.claim.subject
    if _victims_differ(pair) or pair.either("first of all"):
        return False
    things = pair.nouns - one.names - other.names - FAINT
    if selves and pair.one_speaker and not things:
        return False
    return _is_of_the_speakers(pair) if selves == 2 else _shares_deed(pair, things)


def _unique_acts(pair: Pair) -> frozenset[str]:
    """Doings of both that only one does, where the thing done is one."""
    both = pair.first.claim.acts & pair.second.claim.acts
    own = frozenset(act for act in both if act.startswith("v:")) if pair.nouns - FAINT else frozenset[str]()
    return (both & UNIQUE_AGENT or pair.acts & _UNIQUE_KINDS) | own


def _is_one_deed(pair: Pair) -> bool:
    """Whether nothing shows two deeds, or one that both did together."""
    if pair.negated or pair.times_clash or pair.objects_clash or any(pair.either(mark) for mark in _NOT_ALONE):
        return False
    return not apart_in_roles(pair, besides=frozenset({Role.SUBJECT}))


def _are_told(pair: Pair, one: Actor, other: Actor) -> bool:
    """Whether both subjects tell who it was; «потерпевший» of a protocol may be who is heard."""
    if one.who in _FEEBLE or other.who in _FEEBLE:
        return False
    heard = pair.retold and Who.SELF in {one.who, other.who}
    return not (heard and (one.names | other.names) & IN_PROCEEDINGS)


def _was_handed_to_me(pair: Pair, acts: frozenset[str]) -> bool:
    return pair.one_speaker and bool(pair.nouns and acts & _HANDING) and pair.both_say(_TO_ME)


def _is_of_the_speakers(pair: Pair) -> bool:
    """Of two who each say «я»: one question asked who, or one of them says that it was not the other."""
    return pair.one_question or _denies_other(pair.first) or _denies_other(pair.second)


def _shares_deed(pair: Pair, things: frozenset[str]) -> bool:
    """Whether a thing, a word, a victim or the driving shows one deed."""
    if things or any(len(each) > 4 for each in pair.lemmas) or _same_victim(pair):
        return True
    return "drive" in pair.first.claim.acts & pair.second.claim.acts


@once
def _victims(side: Side) -> list[frozenset[str]]:
    return [each.names for each in side.claim.names if each.names != side.claim.subject.names]


def _victims_differ(pair: Pair) -> bool:
    ones, others = _victims(pair.first), _victims(pair.second)
    return bool(ones and others) and not any(may_be_same(a, b) for a in ones for b in others)


def _same_victim(pair: Pair) -> bool:
    if pair.shares_name:
        return True
    told = all(side.words & _PATIENTS or _victims(side) for side in pair.sides)
    return told and not all(_victims(side) for side in pair.sides)


def _denies_other(side: Side) -> bool:
    """«Сәуле емес», «не он, а»."""
    words = side.reading.plain.split()
    return any(word.startswith("емес") and at and not words[at - 1].endswith(("лы", "ли")) for at, word in enumerate(words))


def _source(pair: Pair) -> Hit | None:
    """A thing that came from two."""
    ones, others = _giver(pair.first), _giver(pair.second)
    if ones is None or others is None or may_be_same(ones, others) or apart_in_roles(pair, besides=_GIVERS):
        return None
    if (ones | others) & _TRADES and pair.either("with others"):
        return None
    if not pair.nouns - {"money", "man"} or pair.days_clash or pair.either("other occasion") or not pair.one_speaker:
        return None
    return hit(pair, Kind.PERSON, _actor(pair.first), _actor(pair.second))


@once
def _giver(side: Side) -> frozenset[str] | None:
    """The names of who a thing came from."""
    claim = side.claim
    if claim.acts & _GIVING and _is_giver(claim.subject):
        return claim.subject.names
    if not claim.acts & _SOURCES or claim.subject.who not in {Who.SELF, Who.WE, Who.OPEN}:
        return None
    if claim.names:
        return claim.names[0].names if len(claim.names) == 1 else None
    of = [each for each in claim.arguments if each.role in {Role.FROM, Role.OWNER} and each.animate]
    return of[0].meanings or of[0].keys if len(of) == 1 else None


def _is_giver(actor: Actor) -> bool:
    """A named one, a kin or a tradesman of the tables, or of any trade that no table has."""
    if actor.who is Who.NAMED:
        return True
    return actor.who is Who.NOUN and (bool(actor.names & _TRADES) or actor.names.isdisjoint(MEANINGS))


def _actor(side: Side) -> Actor:
    claim = side.claim
    if claim.subject.who in {Who.NAMED, Who.NOUN} or not claim.names:
        return claim.subject
    return claim.names[0]


def _company(pair: Pair) -> Hit | None:
    """«только с Русланом» against «ещё Жандос был»."""
    if pair.days_clash or not pair.one_speaker:
        return None
    found = any(_says_nobody_else(alone) and _names_more(pair, alone, more) for alone, more in pair.both_ways)
    return hit(pair, Kind.PERSON) if found else None


@once
def _says_nobody_else(side: Side) -> bool:
    plain = side.reading.plain
    return ("никого" in plain and "больше" in plain) or "баска ешким" in plain


def _names_more(pair: Pair, alone: Side, more: Side) -> bool:
    """Whether the second names one whom the first does not, of one company."""
    mine, theirs = alone.reading.names, more.reading.names
    known = [any(may_be_same(each.names, own.names) for own in mine) for each in theirs]
    if more.claim.negated or all(known):
        return False
    return bool(pair.nouns) or (any(known) and bool(pair.lemmas or pair.acts))


RULES = (
    Rule(id="giver", basis="One thing is got from one person", found=_source),
    Rule(id="agent", basis="A deed done once was done by one, unless they did it together", found=_agent),
    Rule(id="company", basis="Who was there alone with one, was not there with two", found=_company),
)
