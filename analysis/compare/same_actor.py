"""Whether the subjects of two claims may be one person; «я» is whoever speaks."""

from enum import IntEnum

from analysis.claims.actors import may_be_same
from analysis.claims.records import Who
from analysis.compare.sides import Side

_ANYBODY = frozenset({"man", "woman", "people", "stranger", "passer", "company"})
_UNTOLD = frozenset({Who.OPEN, Who.NOBODY, Who.YOU})
_US = frozenset({Who.SELF, Who.WE})
_POINTED_AT = frozenset({Who.OTHER, Who.NOUN, Who.THEY})


class Same(IntEnum):
    """Whether two actors are one."""

    DIFFERENT = 0
    OPEN = 1
    MAY_BE = 2
    YES = 3


def same_actor(first: Side, second: Side) -> Same:
    """The order of the two changes nothing."""
    one, other = first.claim.subject, second.claim.subject
    kinds = {one.who, other.who}
    if kinds & _UNTOLD:
        return Same.OPEN
    if kinds <= _US:
        return _of_speakers(first, second)
    if kinds == {Who.NAMED}:
        return Same.YES if may_be_same(one.names, other.names) else Same.DIFFERENT
    if kinds == {Who.NOUN}:
        alike = one.names & other.names or (one.names | other.names) & _ANYBODY
        return Same.MAY_BE if alike else Same.DIFFERENT
    return _decided(_beside(first, second), _beside(second, first))


def _decided(one: Same, other: Same) -> Same:
    """What either way of looking tells; of two that tell, that which sets the persons apart."""
    return min({one, other} - {Same.OPEN}, default=Same.OPEN)


def _of_speakers(first: Side, second: Side) -> Same:
    """«я» and «мы», of one who speaks twice or of two."""
    one, other = first.claim.subject.who, second.claim.subject.who
    if first.who == second.who:
        return Same.YES
    if one is not other:
        return _decided(_beside(first, second), _beside(second, first))
    return Same.DIFFERENT if one is Who.SELF else Same.MAY_BE


def _beside(side: Side, them: Side) -> Same:
    """The subject of `side` against that of `them`, where the first is the speaker or named."""
    one, other = side.claim.subject, them.claim.subject
    if one.who in _US and side.own_names and any(may_be_same(side.own_names, each.names) for each in them.claim.names):
        return Same.DIFFERENT
    if one.who is Who.SELF:
        return _self_beside(side, them)
    if one.who is Who.WE:
        return _we_beside(side, them)
    if one.who is Who.NAMED:
        return Same.MAY_BE if other.who in _POINTED_AT else Same.OPEN
    return Same.MAY_BE if one.who in {Who.OTHER, Who.THEY} and other.who in _POINTED_AT else Same.OPEN


def _self_beside(side: Side, them: Side) -> Same:
    other = them.claim.subject
    if other.who is Who.NAMED:
        return Same.YES if side.own_names and may_be_same(side.own_names, other.names) else Same.DIFFERENT
    if side.who == them.who:
        return Same.DIFFERENT
    return Same.MAY_BE if other.who in _POINTED_AT else Same.OPEN


def _we_beside(side: Side, them: Side) -> Same:
    """«они» of a protocol document may be «мы» of who is heard."""
    other = them.claim.subject.who
    if other in {Who.NAMED, Who.NOUN}:
        return Same.OPEN
    record = side.reading.statement.is_protocol or them.reading.statement.is_protocol
    apart = side.who == them.who and (other is Who.OTHER or (other is Who.THEY and not record))
    return Same.DIFFERENT if apart else Same.MAY_BE
