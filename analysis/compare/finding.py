"""The door: statements of a case in, pairs of quotes that do not agree out."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations

import numpy as np
from scipy.sparse import csr_matrix

from analysis.claims.actions import EXCLUSIVE, FOLLOWS, GENERAL
from analysis.claims.finding import reading_of_statement
from analysis.claims.records import Actor, Certainty, Claim, Reading, SlotKind, Statement, Value, Who
from analysis.compare import of_deeds, of_persons, of_relations, of_roles, of_things, of_values, of_wholes
from analysis.compare.hits import Hit, Rule
from analysis.compare.judge import Judge
from analysis.compare.sides import Side, coarse, pair_of
from models.inconsistencies import USES, Inconsistency, InconsistencyKind, Quote, Relation, Strength

RULES: tuple[Rule, ...] = (
    *of_relations.RULES[:2],
    *of_values.RULES,
    *of_things.RULES,
    *of_relations.RULES[2:],
    of_persons.RULES[0],
    *of_deeds.RULES[:2],
    *of_persons.RULES[1:],
    *of_deeds.RULES[2:],
    *of_roles.RULES,
)
"""All comparisons, in the order in which they are asked; of equally strong findings the first stands."""
_ORDER = {Strength.CLEAR: 0, Strength.LIKELY: 1, Strength.POSSIBLE: 2}
JUDGED_FROM = 0.9
"""A network's probability of a contradiction from which on a pair that no rule decides is shown, as possible."""
_JUDGED_AFFINITY = 3.0
_MOST_IN_A_TOPIC = 400
"""Claims that share one word; a word that more share tells nothing by itself."""
_ALL_PAIRS_UP_TO = 150
_PARTNERS = 12
"""With how many others a statement of a large case is compared: those that it shares the most with. Of 389 claims taken
as one case 30 of the 38 findings within their own cases were left, and 13 of the 14 that are listed."""
_BLOCK = 500


def relation_of(first: Statement, second: Statement) -> Relation | None:
    """Whose words stand against whose; None of two sentences of one protocol document."""
    if first.is_protocol != second.is_protocol and first.interrogation == second.interrogation:
        return Relation.PROTOCOL_AND_TRANSCRIPT
    if first.is_protocol and second.is_protocol and first.interrogation == second.interrogation:
        return None
    if first.who != second.who:
        return Relation.BETWEEN_PERSONS
    return Relation.SAME_INTERROGATION if first.interrogation == second.interrogation else Relation.SAME_PERSON


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
    for one, other in _candidates(readings):
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


def _candidates(readings: Sequence[Reading]) -> Iterator[tuple[int, int]]:
    """Pairs that share something to be compared by, in order, each once; of a statement only those that share the most.

    What is shared weighs by how few share it. All pairs of a small case are candidates.
    """
    if len(readings) <= _ALL_PAIRS_UP_TO:
        yield from combinations(range(len(readings)), 2)
        return
    by_key: dict[str, list[int]] = defaultdict(list)
    for number, reading in enumerate(readings):
        for key in _keys(reading):
            by_key[key].append(number)
    kept = [numbers for _, numbers in sorted(by_key.items()) if 1 < len(numbers) <= _MOST_IN_A_TOPIC]
    rows = np.concatenate([np.asarray(numbers, np.int32) for numbers in kept] or [np.zeros(0, np.int32)])
    columns = np.repeat(np.arange(len(kept), dtype=np.int32), [len(numbers) for numbers in kept])
    weights = np.repeat([math.log(len(readings) / len(numbers)) for numbers in kept], [len(numbers) for numbers in kept])
    shared = csr_matrix((weights, (rows, columns)), shape=(len(readings), max(1, len(kept))))
    seen: set[tuple[int, int]] = set()
    for start in range(0, len(readings), _BLOCK):
        near = (shared[start : start + _BLOCK] @ shared.T).tocsr()
        for row in range(near.shape[0]):
            found = near.indices[near.indptr[row] : near.indptr[row + 1]]
            scores = near.data[near.indptr[row] : near.indptr[row + 1]]
            best = np.lexsort((found, -scores))[: _PARTNERS + 1]
            one = start + row
            seen.update((min(one, int(other)), max(one, int(other))) for other in found[best] if int(other) != one)
    yield from sorted(seen)


def _keys(reading: Reading) -> frozenset[str]:
    names = {part for each in reading.names for part in (name[:4] for name in each.names)}
    own = {part[:4] for name in reading.statement.who_names for part in name.text.lower().split()}
    slots = {f"{act}:{each.kind}" for claim in reading.claims for act in coarse(claim.acts) for each in claim.values}
    topics = slots | {topic for claim in reading.claims for topic in claim.nouns | (coarse(claim.acts) - GENERAL)}
    lemmas = {lemma for claim in reading.claims for lemma in claim.lemmas}
    values = {
        f"{each.kind}:{tag}"
        for each in reading.numbers
        for tag in each.tags
        if each.kind in {SlotKind.PLACE, SlotKind.VEHICLE}
    }
    return frozenset(
        names | own | topics | lemmas | values | ({f"?{reading.asked_plain}"} if reading.asked_plain else set())
    )


