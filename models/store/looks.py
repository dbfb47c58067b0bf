"""Looks at recordings' bytes: whose turn it is, what a look found, and the alarms that come of it."""

import logging
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg import Connection

from models.custody import Alarm, AlarmKind, AlarmOutcome, CustodyKind, CustodyRecord, ReceivedRecording
from models.journal.canonical import Json
from models.journal.entry import EntryKind
from models.store import journal, recordings, webhooks
from models.store.rows import record_row
from models.webhooks import WebhookEvent

LOG = logging.getLogger("hattama.web")
LEASE_SECONDS = 120.0  # without a beat: then the process that looked is taken for dead
_ALARM = "id, case_id, recording_id, kind, raised_at, acknowledged_by, acknowledged_at, reason, closed_at, outcome"


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """What was found where a recording's bytes lie."""

    sha256: str | None  # None: they could not be read
    size_bytes: int | None
    account_id: UUID | None = None  # None: the service itself looked
    address: str | None = None


def claim(connection: Connection[Any], looker: UUID, *, days: float) -> ReceivedRecording | None:
    """The recording that nobody looked at for the longest, at least so many days; the looker's while it beats.

    As the system; None where none is due.
    """
    found = connection.execute(
        "UPDATE recording SET look_beat_at = now(), look_by = %(by)s WHERE id = ("
        "SELECT id FROM recording WHERE looked_at <= now() - make_interval(secs => %(days)s * 86400) "
        "AND (look_beat_at IS NULL OR look_beat_at < now() - make_interval(secs => %(lease)s)) "
        "ORDER BY looked_at, id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id",
        {"by": looker, "days": days, "lease": LEASE_SECONDS},
    ).fetchone()
    return recordings.recording(connection, found[0]) if found else None


def beat(connection: Connection[Any], looker: UUID, recording_id: UUID) -> bool:
    """The looker lives and is still at it; False where the recording is another's by now, or gone."""
    query = "UPDATE recording SET look_beat_at = now() WHERE id = %s AND look_by = %s"
    return connection.execute(query, (recording_id, looker)).rowcount == 1


def let_go(connection: Connection[Any], looker: UUID, recording_id: UUID) -> None:
    """The looker did not come to an end: it is another's turn."""
    connection.execute(
        "UPDATE recording SET look_beat_at = NULL, look_by = NULL WHERE id = %s AND look_by = %s", (recording_id, looker)
    )


def record_look(connection: Connection[Any], recording: ReceivedRecording, look: Look) -> CustodyRecord | None:
    """A look in custody and journal; None where the recording went meanwhile. As the system.

    The first look that finds other bytes raises an alarm, the first that finds those received again closes it.
    """
    connection.execute("SELECT FROM cases WHERE id = %s FOR KEY SHARE", (recording.case_id,))  # as an erasure does: first
    taken = connection.execute(
        "UPDATE recording SET looked_at = now(), look_beat_at = NULL, look_by = NULL WHERE id = %s", (recording.id,)
    )
    if taken.rowcount == 0:
        return None
    made = recordings.attest(
        connection,
        recording,
        kind=CustodyKind.VERIFIED,
        sha256=look.sha256,
        size_bytes=look.size_bytes,
        account_id=look.account_id,
        address=look.address,
    )
    alarm = _close(connection, recording) if made.intact else _raise(connection, recording, look)
    _note(
        connection,
        EntryKind.RECORDING_VERIFIED,
        recording,
        look.account_id,
        sha256=look.sha256,
        intact=made.intact,
    )
    if alarm is not None:
        _note(connection, EntryKind.ALARM, recording, None, alarm=str(alarm.id), what=alarm.outcome or alarm.kind)
    return made


def _raise(connection: Connection[Any], recording: ReceivedRecording, look: Look) -> Alarm | None:
    """A new alarm; None where one stands."""
    kind = AlarmKind.UNREADABLE if look.sha256 is None else AlarmKind.CHANGED
    with connection.cursor(row_factory=record_row(Alarm)) as cursor:
        alarm = cursor.execute(
            "INSERT INTO alarm (case_id, recording_id, kind) VALUES (%s, %s, %s) "
            f"ON CONFLICT (recording_id) WHERE closed_at IS NULL DO NOTHING RETURNING {_ALARM}",
            (recording.case_id, recording.id, kind),
        ).fetchone()
    if alarm is not None:
        LOG.error("alarm %s: recording %s of case %s is %s", alarm.id, recording.id, recording.case_id, kind)
        webhooks.announce(
            connection, WebhookEvent.RECORDING_DAMAGED, case_id=recording.case_id, subject=("recording", recording.id)
        )
    return alarm


def _close(connection: Connection[Any], recording: ReceivedRecording) -> Alarm | None:
    """The alarm that stood, if one did: the bytes are those received."""
    with connection.cursor(row_factory=record_row(Alarm)) as cursor:
        return cursor.execute(
            "UPDATE alarm SET closed_at = now(), outcome = %s WHERE recording_id = %s AND closed_at IS NULL "
            f"RETURNING {_ALARM}",
            (AlarmOutcome.RESTORED, recording.id),
        ).fetchone()


def alarms(connection: Connection[Any], *, case_id: UUID | None = None, limit: int = 500) -> list[Alarm]:
    """Alarms that whoever asks may see, of all cases or one: those that stand first, then the newest."""
    with connection.cursor(row_factory=record_row(Alarm)) as cursor:
        return cursor.execute(
            f"SELECT {_ALARM} FROM alarm WHERE %(case)s::uuid IS NULL OR case_id = %(case)s "
            "ORDER BY closed_at IS NOT NULL, raised_at DESC, id LIMIT %(limit)s",
            {"case": case_id, "limit": limit},
        ).fetchall()


def acknowledge(connection: Connection[Any], alarm_id: UUID, *, account_id: UUID, reason: str) -> Alarm | None:
    """Somebody took note; in the journal too. None where there is no such alarm or somebody has already. As the system."""
    with connection.cursor(row_factory=record_row(Alarm)) as cursor:
        alarm = cursor.execute(
            "UPDATE alarm SET acknowledged_by = %s, acknowledged_at = now(), reason = %s "
            f"WHERE id = %s AND acknowledged_at IS NULL RETURNING {_ALARM}",
            (account_id, reason, alarm_id),
        ).fetchone()
    if alarm is not None:
        journal.record(
            connection,
            EntryKind.ALARM,
            subject=("recording", alarm.recording_id),
            account_id=account_id,
            case_id=alarm.case_id,
            details={"alarm": str(alarm.id), "what": "acknowledged", "reason": reason},
        )
    return alarm


def alarm(connection: Connection[Any], alarm_id: UUID) -> Alarm | None:
    """The alarm, if it is there for whoever asks."""
    with connection.cursor(row_factory=record_row(Alarm)) as cursor:
        return cursor.execute(f"SELECT {_ALARM} FROM alarm WHERE id = %s", (alarm_id,)).fetchone()


def _note(
    connection: Connection[Any], kind: EntryKind, recording: ReceivedRecording, account_id: UUID | None, **details: Json
) -> None:
    journal.record(
        connection,
        kind,
        subject=("recording", recording.id),
        account_id=account_id,
        case_id=recording.case_id,
        details=details,
    )
