"""A finding as a pair of quotes that both play."""

from analysis.claims.records import Actor, Claim, Reading, Value
from analysis.compare.hits import Hit
from analysis.compare.pairs import Pair
from analysis.compare.sides import Side
from models.inconsistencies import USES, Inconsistency, Quote


def inconsistency(rule: str, found: Hit, pair: Pair) -> Inconsistency:
    """What a rule, by its id, found between the sides of a pair."""
    return Inconsistency(
        first=_quote(pair.first, found.first), second=_quote(pair.second, found.second), kind=found.kind,
        relation=pair.relation, strength=found.strength, use=USES[pair.relation], rule=rule,
    )  # fmt: skip


def _quote(side: Side, part: Value | Actor | None) -> Quote:
    """The clause; its value is what differs, or the clause's own words."""
    statement = side.reading.statement
    words = side.claim.words or tuple(range(len(statement.words)))
    words = tuple(sorted({*words, *(part.words if part is not None else ())}))
    spoken = " ".join(statement.words[at].text for at in words)
    return Quote(
        statement=statement.key, words=words, word_ids=tuple(statement.words[at].id for at in words), spoken=spoken,
        value=_value(side.claim, part, spoken),
    )  # fmt: skip


def _value(claim: Claim, part: Value | Actor | None, spoken: str) -> str:
    if isinstance(part, Value):
        return part.text
    if isinstance(part, Actor):
        return " ".join(sorted(part.names)) or part.who.value
    return " ".join((*(("not",) if claim.negated else ()), *sorted(claim.acts))) or spoken


def text_of(reading: Reading) -> str:
    """A statement as it was said."""
    return " ".join(word.text for word in reading.statement.words)


def whole_quote(reading: Reading) -> Quote:
    """All words of a statement."""
    words = reading.statement.words
    return Quote(
        statement=reading.statement.key, words=tuple(range(len(words))), word_ids=tuple(word.id for word in words),
        spoken=text_of(reading), value=text_of(reading),
    )  # fmt: skip