def compare_readings(first: Reading, second: Reading, relation: Relation) -> Inconsistency | None:
    """The same of statements that were read before; the order of the two changes nothing but the order of the quotes."""
    return next(iter(all_between(first, second, relation)), None)


def all_between(first: Reading, second: Reading, relation: Relation) -> list[Inconsistency]:
    """All findings between two statements, the strongest first: of each kind one, and none on words that another quotes."""
    if second.statement.key < first.statement.key:
        return [each.swapped() for each in all_between(second, first, relation)]
    best: dict[InconsistencyKind, Inconsistency] = {}
    if (
        first.plain == second.plain
        and (first.asked_plain == second.asked_plain or relation is Relation.PROTOCOL_AND_TRANSCRIPT)
        and first.statement.who == second.statement.who
    ):
        return []
    for one in _stated(first):
        for other in _stated(second):
            if not _may_meet(first, one, second, other):
                continue
            pair = pair_of(Side(reading=first, claim=one), Side(reading=second, claim=other), relation)
            for rule in RULES:
                found = rule.found(pair)
                if found is None:
                    continue
                held = best.get(found.kind)
                if held is None or _ORDER[found.strength] < _ORDER[held.strength]:
                    best[found.kind] = _finding(rule, found, pair.first, pair.second, relation)
    if not best:
        whole = _of_wholes(first, second, relation) or _of_values(first, second, relation)
        return [] if whole is None else [whole]
    places = {rule.id: place for place, rule in enumerate(RULES)}
    kept: list[Inconsistency] = []
    for each in sorted(best.values(), key=lambda each: (_ORDER[each.strength], places[each.rule])):
        if not any(_share_words(each, other) for other in kept):
            kept.append(each)
    return kept


def _share_words(one: Inconsistency, other: Inconsistency) -> bool:
    """Whether both rest on the same words: then the weaker says nothing new."""
    return bool(set(one.first.words) & set(other.first.words) and set(one.second.words) & set(other.second.words))


_RELATING = frozenset(
    {"stranger", "acquainted", "not kin", "married", "not married", "under", "enemy", "friends", "not friends"}
)


def _may_meet(first: Reading, one: Claim, second: Reading, other: Claim) -> bool:  # noqa: PLR0911  # one exclusion a line
    """Whether any rule may find something: a cheap look before the two are laid side by side."""
    if one.nouns & other.nouns or one.lemmas & other.lemmas or coarse(one.acts) & coarse(other.acts):
        return True
    if all(any(mark.startswith(("is:", "not:", "term:")) for mark in claim.marks) for claim in (one, other)):
        return True
    if (one.marks & _RELATING and other.marks & _RELATING) or {"willing", "forced"} & (one.marks | other.marks):
        return True
    if first.names and second.names and (one.names or other.names):
        return True
    if _closure(one.acts) & other.acts or _closure(other.acts) & one.acts:
        return True
    if one.states and other.states and {s[:4] for s in one.states} & {s[:4] for s in other.states}:
        return True
    if one.verbs & other.verbs or _share_arguments(one, other) or (first.asked and second.asked):
        return True
    kinds = [{each.kind for each in claim.values} for claim in (one, other)]
    if kinds[0] & kinds[1] & _TELLING or "first of all" in one.marks & other.marks:
        return True
    busy = any(
        (one.acts & ones and other.acts & others) or (one.acts & others and other.acts & ones)
        for _, ones, others in EXCLUSIVE
    )
    return busy or bool(one.marks & _RELATING or other.marks & _RELATING)


def _share_arguments(one: Claim, other: Claim) -> bool:
    keys = [frozenset().union(*(each.keys for each in claim.arguments)) for claim in (one, other)]
    return bool(keys[0] & keys[1])


_TELLING = frozenset({SlotKind.SUM, SlotKind.COUNT, SlotKind.VEHICLE, SlotKind.PLACE, SlotKind.LOOK, SlotKind.DURATION})


@lru_cache(maxsize=20_000)
def _closure(acts: frozenset[str]) -> frozenset[str]:
    return acts.union(*(FOLLOWS.get(act, frozenset()) for act in acts))


_WHOLE_FROM = 4.0
_OF_WHOLES = frozenset({"time", "date", "sum"})


