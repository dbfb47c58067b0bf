"""Case data from other systems become records; what is there already stays as it is."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import psycopg
from pydantic import BaseModel

from analysis.control.packs import Packs
from api.case_controls import refuse_blocked
from api.case_data import CaseData, InterrogationData, ParticipantData
from api.errors import InvalidError
from api.routes.cases import changeable, changed, instant
from models.accounts import SignedIn
from models.cases import Case, CaseInterrogation
from models.decisions import ProceduralDecision
from models.store import accounts, cases, decisions


class Imported(BaseModel):
    """What an import added; what was there already is not counted."""

    case: Case
    opened: bool  # the case is new
    participants: int
    interrogations: int
    procedural_decisions: int
    left_out: list[str]  # what an import does not take: protocols and recordings, by name


def take_case(connection: psycopg.Connection[Any], who: SignedIn, sent: CaseData, *, packs: Packs) -> Imported:
    """Open the case, or add to it what it does not hold yet; both in the caller's transaction, as the account.

    NotFoundError, ForbiddenError or psycopg's UniqueViolation where a case of that number is not one's own to change;
    DecisionBlockedError where a control does not allow one of its decisions: then nothing of it is taken.
    """
    known = cases.case_of_number(connection, sent.number)
    case = changeable(connection, known.id) if known else _open(connection, who, sent)
    cases.lock(connection, case.id)
    participants, added = _participants(connection, who, case, sent.participants)
    interrogations = sum(
        _interrogation(connection, who, case, each, participants[each.participant]) for each in sent.interrogations
    )
    taken = _decisions(connection, who, case, sent, participants)
    for each in taken:  # in the light of everything that came with it
        refuse_blocked(connection, packs, case, each, at=datetime.now(UTC))
    changed(connection, who, case.id, ("case", case.id), what="imported", opened=known is None)
    return Imported(
        case=case,
        opened=known is None,
        participants=added,
        interrogations=interrogations,
        procedural_decisions=len(taken),
        left_out=[each.name for each in sent.recordings]
        + [f"{each.ref}: protocol" for each in sent.interrogations if each.protocol],
    )


def _open(connection: psycopg.Connection[Any], who: SignedIn, sent: CaseData) -> Case:
    if who.account.unit_id is None:
        raise InvalidError(what="unit_id")
    return cases.open_case(
        connection,
        number=sent.number,
        kind=sent.kind,
        unit_id=who.account.unit_id,
        investigator_id=who.account.id,
        articles=sent.articles,
    )


def _participants(
    connection: psycopg.Connection[Any], who: SignedIn, case: Case, sent: list[ParticipantData]
) -> tuple[dict[str, UUID], int]:
    """The participant of each reference, and how many of them are new."""
    there = cases.participants(connection, case.id)
    found: dict[str, UUID] = {}
    added = 0
    for each in sent:
        known = next(
            (
                participant.id
                for participant, person in there
                if participant.role == each.role
                and (
                    (person.iin is not None and person.iin == each.person.iin)
                    or (person.name, person.birth_date, person.iin)
                    == (each.person.name, each.person.birth_date, each.person.iin)
                )
            ),
            None,
        )
        if known is None:
            person = cases.add_person(
                connection,
                name=each.person.name,
                iin=each.person.iin,
                birth_date=each.person.birth_date,
                contacts=each.person.contacts,
                created_by=who.account.id,
            )
            made = cases.add_participant(
                connection,
                case_id=case.id,
                person_id=person.id,
                role=each.role,
                since=_aware(each.since),
                until=_aware(each.until),
            )
            known = made.id
            there.append((made, person))
            added += 1
        found[each.ref] = known
    return found, added


def _interrogation(
    connection: psycopg.Connection[Any], who: SignedIn, case: Case, sent: InterrogationData, participant_id: UUID
) -> bool:
    """Whether it was added: an equal one of the same participant is the same."""
    times = [(_aware(each.started_at), _aware(each.ended_at)) for each in sorted(sent.sittings, key=lambda s: s.number)]
    for known in cases.interrogations(connection, case.id):
        if known.participant_id == participant_id and _equal(connection, known, sent, times):
            return False
    made = cases.add_interrogation(
        connection,
        case_id=case.id,
        participant_id=participant_id,
        language=sent.language,
        form=sent.form,
        created_by=who.account.id,
    )
    for sitting, (started_at, ended_at) in zip(sorted(sent.sittings, key=lambda s: s.number), times, strict=True):
        if started_at and ended_at and ended_at < started_at:
            raise InvalidError(what=f"interrogations.{sent.ref}.sittings.{sitting.number}")
        try:
            ZoneInfo(sitting.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise InvalidError(what=f"zone: {sitting.zone}") from error
        cases.add_sitting(
            connection,
            case_id=case.id,
            interrogation_id=made.id,
            started_at=started_at,
            ended_at=ended_at,
            zone=sitting.zone,
        )
    return True


def _equal(
    connection: psycopg.Connection[Any],
    known: CaseInterrogation,
    sent: InterrogationData,
    times: list[tuple[datetime | None, datetime | None]],
) -> bool:
    if known.language != sent.language or json.dumps(known.form, sort_keys=True) != json.dumps(sent.form, sort_keys=True):
        return False
    return [(each.started_at, each.ended_at) for each in cases.sittings(connection, known.id)] == times


def _decisions(
    connection: psycopg.Connection[Any], who: SignedIn, case: Case, sent: CaseData, participants: dict[str, UUID]
) -> list[ProceduralDecision]:
    """Those that were added."""
    zone = accounts.zone_of(connection, case.unit_id)
    there: set[tuple[str, datetime | None, UUID | None, str]] = {
        (each.kind, each.decided_at, each.participant_id, each.text) for each in decisions.decisions(connection, case.id)
    }
    added: list[ProceduralDecision] = []
    for each in sent.procedural_decisions:
        decided_at = instant(each.decided_at, zone)
        participant_id = participants[each.participant] if each.participant else None
        key = (each.kind, decided_at, participant_id, each.text)
        if decided_at is None or key in there:
            continue
        made = decisions.add_decision(
            connection,
            case_id=case.id,
            kind=each.kind,
            decided_at=decided_at,
            participant_id=participant_id,
            articles=each.articles,
            text=each.text,
            recorded_by=who.account.id,
            other_ground=each.other_ground,
        )
        changed(connection, who, case.id, ("procedural_decision", made.id), kind=each.kind)
        there.add(key)
        added.append(made)
    return added


def _aware(moment: datetime | None) -> datetime | None:
    return instant(moment, "UTC")
