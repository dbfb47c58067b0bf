"""What each person of a case says about each hour: the times that were said, with their days and whether they conflict."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import psycopg

from analysis.hours import Hour, Told, by_hour, columns
from models.findings import FindingSubject, FindingVerdict
from models.mentions import MentionKind, Sureness
from models.store import cases, findings, mentions
from models.store.mentions import KeptMention, Spoken

_CONFLICTS = frozenset({"time", "date", "alibi", "duration"})
_CLOSED = frozenset({FindingVerdict.DISMISSED})


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseHours:
    """The hours of a case."""

    hours: list[Hour]
    persons: list[tuple[str, str]]  # key and name of each column; of a voice that nobody named the recording and the voice
    mentions: dict[int, KeptMention]
    conflicts: dict[int, UUID]  # the finding that a time is part of, by the mention


def hours(connection: psycopg.Connection[Any], case_id: UUID) -> CaseHours:
    """All times of the clock that were said in answers; those of questions are left out."""
    spoken = mentions.spoken(connection, case_id, kinds=[MentionKind.TIME, MentionKind.DATE])
    days: _Days = {}
    for each in spoken:
        if (day := _day(each.mention)) is not None:
            days.setdefault((each.mention.layer_id, each.turn), []).append((each.mention.id, day))
    people = {participant.id: person for participant, person in cases.participants(connection, case_id)}
    told, names = [], {}
    for each in spoken:
        if each.mention.kind is not MentionKind.TIME or each.mention.asks:
            continue
        person = people.get(each.participant_id) if each.participant_id else None
        who = str(person.id) if person else f"{each.mention.recording_id}:{each.voice}"
        names[who] = person.name if person else each.voice
        told.append(_told(each, who, days))
    made = by_hour(told)
    return CaseHours(
        hours=made,
        persons=[(who, names[who]) for who in columns(made)],
        mentions={each.mention.id: each.mention for each in spoken},
        conflicts=_conflicts(connection, case_id, spoken),
    )


_Days = dict[tuple[UUID, int], list[tuple[int, date]]]
"""Days that each turn names, in the order of its words."""


def _told(each: Spoken, who: str, days: _Days) -> Told:
    mention = each.mention
    return Told(
        who=who,
        day=_nearest(days.get((mention.layer_id, each.turn), []), mention.id)
        or _nearest(
            days.get((mention.layer_id, each.turn - 1), []), mention.id
        ),  # the question where the answer names none
        minutes=tuple(int(minute) for minute in mention.value["minutes"]),
        approximate=mention.sureness is not Sureness.STATED,
        key=mention.id,
    )


def _nearest(named: Sequence[tuple[int, date]], mention_id: int) -> date | None:
    """The day that is named last before the time, or else first after it: mentions are numbered in the order of words."""
    before = [day for number, day in named if number < mention_id]
    return before[-1] if before else named[0][1] if named else None


def _day(mention: KeptMention) -> date | None:
    first, last = mention.value.get("first"), mention.value.get("last")
    if mention.kind is not MentionKind.DATE or first is None or first != last:
        return None
    return date.fromisoformat(first)


def _conflicts(connection: psycopg.Connection[Any], case_id: UUID, spoken: Sequence[Spoken]) -> dict[int, UUID]:
    """Times whose words an open or confirmed finding quotes."""
    ruled = findings.rulings(connection, case_id)
    quoted: dict[tuple[str, str], UUID] = {}
    for finding in findings.of_case(connection, case_id, FindingSubject.INCONSISTENCY):
        ruling = ruled.get(finding.id)
        if finding.gone_at is not None or finding.kind not in _CONFLICTS or (ruling and ruling.verdict in _CLOSED):
            continue
        for quote in finding.detail["quotes"]:
            for word in quote["word_ids"]:
                quoted[str(quote["layer_id"]), word] = finding.id
    return {
        each.mention.id: finding_id
        for each in spoken
        for word in each.mention.word_ids
        if (finding_id := quoted.get((str(each.mention.layer_id), word))) is not None
    }
