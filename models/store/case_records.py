"""A case as controls read it, in one transaction."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from psycopg import Connection

from models.case_records import CaseRecords, InterrogationRecords
from models.cases import Case, CaseInterrogation, CaseSitting, Placement
from models.formalities import Formalities
from models.persons import PersonVerdict
from models.store import accounts, cases, decisions, formalities, persons, register_facts
from models.store.rows import record_row

_SITTING = "id, case_id, interrogation_id, number, started_at, ended_at, zone"
_PLACEMENT = "id, case_id, recording_id, sitting_id, span_start, span_end, wall_start, source, typed_by, doubt_seconds"
_VERSIONS = """
    SELECT DISTINCT ON (d.interrogation_id) d.interrogation_id, v.number,
        CASE WHEN v.document IS NOT NULL THEN
            jsonb_path_query_array(v.document,
                'strict $.sections[*] ? (@.kind != "record").blocks[*].** ? (@.mark == "gap").text', '{}', true) END
    FROM protocol_document d JOIN protocol_version v ON v.document_id = d.id
    WHERE d.case_id = %s ORDER BY d.interrogation_id, v.number DESC
"""


def read(connection: Connection[Any], case: Case) -> CaseRecords:
    """The case as it is now, as far as whoever asks may see it."""
    taken = cases.participants(connection, case.id)
    decided = decisions.decisions(connection, case.id)
    stated = register_facts.stated(connection, case.id)
    by = {each.account_id for each in stated}
    return CaseRecords(
        case=case,
        zone=accounts.zone_of(connection, case.unit_id),
        participants=tuple(taken),
        same_persons=_same(connection, [person.id for _, person in taken]),
        interrogations=_interrogations(connection, case.id),
        decisions=tuple(decided),
        stated=tuple(stated),
        accounts=accounts.names(connection, by) if by else {},
    )


def _same(connection: Connection[Any], person_ids: Sequence[UUID]) -> tuple[tuple[UUID, UUID], ...]:
    latest = {(each.one, each.other): each.verdict for each in persons.rulings(connection, person_ids)}
    return tuple(pair for pair, verdict in latest.items() if verdict is PersonVerdict.SAME)


def _interrogations(connection: Connection[Any], case_id: UUID) -> tuple[InterrogationRecords, ...]:
    sittings: dict[UUID, list[CaseSitting]] = defaultdict(list)
    placements: dict[UUID, list[Placement]] = defaultdict(list)
    of_sitting: dict[UUID, UUID] = {}
    with connection.cursor(row_factory=record_row(CaseSitting)) as cursor:
        cursor.execute(f"SELECT {_SITTING} FROM sitting WHERE case_id = %s ORDER BY number, id", (case_id,))
        for sitting in cursor.fetchall():
            sittings[sitting.interrogation_id].append(sitting)
            of_sitting[sitting.id] = sitting.interrogation_id
    with connection.cursor(row_factory=record_row(Placement)) as placed:
        placed.execute(f"SELECT {_PLACEMENT} FROM placement WHERE case_id = %s ORDER BY span_start, id", (case_id,))
        for placement in placed.fetchall():
            placements[of_sitting[placement.sitting_id]].append(placement)
    versions = {of: (number, gaps) for of, number, gaps in connection.execute(_VERSIONS, (case_id,)).fetchall()}
    heard = formalities.of_case(connection, case_id)
    return tuple(
        _with(each, sittings[each.id], placements[each.id], versions.get(each.id), heard)
        for each in cases.interrogations(connection, case_id)
    )


def _with(
    interrogation: CaseInterrogation,
    sittings: Sequence[CaseSitting],
    placements: Sequence[Placement],
    version: tuple[int, list[str] | None] | None,
    heard: Mapping[UUID, Formalities],
) -> InterrogationRecords:
    number, gaps = version or (None, None)
    return InterrogationRecords(
        interrogation=interrogation,
        sittings=tuple(sittings),
        placements=tuple(placements),
        version=number,
        gaps=None if gaps is None else tuple(gaps),
        heard={each.recording_id: heard[each.recording_id] for each in placements if each.recording_id in heard},
    )
