"""Rules over how persons stand to each other: kin or none, over or under, on which terms."""

from analysis.claims.nouns_of_persons import KIN
from analysis.claims.records import Claim, Role
from analysis.claims.terms import changes
from analysis.compare.events import apart_in_roles, names_apart
from analysis.compare.hits import Hit, Rule, hit
from analysis.compare.once import once
from analysis.compare.pairs import Pair
from analysis.compare.sides import Side
from analysis.compare.whom import (
    asks_of_standing,
    both_ask_of_standing,
    is_called,
    is_of_kin,
    one_standing,
    one_target,
)
from models.inconsistencies import InconsistencyKind as Kind
from models.inconsistencies import Relation

_WHO_IS = frozenset({Role.SUBJECT, Role.OBJECT, Role.MEANS, Role.WITH, Role.OTHER, Role.AT})
"""Roles in which a relation names its persons: another there is no other event."""
_CONFLICTS = (
    (frozenset({"not kin"}), frozenset({f"is:{each}" for each in KIN})),
    (frozenset({"alien"}), frozenset({"friends", "is:friend", "married", *(f"is:{each}" for each in KIN)})),
    (frozenset({"not married", "not:husband", "not:wife"}), frozenset({"married", "is:husband", "is:wife"})),
    (frozenset({"not friends"}), frozenset({"friends", "is:friend"})),
    (frozenset({"enemy"}), frozenset({"friends", "is:friend"})),
)
"""Marks that exclude each other, if the second is not denied beside itself."""
_BY_WORK = frozenset({"is:colleague", "is:neighbour", "is:boss", "is:subordinate"})
_WEDDED = ("married", "is:husband", "is:wife")
_OF_TWO = frozenset({"мы", "нас", "он", "она"})
_NOT_KIN = frozenset({
    "neighbour", "colleague", "friend", "boss", "subordinate", "classmate", "partner", "tenant", "stranger", "enemy",
    "lover",
    "customer", "teacher", "debtor",
})  # fmt: skip
_NEAR_KIN = (
    frozenset({"brother", "cousin"}), frozenset({"cousin", "nephew"}), frozenset({"uncle", "father"}),
    frozenset({"grandmother", "sister"}), frozenset({"grandmother", "mother"}), frozenset({"child", "son"}),
    frozenset({"sister", "cousin"}), frozenset({"child", "daughter"}), frozenset({"uncle", "cousin"}),
    frozenset({"brother", "grandfather"}), frozenset({"wife", "ex_wife"}),
)  # fmt: skip
"""Words that one person may be called by, the one being wider or a manner of calling."""


def _standing(pair: Pair) -> Hit | None:
    """Kin or none, married or not, merely by work, under somebody or not."""
    one, other = pair.first.claim, pair.second.claim
    if not _standings_exclude(one, other) and not _standings_exclude(other, one):
        return None
    if is_of_kin(pair.first) != is_of_kin(pair.second) or not _of_one_couple(pair):
        return None
    return None if apart_in_roles(pair, besides=_WHO_IS) else hit(pair, Kind.RELATION)


def _says_and_denies_kin(pair: Pair) -> bool:
    """«Жанна мне сестра» against «никакая она не сестра»: one word, and one of the two names nobody."""
    marks = pair.first.claim.marks, pair.second.claim.marks
    kin = any(f"is:{each}" in a and f"not:{each}" in b for a, b in (marks, marks[::-1]) for each in KIN)
    return kin and not pair.one_speaker and not all(side.reading.names for side in pair.sides)


def _of_one_couple(pair: Pair) -> bool:
    if _says_and_denies_kin(pair):
        return True
    if one_target(pair) or (pair.either("is:lover") and pair.both_say(_OF_TWO)):
        return True
    nameless = not pair.first.reading.names and not pair.second.reading.names
    if nameless and pair.either("not married") and any(pair.either(mark) for mark in _WEDDED):
        return True
    return one_standing(pair)


def _standings_exclude(one: Claim, other: Claim) -> bool:
    """Whether what the first says of two persons excludes what the second does."""
    if "is:lover" in other.marks and "nothing more" in one.marks and one.marks & (_BY_WORK | {"not kin"}):
        return True
    if other.negated:
        return False
    if any(one.marks & no and other.marks & yes and not other.marks & no for no, yes in _CONFLICTS):
        return True
    if "nothing more" in one.marks and one.marks & _BY_WORK and any(_is_kinship(mark) for mark in other.marks):
        return True
    over = one.marks & {"under", "is:boss", "is:subordinate", "not:boss", "not:subordinate"}
    return bool(one.negated and (over or "work" in one.acts)) and "under" in other.marks