def _of_wholes(first: Reading, second: Reading, relation: Relation) -> Inconsistency | None:
    """A time may stand in one clause and what happened in another: statements that share much are compared as wholes."""
    kinds = [{each.kind for each in side.numbers} for side in (first, second)]
    if not kinds[0] & kinds[1] & {SlotKind.TIME, SlotKind.DATE, SlotKind.SUM} or not first.topics & second.topics:
        return None
    one, other = _whole_claim(first), _whole_claim(second)
    if one is None or other is None:
        return None
    pair = pair_of(Side(reading=first, claim=one), Side(reading=second, claim=other), relation)
    shared = len(pair.specific_acts) + len(pair.nouns) + len(pair.lemmas)
    if pair.affinity < _WHOLE_FROM or shared < 2:
        return None
    for rule in RULES:
        found = rule.found(pair) if rule.id in _OF_WHOLES else None
        if found is not None:
            return _finding(rule, replace(found, strength=Strength.POSSIBLE), pair.first, pair.second, relation)
    return None


def _of_values(first: Reading, second: Reading, relation: Relation) -> Inconsistency | None:
    """Values of one event that exclude each other, whatever else their clauses tell."""
    clash = of_wholes.clash_of(first, second, relation)
    if clash is None:
        return None
    rule = next(each for each in RULES if each.id == clash.rule)
    found = Hit(kind=clash.kind, strength=clash.strength, first=clash.first, second=clash.second)
    return _finding(rule, found, clash.pair.first, clash.pair.second, relation)


def _whole_claim(reading: Reading) -> Claim | None:
    """All clauses of a statement as one, where none is denied and none is in doubt."""
    claims = reading.claims
    told = [each for each in claims if each.certainty is Certainty.STATED and not each.negated]
    kinds = [each.kind for claim in claims for each in claim.values if not each.denied and each.unit != "part"]
    if (
        len(told) < len(claims)
        or len(claims) < 1
        or any(kinds.count(kind) > 1 for kind in (SlotKind.TIME, SlotKind.DATE, SlotKind.SUM))
    ):
        return None
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


def _stated(reading: Reading) -> Iterator[Claim]:
    return (claim for claim in reading.claims if claim.certainty is Certainty.STATED)


def _finding(rule: Rule, found: Hit, first: Side, second: Side, relation: Relation) -> Inconsistency:
    return Inconsistency(
        first=_quote(first, found.first), second=_quote(second, found.second), kind=found.kind, relation=relation,
        strength=found.strength, use=USES[relation], rule=rule.id,
    )  # fmt: skip


def _quote(side: Side, part: Value | Actor | None) -> Quote:
    """The clause; its value is what differs, or the clause's own words."""
    statement = side.reading.statement
    words = side.claim.words or tuple(range(len(statement.words)))
    words = tuple(sorted({*words, *(part.words if part is not None else ())}))
    spoken = " ".join(statement.words[at].text for at in words)
    if isinstance(part, Value):
        value = part.text
    elif isinstance(part, Actor):
        value = " ".join(sorted(part.names)) or part.who.value
    else:
        value = " ".join((*(("not",) if side.claim.negated else ()), *sorted(side.claim.acts))) or spoken
    return Quote(
        statement=statement.key,
        words=words,
        word_ids=tuple(statement.words[at].id for at in words),
        spoken=spoken,
        value=value,
    )


def _is_of_one_topic(first: Reading, second: Reading, relation: Relation) -> bool:
    return any(
        pair_of(Side(reading=first, claim=one), Side(reading=second, claim=other), relation).affinity >= _JUDGED_AFFINITY
        for one in _stated(first)
        for other in _stated(second)
    )


def _judged(pairs: Sequence[tuple[Reading, Reading, Relation]], judge: Judge) -> list[Inconsistency]:
    texts = [(_text(first), _text(second)) for first, second, _ in pairs]
    both = [*texts, *((second, first) for first, second in texts)]
    scores = judge.contradiction(both)
    made: list[Inconsistency] = []
    for number, (first, second, relation) in enumerate(pairs):
        if min(scores[number], scores[number + len(pairs)]) < JUDGED_FROM:
            continue
        made.append(
            Inconsistency(
                first=_whole(first),
                second=_whole(second),
                kind=InconsistencyKind.NEGATION,
                relation=relation,
                strength=Strength.POSSIBLE,
                use=USES[relation],
                rule="judge",
            )
        )
    return made


def _text(reading: Reading) -> str:
    return " ".join(word.text for word in reading.statement.words)


def _whole(reading: Reading) -> Quote:
    words = reading.statement.words
    return Quote(
        statement=reading.statement.key, words=tuple(range(len(words))), word_ids=tuple(word.id for word in words),
        spoken=_text(reading), value=_text(reading),
    )  # fmt: skip
