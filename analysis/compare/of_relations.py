"""Rules over how persons stand to each other: known or not, kin or none, on which terms."""

import re

from analysis.claims.actors import may_be_same
from analysis.claims.nouns import KIN
from analysis.claims.records import Role, Who
from analysis.claims.terms import changes
from analysis.compare.events import apart_in_roles
from analysis.compare.hits import Hit, Rule, hit
from analysis.compare.sides import Pair, Side
from models.inconsistencies import InconsistencyKind as Kind
from models.inconsistencies import Relation


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
            {
                "обвиняемого",
                "потерпевшего",
                "подозреваемого",
                "потерпевшую",
                "айыпталушыны",
                "жабирленушини",
                "его",
                "ее",
                "оны",
                "ондай",
                "такого",
                "такую",
                "онымен",
                "ним",
                "ней",
            }
            & set(no.reading.plain.split())
        )
        if not _known_names(no) and not (pointed and pair.one_speaker):
            continue
        mine = yes.claim.subject.who in {Who.SELF, Who.WE} or bool(yes.own_names)
        together = bool(yes.claim.acts & _DOING_TOGETHER) and bool(_known_names(yes)) and mine
        if _is_of_kin(no) != _is_of_kin(yes):
            continue
        knows = yes.claim.acts & {"know"} and pair.relation is Relation.PROTOCOL_AND_TRANSCRIPT
        if yes.claim.negated or not (yes.claim.marks & _KNOWING or together or knows) or _possessed(no) or _possessed(yes):
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
        if pair.relation is Relation.PROTOCOL_AND_TRANSCRIPT:
            return True
        return not denied and not known and _one_target(pair)
    if denied and known and any(may_be_same(a, b) for a in denied for b in known):
        return not yes.own_names and not no.own_names
    of_me = bool(yes.own_names) and any(may_be_same(yes.own_names, each) for each in denied)
    of_them = bool(no.own_names) and any(may_be_same(no.own_names, each) for each in known)
    return (of_me and (of_them or not known)) or (of_them and (of_me or not denied))


_THEIR_KIN = re.compile(
    r"\b(?:его|ее|их|оның|онын) (?:\w+ )?(?:брат\w*|сестр\w*|отц\w*|отец|мать\w*|матер\w*|сын\w*|доч\w*|жен\w*|муж\w*"
    r"|родител\w*|друг\w*|ага\w*|ини\w*|аке\w*|шеше\w*|бала\w*|кыз\w*|ул\w*|айел\w*|куйеу\w*|дос\w*)\b"
)


def _is_of_kin(side: Side) -> bool:
    """«с его братом»: not of the one but of somebody near."""
    return bool(_THEIR_KIN.search(side.reading.plain))


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


_NOT_KIN = frozenset({
    "neighbour", "colleague", "friend", "boss", "subordinate", "classmate", "partner", "tenant", "stranger", "enemy",
    "lover",
    "customer", "teacher", "debtor",
})  # fmt: skip
_ASKS_OF_STANDING = re.compile(
    r"\b(?:ке?м (?:\w+ ){0,3}(?:приход\w+|довод\w+|явля\w+|вам|тебе)|кто (?:\w+ ){0,3}(?:вам|тебе)|кто вам|отношени\w*"
    r"|(?:сизге|саган) (?:\w+ )?ким|ким (?:\w+ )?(?:сизге|болады|келеди)|туыс\w*|родств\w*|(?:сизге|сиздин) ким\w*)\b"
)
_NEAR_KIN = (
    frozenset({"brother", "cousin"}), frozenset({"cousin", "nephew"}), frozenset({"uncle", "father"}),
    frozenset({"grandmother", "sister"}), frozenset({"grandmother", "mother"}), frozenset({"child", "son"}),
    frozenset({"sister", "cousin"}), frozenset({"child", "daughter"}), frozenset({"uncle", "cousin"}),
    frozenset({"brother", "grandfather"}), frozenset({"wife", "ex_wife"}),
)  # fmt: skip
"""Words that one person may be called by, the one being wider or a manner of calling."""


def _stands_as(side: Side) -> frozenset[str]:
    """As whom a claim says that somebody stands to the speaker, or to one named."""
    claim = side.claim
    if claim.negated:
        return frozenset()
    marked = frozenset(mark[3:] for mark in claim.marks if mark.startswith("is:"))
    if not marked and _ASKS_OF_STANDING.search(side.reading.asked_plain) and not claim.answer:
        marked = claim.nouns & (KIN | _NOT_KIN)
    if not marked and "stranger" in claim.nouns and not claim.verbs:
        marked = frozenset({"stranger"})
    return marked


