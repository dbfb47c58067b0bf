"""The rule over who knows whom: a stranger to the one is no friend, kin or colleague to the other."""

from analysis.claims.actors import may_be_same
from analysis.claims.folding import folded_pattern
from analysis.claims.records import Who
from analysis.compare.hits import Hit, Rule, hit
from analysis.compare.once import once
from analysis.compare.pairs import Pair
from analysis.compare.sides import Side, spoken
from analysis.compare.whom import is_called, is_of_kin, named_in, one_target
from models.inconsistencies import InconsistencyKind as Kind

_ASKS_OF_KNOWING = folded_pattern(
    r"\b(?:знаком\w*|знаете|знали|таныс\w*|танисы\w*|танимы\w*|связывает|родственник\w*|туыс\w*|кто вам|кем вам"
    r"|видели|коресиз)\b"
)
_POINTED_IN_CLAUSE = frozenset({"ним", "ней", "нею", "его", "ее", "оны", "онымен"})
_POINTED = frozenset({
    "обвиняемого", "потерпевшего", "подозреваемого", "потерпевшую", "айыпталушыны", "жабирленушини", "его", "ее", "оны",
    "ондай", "такого", "такую", "онымен", "ним", "ней",
})  # fmt: skip
_KNOWING = frozenset({"acquainted", "friends", "under", "married", "enemy"})
"""Marks of those who know each other."""
_DOING_TOGETHER = frozenset({"work", "study", "serve", "meet", "phone", "talk", "know", "drink"})
_KIN = frozenset({"father", "mother", "son", "daughter", "child", "wife", "husband", "brother", "sister"})
_ONE_OF_A_KIND = frozenset({"boss", "victim", "lawyer", "doctor", "teacher", "master", "husband", "wife"})
_MINE = frozenset({"мой", "моя", "мне", "менин", "мы", "моей", "моего"})
_MY_ENDINGS = ("мын", "мин", "ым", "им")


def _acquaintance(pair: Pair) -> Hit | None:
    found = any(_denies_knowing(pair, no, yes) and _knows(pair, no, yes) for no, yes in pair.both_ways)
    return hit(pair, Kind.RELATION) if found else None


def _denies_knowing(pair: Pair, no: Side, yes: Side) -> bool:
    """Whether the one denies to know somebody, and the other tells that they know each other."""
    if "stranger" not in no.claim.marks or "by sight" in no.claim.marks or "stranger" in yes.claim.marks:
        return False
    known = _known_names(no)
    if not known and not (pair.one_speaker and (no.words & _POINTED or _one_role(pair))):
        return False
    subject = no.claim.subject
    if subject.who in {Who.NAMED, Who.NOUN, Who.OTHER} and subject.names and not known:
        return False
    return not yes.claim.negated and _tells_of_knowing(pair, yes) and _of_one_self(no, yes)


def _tells_of_knowing(pair: Pair, yes: Side) -> bool:
    if yes.claim.marks & _KNOWING or (pair.retold and "know" in yes.claim.acts):
        return True
    mine = yes.claim.subject.who in {Who.SELF, Who.WE} or bool(yes.own_names)
    return mine and bool(yes.claim.acts & _DOING_TOGETHER and _known_names(yes))


def _of_one_self(no: Side, yes: Side) -> bool:
    """Whether neither tells of somebody's kin instead of the one named."""
    return is_of_kin(no) == is_of_kin(yes) and not _is_somebodys(no) and not _is_somebodys(yes)


@once
def _known_names(side: Side) -> list[frozenset[str]]:
    """Whom a claim says to be known or not: those that its clause names, else those of a question about knowing."""
    found, names = named_in(side), [each.names for each in side.reading.names]
    if found:
        return found
    if len(names) == 1 and not _POINTED_IN_CLAUSE.isdisjoint(spoken(side)):
        return names
    return names if _ASKS_OF_KNOWING.search(side.reading.asked_plain) else []


def _knows(pair: Pair, no: Side, yes: Side) -> bool:
    """Whether the one who is not known is the one who is."""
    denied, known = _known_names(no), _known_names(yes)
    one_name = any(may_be_same(a, b) for a in denied for b in known)
    if pair.one_speaker:
        if denied and known:
            return one_name
        return pair.retold or (not denied and not known and (one_target(pair) or _one_role(pair)))
    if one_name:
        return not yes.own_names and not no.own_names
    of_me, of_them = is_called(yes, denied), is_called(no, known)
    return (of_me and (of_them or not known)) or (of_them and not denied)


def _one_role(pair: Pair) -> bool:
    """«с директором» of both: whom there is one of."""
    return bool(pair.first.claim.nouns & pair.second.claim.nouns & _ONE_OF_A_KIND)


@once
def _is_somebodys(side: Side) -> bool:
    """«с отцом Кирилла», «оның баласы»: of somebody's kin, not of the one named."""
    if not side.claim.nouns & _KIN or not side.claim.names:
        return False
    own = side.words & _MINE or any(word.endswith(_MY_ENDINGS) for word in side.words)
    return not own and not any(mark.startswith("is:") for mark in side.claim.marks)


RULES = (Rule(id="acquaintance", basis="Who is kin, friend, colleague or neighbour is no stranger", found=_acquaintance),)
