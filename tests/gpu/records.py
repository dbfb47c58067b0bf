"""Records that jobs work on, in a real database."""

import hashlib
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID

from models.accounts import AccountRole
from models.cases import CaseKind
from models.queue import Stage
from models.store import accounts, cases, jobs, recordings
from models.store.database import SYSTEM

_numbers = count(1)


def a_case(database):
    """An investigator's case."""
    name = f"tasks-{next(_numbers)}"
    with database.transaction(SYSTEM) as connection:
        region = accounts.add_region(connection, name=name, zone="Asia/Almaty")
        unit = accounts.add_unit(connection, region_id=region.id, name=name)
        investigator = accounts.add_account(
            connection, login=name, name=name, role=AccountRole.INVESTIGATOR, unit_id=unit.id
        )
        return cases.open_case(
            connection,
            number=name,
            kind=CaseKind.CRIMINAL,
            unit_id=unit.id,
            investigator_id=investigator.id,
            articles=["188"],
        )


def a_recording(database, case, content=None):
    """A recording of the case, with other bytes than any before."""
    content = content or f"sound {next(_numbers)}".encode()
    sha256 = hashlib.sha256(content).hexdigest()
    with database.transaction(SYSTEM) as connection:
        upload = recordings.announce(
            connection,
            case_id=case.id,
            account_id=case.investigator_id,
            name="запись.ogg",
            size_bytes=len(content),
            stated_sha256=None,
            options={"languages": ["ru"], "min_voices": 1, "max_voices": None},
            address=None,
            expires_at=datetime.now(UTC) + timedelta(hours=1),
        )
        recordings.store_file(connection, sha256=sha256, size_bytes=len(content))
        return recordings.receive(connection, upload, sha256=sha256)[0]


def a_job(database, recording, stage=Stage.TRANSCRIBE, priority=0):
    with database.transaction(SYSTEM) as connection:
        return jobs.enqueue(
            connection,
            stage=stage,
            case_id=recording.case_id,
            recording_id=recording.id,
            asked_by=None,
            priority=priority,
        )


def job_now(database, job):
    with database.transaction(SYSTEM) as connection:
        return jobs.job(connection, job.id)


def tasks_of(connection, job):
    """States of the queue's tasks that stand for a job, in order of coming."""
    query = "SELECT status FROM queue.procrastinate_jobs WHERE args ->> 'job_id' = %s ORDER BY id"
    return [status for (status,) in connection.execute(query, (str(job.id if not isinstance(job, UUID) else job),))]
