"""A sample case to look at: made once, with the recording that the repository carries."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import yaml

from api.access import LINK_HOLDS, new_token
from models.accounts import Account, AccountRole
from models.cases import CaseInterrogation, CaseKind, TimeSource
from models.custody import ReceivedRecording
from models.journal.entry import EntryKind
from models.settings import Settings
from models.store import accounts, cases, journal
from models.store.database import SYSTEM, Database
from models.store.files import FileStore
from models.store.receiving import take_in

_SAMPLES = Path(__file__).resolve().parent.parent / "samples"
_LOGIN, _NUMBER, _ZONE = "sample", "SAMPLE-1", "Asia/Almaty"
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
    region = accounts.add_region(connection, name="Пример", zone=_ZONE)
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
    content = (_SAMPLES / "interrogation.ogg").read_bytes()
    made = take_in(connection, files, case_id=case.id, account_id=account.id, name="interrogation.ogg", content=content)
    interrogate(connection, made, seconds=_SECONDS, account_id=account.id, form=sample_form())
    return account


def sample_form() -> dict[str, Any]:
    """The sample witness's form, with the voices named."""
    form: dict[str, Any] = yaml.load((_SAMPLES / "forms" / "witness.ru.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  # gives texts only
    del form["language"]  # an interrogation has its own
    return form


def interrogate(
    connection: psycopg.Connection, recording: ReceivedRecording, *, seconds: float, account_id: UUID, form: dict[str, Any]
) -> CaseInterrogation:
    """A witness's interrogation of one sitting, the recording placed in it from its beginning."""
    case_id = recording.case_id
    person = cases.add_person(
        connection, name=form["person"]["full_name"], iin=None, birth_date=None, contacts=[], created_by=account_id
    )
    witness = cases.add_participant(connection, case_id=case_id, person_id=person.id, role="witness")
    made = cases.add_interrogation(
        connection, case_id=case_id, participant_id=witness.id, language="ru", form=form, created_by=account_id
    )
    sitting = cases.add_sitting(
        connection, case_id=case_id, interrogation_id=made.id, started_at=None, ended_at=None, zone=_ZONE
    )
    cases.add_placement(
        connection,
        case_id=case_id,
        recording_id=recording.id,
        sitting_id=sitting.id,
        span=(0.0, seconds),
        wall_start=None,
        source=TimeSource.UNKNOWN,
        typed_by=None,
        doubt_seconds=None,
    )
    return made
