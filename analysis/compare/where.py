"""One question asked where somebody was, and two answers: at a site, or at somebody's."""

from analysis.claims.folding import folded_pattern
from analysis.claims.nouns_of_places import SITES
from analysis.claims.records import Argument, Role, SlotKind
from analysis.compare.events import matches
from analysis.compare.once import once
from analysis.compare.pairs import Pair
from analysis.compare.sides import Side
from analysis.compare.value_conflicts import place_may_hold

_WHERE = folded_pattern(r"\b(?:где|куда|қайда|қай жерде)\b")
_VISITING = frozenset({"guest", "party"})


def answers_apart(pair: Pair) -> bool:
    """Whether both answer one question that asks where, with places of which none may lie in the other."""
    if not pair.one_question or not _WHERE.search(pair.first.reading.asked_plain) or pair.negated:
        return False
    if not pair.one_speaker or pair.days_clash or pair.times_clash or pair.either("other occasion"):
        return False
    ones, others = _told(pair.first), _told(pair.second)
    if not ones or not others or any(matches(one, other) for one in ones for other in others):
        return False
    places = pair.first.of(SlotKind.PLACE), pair.second.of(SlotKind.PLACE)
    return not any(place_may_hold(one, other) for one in places[0] for other in places[1])


@once
def _told(side: Side) -> tuple[Argument, ...]:
    """Sites, and persons at whose place somebody was."""
    if side.claim.answer:
        return ()
    if side.claim.nouns & _VISITING:
        return ()
    return tuple(each for each in side.claim.arguments if not each.denied and (_is_site(each) or _is_host(each)))


def _is_site(each: Argument) -> bool:
    return each.role in {Role.AT, Role.OBJECT} and bool(each.meanings & SITES)


def _is_host(each: Argument) -> bool:
    return each.role is Role.OWNER and (each.person or each.named)
