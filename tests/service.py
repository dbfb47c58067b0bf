"""The web application over a test's own database, with an account of every role that has signed in."""

import base64
import hashlib
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import uuid4

import argon2
import pytest
from fastapi.testclient import TestClient

from api import passwords
from api.access import begin, new_token
from api.app import create_app
from api.uploads import Arrivals
from models.accounts import AccountRole
from models.cases import CaseKind, GrantKind, TimeSource
from models.journal.signing import SigningKey
from models.protocol_returns import FileFormat, Outcome, Page, ReturnedFile, ReturnKind, ScanReading
from models.queue import Stage
from models.settings import read_settings
from models.store import accounts, cases, decisions, drafts, jobs, protocols, recordings, returns, transcripts
from models.store.database import SYSTEM, open_database
from models.store.files import FileStore
from tests.factories import transcript

PEOPLE = {
    "administrator": (AccountRole.ADMINISTRATOR, None),
    "investigator": (AccountRole.INVESTIGATOR, 0),
    "colleague": (AccountRole.INVESTIGATOR, 0),
    "stranger": (AccountRole.INVESTIGATOR, 1),
    "head": (AccountRole.HEAD, 0),
    "prosecutor": (AccountRole.PROSECUTOR, None),
    "participant": (AccountRole.PARTICIPANT, None),
}
"""Who there is: role, and the number of the unit. The prosecutor supervises the first unit."""
NOBODY = "nobody"
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/MediaBox[0 0 210 297]/Parent 2 0 R>>endobj trailer<</Root 1 0 R>>\n%%EOF"
)
"""A page with nothing on it."""
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAB4AAAAoCAAAAADMeBXOAAAAGklEQVR4nGM8wYAPMOGVHZUelR6VHpUehNIAjswBGJyb5SQAAAAASUVORK5CYII="
)
"""A scan of a page."""
SAID = (("VOICE_00", "где вы были вчера"), ("VOICE_01", "дома нет на работе"), ("VOICE_00", "понятно"))
_numbers = count(1)


@dataclass(frozen=True, kw_only=True)
class Service:
    """The running application and who is signed in to it."""

    client: TestClient | None
    database: object
    files: FileStore
    people: dict
    units: list
    cookies: dict

    def ask(self, who, method, path, **more):
        """A request as somebody, as a program without a browser's headers sends it."""
        headers = dict(more.pop("headers", {}))
        if who != NOBODY:
            headers["Cookie"] = f"hattama={self.cookies[who]}"
        self.client.cookies.clear()
        return self.client.request(method, path, headers=headers, **more)

    def journal(self, case_id, who="prosecutor"):
        """A case's entries as its reader sees them, once all reads are written."""
        self.settle()
        return self.ask(who, "GET", f"/api/cases/{case_id}/journal", params={"limit": 500}).json()

    def settle(self):
        """Reads that wait go to the journal now."""
        self.client.app.state.context.reads.write()


def settings_in(folder, **more):
    """Settings of a service whose data lies there, with a key for its journal."""
    key = folder / "journal.key"
    if not key.exists():
        SigningKey.make(key, "test.hattama")
    return replace(read_settings({"HOME": str(folder)}), data_folder=folder / "data", journal_key=key, **more)


@contextmanager
def peopled(url, folder):
    """The database at this address with everybody in it; no application runs."""
    with open_database(url, connections=4) as database:
        people, units, cookies = make_people(database)
        files = FileStore(folder=folder / "data")
        yield Service(client=None, database=database, files=files, people=people, units=units, cookies=cookies)


@contextmanager
def served(url, folder, **settings):
    """The application over the database at this address; `settings` besides those of `settings_in`."""
    with peopled(url, folder) as service, quick_hashes():
        app = create_app(settings_in(folder, **settings), url, version="test")
        with TestClient(app, raise_server_exceptions=False) as client:
            yield replace(service, client=client)


@contextmanager
def quick_hashes():
    """Passwords are hashed by the same way as ever, at a hundredth of the cost."""
    quick = argon2.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", quick)
        patch.setattr(passwords, "_NOBODYS_HASH", quick.hash("-"))
        yield


def make_people(database):
    """Two units, everybody of `PEOPLE`, and the cookie of each."""
    with database.transaction(SYSTEM) as connection:
        region = accounts.add_region(connection, name=f"Алматы {next(_numbers)}", zone="Asia/Almaty")
        units = [accounts.add_unit(connection, region_id=region.id, name=name) for name in ("Первый", "Второй")]
        people = {
            name: accounts.add_account(
                connection,
                login=name,
                name=name,
                role=role,
                unit_id=None if unit is None else units[unit].id,
                language="en",
            )
            for name, (role, unit) in PEOPLE.items()
        }
        accounts.supervise(connection, account_id=people["prosecutor"].id, unit_id=units[0].id)
        cookies = {name: begin(connection, each, "127.0.0.1") for name, each in people.items()}
    return people, units, cookies


@dataclass(frozen=True, kw_only=True)
class World:
    """A case with one record of each kind; the fields are ids, named as in the paths."""

    case_id: object
    number: str
    participant_id: object
    interrogation_id: object
    sitting_id: object
    recording_id: object
    layer_id: object
    other_id: object
    grant_id: object
    job_id: object
    version_id: object
    document_grant_id: object
    return_id: object
    upload_id: object


