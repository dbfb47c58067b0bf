"""Rules over who: to whom a deed is said to belong, from whom a thing came, who was there."""

from analysis.claims.actions import ALIKE, UNIQUE_AGENT
from analysis.claims.actors import may_be_same
from analysis.claims.nouns import KIN, PERSONS
from analysis.claims.records import Actor, Role, Who
from analysis.compare.events import apart_in_roles
from analysis.compare.hits import Hit, Rule, hit
from analysis.compare.sides import Pair, Same, Side
from models.inconsistencies import InconsistencyKind as Kind
from models.inconsistencies import Relation

_FEEBLE = frozenset({Who.OPEN, Who.THEY, Who.OTHER, Who.WE, Who.YOU, Who.NOBODY})


def _agent(pair: Pair) -> Hit | None:  # noqa: PLR0911, PLR0912  # one exclusion a line
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
    heard = pair.relation is Relation.PROTOCOL_AND_TRANSCRIPT and Who.SELF in {one.subject.who, other.subject.who}
    if heard and (one.subject.names | other.subject.names) & {"victim", "policeman"}:
        return None  # a role in the proceedings may be the speaker's
    if not acts or one.negated or other.negated or pair.days_clash or pair.times_clash or pair.objects_clash:
        return None
    if pair.actor is not Same.DIFFERENT or one.subject.who in _FEEBLE or other.subject.who in _FEEBLE:
        return None
    if pair.either("with others") or pair.either("other occasion") or pair.either("habit"):
        return None
    if apart_in_roles(pair, besides=frozenset({Role.SUBJECT})):
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


_TRADES = (KIN | {"friend", "neighbour", "boss", "seller", "driver", "guard", "colleague"}) - {"relative"}


def _is_by_trade(actor: Actor) -> bool:
    return actor.names.isdisjoint(_MEANINGS)


_MEANINGS = frozenset().union(*PERSONS.russian.values())
_SOURCES = frozenset({"buy", "take", "borrow"})


def _giver(side: Side) -> frozenset[str] | None:
    """The names of who a thing came from."""
    claim = side.claim
    if claim.acts & {"give", "sell", "gift", "bring"} and claim.subject.who is Who.NAMED:
        return claim.subject.names
    if claim.acts & {"give", "sell", "gift", "bring"} and claim.subject.who is Who.NOUN and claim.subject.names & _TRADES:
        return claim.subject.names
    if claim.acts & {"give", "sell", "gift", "bring"} and claim.subject.who is Who.NOUN and _is_by_trade(claim.subject):
        return claim.subject.names
    if claim.acts & _SOURCES and claim.subject.who in {Who.SELF, Who.WE, Who.OPEN} and not claim.names:
        of = [each for each in claim.arguments if each.role in {Role.FROM, Role.OWNER} and each.animate]
        return of[0].meanings or of[0].keys if len(of) == 1 else None
    if claim.acts & _SOURCES and claim.subject.who in {Who.SELF, Who.WE, Who.OPEN} and len(claim.names) == 1:
        return claim.names[0].names
    return None


_GIVING = frozenset({Role.SUBJECT, Role.FROM, Role.OWNER})


def _source(pair: Pair) -> Hit | None:
    givers = _giver(pair.first), _giver(pair.second)
    if givers[0] is None or givers[1] is None or may_be_same(givers[0], givers[1]) or apart_in_roles(pair, besides=_GIVING):
        return None
    if bool(givers[0] & _TRADES or givers[1] & _TRADES) and pair.either("with others"):
        return None
    if not pair.nouns - {"money", "man"} or pair.days_clash or pair.either("other occasion") or not pair.one_speaker:
        return None
    return hit(pair, Kind.PERSON, _actor(pair.first), _actor(pair.second))


def _actor(side: Side) -> Actor:
    claim = side.claim
    if claim.subject.who in {Who.NAMED, Who.NOUN} or not claim.names:
        return claim.subject
    return claim.names[0]


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


RULES = (
    Rule(id="giver", basis="One thing is got from one person", found=_source),
    Rule(id="agent", basis="A deed done once was done by one, unless they did it together", found=_agent),
    Rule(id="company", basis="Who was there alone with one, was not there with two", found=_company),
)
