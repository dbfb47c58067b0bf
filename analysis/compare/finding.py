"""The door: statements of a case in, pairs of quotes that do not agree out."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from analysis.claims.finding import reading_of_statement
from analysis.claims.records import Certainty, Claim, Reading, SlotKind, Statement, Who
from analysis.compare import (
    of_acquaintance,
    of_counts,
    of_deeds,
    of_denials,
    of_doers,
    of_negations,
    of_persons,
    of_places,
    of_roles,
    of_standing,
    of_things,
    of_values,
    of_vehicles,
)
from analysis.compare.candidates import candidates, may_meet
from analysis.compare.hits import Hit, Rule
from analysis.compare.judge import Judge
from analysis.compare.of_wholes import clash_of
from analysis.compare.once import once
from analysis.compare.pairs import Pair, pair_of
from analysis.compare.quotes import inconsistency, text_of, whole_quote
from analysis.compare.sides import Side, sides_of
from models.inconsistencies import USES, Inconsistency, InconsistencyKind, Relation, Strength

_MODULES = (
    of_acquaintance, of_counts, of_deeds, of_denials, of_doers, of_negations, of_persons, of_places, of_roles, of_standing,
    of_things, of_values, of_vehicles,
)  # fmt: skip
_BY_ID = {rule.id: rule for module in _MODULES for rule in module.RULES}
RULES: tuple[Rule, ...] = tuple(
    _BY_ID[each]
    for each in (
        "acquaintance", "standing",
        "time", "date", "sum", "count", "duration",
        "vehicle", "alibi", "place", "object", "look",
        "other_standing", "terms",
        "giver", "deed", "exclusive", "agent", "company", "possession", "denial",
        "doer", "who", "thing", "make", "absent", "state", "yes_and_no", "not_done",
    )
)  # fmt: skip
"""All comparisons, in the order in which they are asked; of equally strong findings the first stands."""
_PLACES = {rule.id: place for place, rule in enumerate(RULES)}
_ORDER = {Strength.CLEAR: 0, Strength.LIKELY: 1, Strength.POSSIBLE: 2}
JUDGED_FROM = 0.9
"""A network's probability of a contradiction from which on a pair that no rule decides is shown, as possible."""
_JUDGED_AFFINITY = 3.0
_WHOLE_FROM = 4.0
"""From so much affinity on two statements are compared as wholes."""
_OF_WHOLES = tuple(rule for rule in RULES if rule.id in {"time", "date", "sum"})
_WHOLE_KINDS = frozenset({SlotKind.TIME, SlotKind.DATE, SlotKind.SUM})


def relation_of(first: Statement, second: Statement) -> Relation | None:
    """Whose words stand against whose; None of two sentences of one protocol document."""
    one_interrogation = first.interrogation == second.interrogation
    if one_interrogation and first.is_protocol != second.is_protocol:
        return Relation.PROTOCOL_AND_TRANSCRIPT
    if one_interrogation and first.is_protocol:
        return None
    if first.who != second.who:
        return Relation.BETWEEN_PERSONS
    return Relation.SAME_INTERROGATION if one_interrogation else Relation.SAME_PERSON


def compare_pair(first: Statement, second: Statement, relation: Relation) -> Inconsistency | None:
    """The strongest finding between two statements; None where nothing shows that they do not agree."""
    return compare_readings(reading_of_statement(first), reading_of_statement(second), relation)


def inconsistencies(statements: Sequence[Statement], *, judge: Judge | None = None) -> list[Inconsistency]:
    """Every pair of statements that do not agree, strongest first; for two statements at most one finding of each kind.

    Only pairs that share a name, a thing, a doing or a question are looked at. `judge` is a network: it may add findings
    of strength possible where no rule decides, and takes none away.
    """
    readings = [reading_of_statement(each) for each in statements]
    found: list[Inconsistency] = []
    undecided: list[tuple[Reading, Reading, Relation]] = []
    for one, other in candidates(readings):
        first, second = readings[one], readings[other]
        relation = relation_of(first.statement, second.statement)
        if relation is None:
            continue
        made = all_between(first, second, relation)
        if made:
            found += made
        elif judge is not None and _is_of_one_topic(first, second, relation):
            undecided.append((first, second, relation))
    if judge is not None and undecided:
        found += _judged(undecided, judge)
    order = {each.key: number for number, each in enumerate(statements)}
    return sorted(
        found, key=lambda each: (_ORDER[each.strength], order[each.first.statement], order[each.second.statement])
    )


def compare_readings(first: Reading, second: Reading, relation: Relation) -> Inconsistency | None:
    """The same of statements that were read before; the order of the two changes nothing but the order of the quotes."""
    return next(iter(all_between(first, second, relation)), None)


def all_between(first: Reading, second: Reading, relation: Relation) -> list[Inconsistency]:
    """All findings between two statements, the strongest first: of each kind one, and none on words that another quotes."""
    if second.statement.key < first.statement.key:
        return [each.swapped() for each in all_between(second, first, relation)]
    if _are_the_same_words(first, second, relation):
        return []
    of_clauses = _of_clauses(first, second, relation)
    if of_clauses:
        return _without_repeats(of_clauses)
    whole = _of_wholes(first, second, relation) or _of_values(first, second, relation)
    return [] if whole is None else [whole]