def _other_standing(pair: Pair) -> Hit | None:  # noqa: PLR0911  # one exclusion a line
    """Brother and uncle, wife and colleague: of one person to one person only one is so."""
    ones, others = _stands_as(pair.first), _stands_as(pair.second)
    claims = [claim for side in (pair.first, pair.second) for claim in side.reading.claims]
    if any(each.denied and each.named for claim in claims for each in claim.arguments):
        return None
    if not ones or not others or ones & others or not _one_standing(pair) or apart_in_roles(pair, besides=_WHO_IS):
        return None
    kin = ones & KIN, others & KIN
    if "relative" in ones | others and kin[0] and kin[1]:
        return None
    if kin[0] and kin[1]:
        if any(near <= ones | others for near in _NEAR_KIN):
            return None
        return hit(pair, Kind.RELATION)
    asked = all(_ASKS_OF_STANDING.search(side.reading.asked_plain) for side in (pair.first, pair.second))
    merely = pair.either("nothing more") or pair.either("not kin") or "stranger" in ones | others
    if ((kin[0] and others & _NOT_KIN) or (kin[1] and ones & _NOT_KIN)) and (asked or merely or not pair.one_speaker):
        return hit(pair, Kind.RELATION)
    if {"boss", "subordinate"} <= ones | others and pair.one_speaker and not kin[0] | kin[1]:
        return hit(pair, Kind.RELATION)
    if "stranger" in ones | others or {"enemy", "friend"} <= ones | others:
        return hit(pair, Kind.RELATION)
    return None


def _terms(pair: Pair) -> Hit | None:
    """Well and badly, married and parted, known for long and since yesterday: of two persons at one time one is so."""
    marks = pair.first.claim.marks, pair.second.claim.marks
    denied = any(
        f"not:{mark[3:]}" in theirs for mine, theirs in (marks, marks[::-1]) for mark in mine if mark.startswith("is:")
    )
    ones, others = (
        dict(mark.removeprefix("term:").split("=") for mark in each if mark.startswith("term:")) for each in marks
    )
    differs = any(others.get(name, answer) != answer for name, answer in ones.items())
    if not denied and not differs:
        return None
    if any(changes(side.reading.plain) for side in (pair.first, pair.second)) or pair.days_clash:
        return None
    if _is_of_kin(pair.first) != _is_of_kin(pair.second) or not (_one_standing(pair) or _names_cross(pair)):
        return None
    return None if pair.names_clash or apart_in_roles(pair, besides=_WHO_IS - {Role.WITH}) else hit(pair, Kind.RELATION)


def _names_cross(pair: Pair) -> bool:
    """Each tells of the other, by name or as «мы»."""
    if pair.relation is not Relation.BETWEEN_PERSONS:
        return pair.shares_name
    named = [[each.names for each in side.reading.names] for side in (pair.first, pair.second)]
    return any(
        bool(side.own_names) and any(may_be_same(side.own_names, each) for each in names)
        for side, names in ((pair.first, named[1]), (pair.second, named[0]))
    )


_WHO_IS = frozenset({Role.SUBJECT, Role.OBJECT, Role.MEANS, Role.WITH, Role.OTHER, Role.AT})


def _one_standing(pair: Pair) -> bool:
    """Whether both say it of the same two persons."""
    if _one_target(pair):
        return True
    asked = [side.reading.asked_plain for side in (pair.first, pair.second)]
    if asked[0] and asked[0] == asked[1] and _ASKS_OF_STANDING.search(asked[0]):
        return True
    named = [bool(side.reading.names) for side in (pair.first, pair.second)]
    if pair.relation is Relation.PROTOCOL_AND_TRANSCRIPT:
        return not all(named)
    of_us = [bool(_OF_US & set(side.reading.plain.split())) for side in (pair.first, pair.second)]
    if pair.relation is Relation.BETWEEN_PERSONS:
        return not any(named) and all(of_us)
    asks_both = all(_ASKS_OF_STANDING.search(each) for each in asked)
    if asks_both and pair.one_speaker and not (all(named) and not pair.shares_name):
        return True
    same = pair.relation is Relation.SAME_INTERROGATION or all(_ASKS_OF_STANDING.search(each) for each in asked if each)
    return not any(named) and all(of_us) and same


_OF_US = frozenset({
    "мы", "он", "она", "нас", "мой", "моя", "мне", "нами", "ним", "ней", "меня", "ол", "маган", "менин", "екеумиз", "биз",
    "онымен", "это",
})  # fmt: skip


def _standing(pair: Pair) -> Hit | None:  # noqa: PLR0911  # one exclusion a line
    loved = all(
        {"мы", "нас", "он", "она"} & set(side.reading.plain.split()) for side in (pair.first, pair.second)
    ) and pair.either("is:lover")
    wedded = pair.either("married") or pair.either("is:husband") or pair.either("is:wife")
    wed = wedded and pair.either("not married") and not pair.first.reading.names and not pair.second.reading.names
    if _is_of_kin(pair.first) != _is_of_kin(pair.second):
        return None
    if (not _one_target(pair) and not wed and not loved and not _one_standing(pair)) or apart_in_roles(
        pair, besides=_WHO_IS
    ):
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
    Rule(id="other_standing", basis="Of one person to one person there is one kinship", found=_other_standing),
    Rule(id="terms", basis="On good terms or bad, married or parted: of two persons at one time one is so", found=_terms),
)