def make_world(service, owner, said=SAID):
    """A case of the owner's with everything in it that a path can name; a participant may read the investigator's."""
    account = service.people[owner]
    with service.database.transaction(SYSTEM) as connection:
        case = cases.open_case(
            connection,
            number=f"25-{next(_numbers):06}",
            kind=CaseKind.CRIMINAL,
            unit_id=account.unit_id,
            investigator_id=account.id,
            articles=["188"],
        )
        person = cases.add_person(
            connection, name="Иванов Иван", iin=None, birth_date=None, contacts=[], created_by=account.id
        )
        participant = cases.add_participant(connection, case_id=case.id, person_id=person.id, role="witness")
        interrogation = cases.add_interrogation(
            connection, case_id=case.id, participant_id=participant.id, language="ru", form={}, created_by=account.id
        )
        sitting = cases.add_sitting(
            connection,
            case_id=case.id,
            interrogation_id=interrogation.id,
            started_at=None,
            ended_at=None,
            zone="Asia/Almaty",
        )
        recording = receive(service, connection, case.id, account.id, content=uuid4().bytes)
        layers = [
            transcripts.add_layer(connection, transcript(*said), case_id=case.id, recording_id=recording.id)
            for _ in range(2)
        ]
        cases.add_placement(
            connection,
            case_id=case.id,
            recording_id=recording.id,
            sitting_id=sitting.id,
            span=(0.0, 10.0),
            wall_start=None,
            source=TimeSource.UNKNOWN,
            typed_by=None,
            doubt_seconds=None,
        )
        grant = cases.give_access(
            connection,
            case_id=case.id,
            account_id=account.id,
            kind=GrantKind.READ,
            granted_by=account.id,
            reason="-",
            until=None,
        )
        job = jobs.enqueue(connection, stage=Stage.DRAFT, case_id=case.id, interrogation_id=interrogation.id)
        decisions.add_decision(
            connection,
            case_id=case.id,
            kind="suspect",
            decided_at=datetime(2026, 1, 1, tzinfo=UTC),
            participant_id=None,
            articles=[],
            text="",
            recorded_by=account.id,
        )
        version = protocols.add_version(
            connection,
            interrogation,
            made_from=drafts.made_from(connection, interrogation),
            gaps=0,
            docx=(service.files.keep(b"docx"), 4),
            pdf=(service.files.keep(PDF), len(PDF)),
            created_by=account.id,
        )
        given = protocols.give_document(
            connection,
            version,
            account_id=service.people["participant"].id,
            granted_by=account.id,
            reason="ознакомление",
            until=None,
        )
        returned = bring_back(service, connection, version, account.id)
        if owner != "investigator":
            protocols.revoke_document(connection, version.id, given.id)
        upload = announce(connection, case.id, account.id, size_bytes=5)
    Arrivals(service.files).begin(upload.id)
    derived = service.files.derived(recording.id)
    service.files.make_folder(derived)
    (derived / "playback.ogg").write_bytes(bytes(range(100)))
    (derived / "peaks.bin").write_bytes(bytes(10))
    picture = service.files.picture(recording.id)
    service.files.make_folder(picture.parent)
    picture.write_bytes(bytes(100))
    return World(
        case_id=case.id,
        number=case.number,
        participant_id=participant.id,
        interrogation_id=interrogation.id,
        sitting_id=sitting.id,
        recording_id=recording.id,
        layer_id=layers[0].id,
        other_id=layers[1].id,
        grant_id=grant.id,
        job_id=job.id,
        version_id=version.id,
        document_grant_id=given.id,
        return_id=returned.id,
        upload_id=upload.id,
    )


def bring_back(service, connection, version, account_id, content=PNG):
    """A scan of one page, brought back to a version, and somebody's word that it is the same."""
    made = returns.add_return(
        connection,
        version,
        kind=ReturnKind.SCAN,
        brought_by=account_id,
        address="127.0.0.1",
        note=None,
        reading=ScanReading(pages=(Page(file=1, page=1),), version_pages=1),
        files=[
            ReturnedFile(
                number=1,
                name="скан.png",
                format=FileFormat.PNG,
                sha256=service.files.keep(content),
                size_bytes=len(content),
            )
        ],
    )
    returns.rule(connection, made, outcome=Outcome.SAME, note=None, account_id=account_id)
    return made


def token_of(service, who, *scopes):
    """The header by which a program proves that it acts for somebody."""
    token, hashed = new_token()
    with service.database.transaction(SYSTEM) as connection:
        accounts.add_token(
            connection,
            token_hash=hashed,
            account_id=service.people[who].id,
            name="-",
            scopes=list(scopes),
            expires_at=datetime.now(UTC) + timedelta(days=1),
        )
    return {"Authorization": f"Bearer {token}"}


def announce(connection, case_id, account_id, *, size_bytes, hours=1):
    """An upload on its way."""
    return recordings.announce(
        connection,
        case_id=case_id,
        account_id=account_id,
        name="запись.mp3",
        size_bytes=size_bytes,
        stated_sha256=None,
        options={"languages": ["ru"], "min_voices": 1, "max_voices": None},
        address="127.0.0.1",
        expires_at=datetime.now(UTC) + timedelta(hours=hours),
    )


def receive(service, connection, case_id, account_id, *, content):
    """A recording of these bytes."""
    recordings.keep_file(connection, hashlib.sha256(content).hexdigest())  # or the upkeep removes what an erasure let go
    sha256 = service.files.keep(content)
    upload = announce(connection, case_id, account_id, size_bytes=len(content))
    recordings.store_file(connection, sha256=sha256, size_bytes=len(content))
    made, _ = recordings.receive(connection, upload, sha256=sha256)
    recordings.end_upload(connection, upload.id, recording_id=made.id)
    return made
