"""Who of a case may be who of others: records compared, and what people ruled on them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg

from analysis.persons.compare import PROPOSED_FROM, compare
from analysis.persons.groups import PersonRuling, ScoredPair, Verdict, group
from analysis.persons.keys import keys
from analysis.persons.known import record_of
from analysis.persons.records import Comparison, PersonRecord
from models.persons import KeptPersonRuling, PersonSeen, PersonVerdict
from models.store import persons


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonPair:
    """A person of the case and another who may be the same human, or was ruled on."""

    own: PersonSeen
    other: PersonSeen
    comparison: Comparison
    ruling: KeptPersonRuling | None  # the latest; None: open
    barred: bool  # not ruled on, but a ruling keeps those apart whom it would join


def pairs(connection: psycopg.Connection[Any], case_id: UUID) -> list[PersonPair]:
    """Proposals and rulings about the persons of a case, open ones first, the likeliest first.

    Among persons that whoever asks may see, and by what they may see of them.
    """
    own = persons.of_case(connection, case_id)
    others = persons.like(connection, case_id, keys=sorted({key for each in own for key in keys(each.name)}))
    everybody = {each.id: each for each in (*own, *others)}
    ruled = persons.rulings(connection, sorted(everybody))
    records = _records(everybody.values())
    latest = {(each.one, each.other): each for each in ruled}
    found: dict[tuple[UUID, UUID], Comparison] = {}
    for one in own:
        for other in everybody.values():
            pair = _pair(one.id, other.id)
            if one.id != other.id and pair not in found:
                compared = compare(records[one.id], records[other.id])
                if compared.score >= PROPOSED_FROM or _stands(latest.get(pair)):
                    found[pair] = compared
    open_ones = _may_join(everybody, found, ruled)
    mine = {each.id for each in own}
    made = [
        PersonPair(
            own=everybody[one if one in mine else other],
            other=everybody[other if one in mine else one],
            comparison=compared,
            ruling=latest[one, other] if _stands(latest.get((one, other))) else None,
            barred=not _stands(latest.get((one, other))) and (one, other) not in open_ones,
        )
        for (one, other), compared in found.items()
    ]
    return sorted(made, key=lambda each: (each.ruling is not None, -each.comparison.score, each.other.name, each.other.id))


def same_persons(found: Sequence[PersonPair]) -> list[PersonPair]:
    """Those who are one human: by a person's ruling, or by what decides."""
    return [
        each
        for each in found
        if (each.ruling and each.ruling.verdict is PersonVerdict.SAME) or (not each.ruling and each.comparison.decided_by)
    ]


def _may_join(
    everybody: Mapping[UUID, PersonSeen],
    found: Mapping[tuple[UUID, UUID], Comparison],
    ruled: Sequence[KeptPersonRuling],
) -> set[tuple[UUID, UUID]]:
    """Pairs that a person may still find to be one: nobody who was ruled different would be joined by them."""
    grouped = group(
        (str(each) for each in everybody),
        [ScoredPair(one=str(one), other=str(other), score=each.score) for (one, other), each in found.items()],
        [
            PersonRuling(one=str(each.one), other=str(each.other), verdict=Verdict(str(each.verdict)), order=each.id)
            for each in ruled
            if each.verdict is not PersonVerdict.LATER
        ],
    )
    return {_pair(UUID(each.one), UUID(each.other)) for each in grouped.proposals}


def _records(everybody: Iterable[PersonSeen]) -> dict[UUID, PersonRecord]:
    listed = list(everybody)
    by_case: dict[UUID, set[tuple[UUID, str]]] = {}
    for each in listed:
        for case_id in each.case_ids:
            by_case.setdefault(case_id, set()).add((each.id, each.name))
    return {
        each.id: record_of(
            each.person,
            cases=each.case_numbers,
            role=each.roles[0] if len(set(each.roles)) == 1 else None,
            company={name for case_id in each.case_ids for person_id, name in by_case[case_id] if person_id != each.id},
        )
        for each in listed
    }


def _stands(ruling: KeptPersonRuling | None) -> bool:
    return ruling is not None and ruling.verdict is not PersonVerdict.WITHDRAWN


def _pair(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    return (one, other) if one < other else (other, one)