def _are_the_same_words(first: Reading, second: Reading, relation: Relation) -> bool:
    """Of one who says them; a protocol's question may be left out."""
    return (
        first.plain == second.plain
        and (first.asked_plain == second.asked_plain or relation is Relation.PROTOCOL_AND_TRANSCRIPT)
        and first.statement.who == second.statement.who
    )


def _of_clauses(first: Reading, second: Reading, relation: Relation) -> Iterable[Inconsistency]:
    """The strongest finding of each kind between the clauses of two statements."""
    best: dict[InconsistencyKind, Inconsistency] = {}
    for one in sides_of(first):
        for other in sides_of(second):
            if not may_meet(one, other):
                continue
            pair = pair_of(one, other, relation)
            for rule, found in _hits(pair):
                held = best.get(found.kind)
                if held is None or _ORDER[found.strength] < _ORDER[held.strength]:
                    best[found.kind] = inconsistency(rule.id, found, pair)
    return best.values()


def _hits(pair: Pair) -> list[tuple[Rule, Hit]]:
    return [(rule, found) for rule in RULES if (found := rule.found(pair)) is not None]


def _without_repeats(found: Iterable[Inconsistency]) -> list[Inconsistency]:
    """The strongest first, none on the words of a stronger one."""
    kept: list[Inconsistency] = []
    for each in sorted(found, key=lambda each: (_ORDER[each.strength], _PLACES[each.rule])):
        if not any(_share_words(each, other) for other in kept):
            kept.append(each)
    return kept


def _share_words(one: Inconsistency, other: Inconsistency) -> bool:
    """Whether both rest on the same words: then the weaker says nothing new."""
    return bool(set(one.first.words) & set(other.first.words) and set(one.second.words) & set(other.second.words))


def _of_wholes(first: Reading, second: Reading, relation: Relation) -> Inconsistency | None:
    """A time may stand in one clause and what happened in another: statements that share much are compared as wholes."""
    if not _whole_kinds(first) & _whole_kinds(second) or not first.topics & second.topics:
        return None
    one, other = _whole_side(first), _whole_side(second)
    if one is None or other is None:
        return None
    pair = pair_of(one, other, relation)
    shared = len(pair.specific_acts) + len(pair.nouns) + len(pair.lemmas)
    if pair.affinity < _WHOLE_FROM or shared < 2:
        return None
    for rule in _OF_WHOLES:
        found = rule.found(pair)
        if found is not None:
            return inconsistency(rule.id, replace(found, strength=Strength.POSSIBLE), pair)
    return None


@once
def _whole_kinds(reading: Reading) -> frozenset[SlotKind]:
    return _WHOLE_KINDS.intersection(each.kind for each in reading.numbers)


@once
def _whole_side(reading: Reading) -> Side | None:
    """All clauses of a statement as one, where none is denied, none is in doubt, and no two values are of one kind."""
    claims = reading.claims
    if not claims or any(each.negated or each.certainty is not Certainty.STATED for each in claims):
        return None
    kinds = [each.kind for claim in claims for each in claim.values if not each.denied and each.unit != "part"]
    if any(kinds.count(kind) > 1 for kind in _WHOLE_KINDS):
        return None
    return Side(reading=reading, claim=_joined(claims))


def _joined(claims: Sequence[Claim]) -> Claim:
    subject = next((each.subject for each in claims if each.subject.who is not Who.OPEN), claims[0].subject)
    return replace(
        claims[0], words=tuple(sorted({word for each in claims for word in each.words})), subject=subject,
        acts=frozenset().union(*(each.acts for each in claims)), nouns=frozenset().union(*(each.nouns for each in claims)),
        objects=frozenset().union(*(each.objects for each in claims)),
        lemmas=frozenset().union(*(each.lemmas for each in claims)),
        values=tuple(dict.fromkeys(value for each in claims for value in each.values)),
        names=tuple(dict.fromkeys(name for each in claims for name in each.names)),
        marks=frozenset().union(*(each.marks for each in claims)),
    )  # fmt: skip


def _of_values(first: Reading, second: Reading, relation: Relation) -> Inconsistency | None:
    """Values of one event that exclude each other, whatever else their clauses tell."""
    clash = clash_of(first, second, relation)
    if clash is None:
        return None
    found = Hit(kind=clash.kind, strength=clash.strength, first=clash.first, second=clash.second)
    return inconsistency(clash.rule, found, clash.pair)


def _is_of_one_topic(first: Reading, second: Reading, relation: Relation) -> bool:
    return any(
        pair_of(one, other, relation).affinity >= _JUDGED_AFFINITY for one in sides_of(first) for other in sides_of(second)
    )


def _judged(pairs: Sequence[tuple[Reading, Reading, Relation]], judge: Judge) -> list[Inconsistency]:
    """Pairs that a network holds to contradict each other, whichever of the two comes first."""
    texts = [(text_of(first), text_of(second)) for first, second, _ in pairs]
    scores = judge.contradiction([*texts, *((second, first) for first, second in texts)])
    return [
        Inconsistency(
            first=whole_quote(first), second=whole_quote(second), kind=InconsistencyKind.NEGATION, relation=relation,
            strength=Strength.POSSIBLE, use=USES[relation], rule="judge",
        )
        for (first, second, relation), there, back in zip(pairs, scores[: len(pairs)], scores[len(pairs) :], strict=True)
        if min(there, back) >= JUDGED_FROM
    ]  # fmt: skip
