"""A sample case to look at: made once, with the recording that the repository carries."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import psycopg
import yaml

from api.access import LINK_HOLDS, new_token
from models.accounts import Account, AccountRole
from models.cases import CaseKind, TimeSource
from models.custody import CustodyKind
from models.journal.entry import EntryKind
from models.queue import Stage
from models.settings import Settings
from models.store import accounts, cases, jobs, journal, recordings
from models.store.database import SYSTEM, Database
from models.store.files import FileStore, hash_file

_SAMPLES = Path(__file__).resolve().parent.parent / "samples"
_LOGIN, _NUMBER = "sample", "SAMPLE-1"
_SECONDS = 89.758  # of the recording


def load_sample(database: Database, settings: Settings) -> tuple[str, str]:
    """An investigator's login and the token of a link to sign in by; the case is made where it is not there yet."""
    files = FileStore(folder=settings.data_folder)
    with database.transaction(SYSTEM) as connection:
        account = accounts.account_of_login(connection, _LOGIN) or _make(connection, files)
        token, hashed = new_token()
        accounts.add_link(connection, token_hash=hashed, account_id=account.id, expires_at=datetime.now(UTC) + LINK_HOLDS)
        journal.record(
            connection,
            EntryKind.SETTING_CHANGED,
            subject=("sign_in_link", account.id),
            account_id=None,
            details={"what": "sample"},
        )
    return account.login, token


def _make(connection: psycopg.Connection, files: FileStore) -> Account:
    region = accounts.add_region(connection, name="Пример", zone="Asia/Almaty")
    unit = accounts.add_unit(connection, region_id=region.id, name="Пример")
    account = accounts.add_account(
        connection, login=_LOGIN, name="Пример Следователь", role=AccountRole.INVESTIGATOR, unit_id=unit.id
    )
    case = cases.open_case(
        connection,
        number=_NUMBER,
        kind=CaseKind.CRIMINAL,
        unit_id=unit.id,
        investigator_id=account.id,
        articles=["188"],
    )
    form = yaml.load((_SAMPLES / "forms" / "witness.ru.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  # gives texts only
    person = cases.add_person(
        connection, name=form["person"]["full_name"], iin=None, birth_date=None, contacts=[], created_by=account.id
    )
    witness = cases.add_participant(connection, case_id=case.id, person_id=person.id, role="witness")
    language = form.pop("language", "ru")
    interrogation = cases.add_interrogation(
        connection,
        case_id=case.id,
        participant_id=witness.id,
        language=language,
        form=form,
        created_by=account.id,
    )
    sitting = cases.add_sitting(
        connection,
        case_id=case.id,
        interrogation_id=interrogation.id,
        started_at=None,
        ended_at=None,
        zone=region.zone,
    )
    recording_id = _receive(connection, files, case.id, account.id)
    cases.add_placement(
        connection,
        case_id=case.id,
        recording_id=recording_id,
        sitting_id=sitting.id,
        span=(0.0, _SECONDS),
        wall_start=None,
        source=TimeSource.UNKNOWN,
        typed_by=None,
        doubt_seconds=None,
    )
    return account


def _receive(connection: psycopg.Connection, files: FileStore, case_id: UUID, account_id: UUID) -> UUID:
    """The recording, as an upload would have brought it."""
    source = _SAMPLES / "interrogation.ogg"
    sha256, size_bytes = hash_file(source)
    upload = recordings.announce(
        connection,
        case_id=case_id,
        account_id=account_id,
        name=source.name,
        size_bytes=size_bytes,
        stated_sha256=None,
        options={"languages": ["ru", "kk"], "min_voices": 1, "max_voices": None},
        address=None,
        expires_at=datetime.now(UTC) + timedelta(hours=1),
    )
    partial = files.partial(upload.id)
    files.make_folder(partial.parent)
    shutil.copyfile(source, partial)
    files.adopt(partial, sha256)
    partial.unlink()
    recordings.store_file(connection, sha256=sha256, size_bytes=size_bytes)
    made, _ = recordings.receive(connection, upload, sha256=sha256)
    recordings.end_upload(connection, upload.id, recording_id=made.id)
    recordings.attest(
        connection,
        made,
        kind=CustodyKind.RECEIVED,
        sha256=sha256,
        size_bytes=size_bytes,
        account_id=account_id,
    )
    jobs.enqueue(connection, stage=Stage.PREPARE, case_id=case_id, recording_id=made.id, asked_by=account_id)
    return made.id