def _is_kinship(mark: str) -> bool:
    return mark.startswith("is:") and mark[3:] in KIN


@once
def _stands_as(side: Side) -> frozenset[str]:
    """As whom a claim says that somebody stands to the speaker, or to one named."""
    claim = side.claim
    if claim.negated:
        return frozenset()
    marked = frozenset(mark[3:] for mark in claim.marks if mark.startswith("is:"))
    if not marked and not claim.answer and asks_of_standing(side):
        marked = claim.nouns & (KIN | _NOT_KIN)
    if not marked and "stranger" in claim.nouns and not claim.verbs:
        marked = frozenset({"stranger"})
    return marked


def _other_standing(pair: Pair) -> Hit | None:
    """Brother and uncle, wife and colleague: of one person to one person only one is so."""
    ones, others = _stands_as(pair.first), _stands_as(pair.second)
    if not ones or not others or ones & others or not _are_two(pair, ones, others):
        return None
    if any(_denies_a_name(side) for side in pair.sides) or (pair.one_speaker and names_apart(pair)):
        return None
    return hit(pair, Kind.RELATION) if one_standing(pair) and not apart_in_roles(pair, besides=_WHO_IS) else None


@once
def _denies_a_name(side: Side) -> bool:
    """«не Марат, а»: in any clause of the statement."""
    return any(each.denied and each.named for claim in side.reading.claims for each in claim.arguments)


def _are_two(pair: Pair, ones: frozenset[str], others: frozenset[str]) -> bool:
    """Whether nobody stands to somebody as both; `ones` and `others` have none in common."""
    told = ones | others
    kin = ones & KIN, others & KIN
    if kin[0] and kin[1]:
        return "relative" not in told and not any(near <= told for near in _NEAR_KIN)
    merely = pair.either("nothing more") or pair.either("not kin") or "stranger" in told
    of_both = (kin[0] and others & _NOT_KIN) or (kin[1] and ones & _NOT_KIN)
    if of_both and (both_ask_of_standing(pair) or merely or not pair.one_speaker):
        return True
    if {"boss", "subordinate"} <= told and pair.one_speaker and not kin[0] | kin[1]:
        return True
    return "stranger" in told or {"enemy", "friend"} <= told


def _terms(pair: Pair) -> Hit | None:
    """Well and badly, married and parted, known for long and since yesterday: of two persons at one time one is so."""
    if not _terms_exclude(pair) or pair.days_clash or pair.names_clash:
        return None
    if any(changes(side.reading.plain) for side in pair.sides) or is_of_kin(pair.first) != is_of_kin(pair.second):
        return None
    if not one_standing(pair) and not _names_cross(pair) and not _says_and_denies_kin(pair):
        return None
    return None if apart_in_roles(pair, besides=_WHO_IS - {Role.WITH}) else hit(pair, Kind.RELATION)


def _terms_exclude(pair: Pair) -> bool:
    ones, others = _terms_of(pair.first), _terms_of(pair.second)
    if any(others.get(name, answer) != answer for name, answer in ones.items()):
        return True
    marks = pair.first.claim.marks, pair.second.claim.marks
    return any(f"not:{mark[3:]}" in theirs for mine, theirs in (marks, marks[::-1]) for mark in mine if mark[:3] == "is:")


@once
def _terms_of(side: Side) -> dict[str, str]:
    """What is asked of terms, and the claim's answer."""
    return dict(mark.removeprefix("term:").split("=") for mark in side.claim.marks if mark.startswith("term:"))


def _names_cross(pair: Pair) -> bool:
    """Each tells of the other, by name or as «мы»."""
    if pair.relation is not Relation.BETWEEN_PERSONS:
        return pair.shares_name
    return any(is_called(side, [each.names for each in them.reading.names]) for side, them in pair.both_ways)


RULES = (
    Rule(id="standing", basis="Kin or none, married or not, over or under: one of two", found=_standing),
    Rule(id="other_standing", basis="Of one person to one person there is one kinship", found=_other_standing),
    Rule(id="terms", basis="On good terms or bad, married or parted: of two persons at one time one is so", found=_terms),
)
