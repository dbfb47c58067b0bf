"""What the service is measured on: a case with a long transcript, and an upload by tus."""

import base64
import hashlib
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import httpx

from api.access import new_token
from bench import references
from models.accounts import AccountRole
from models.cases import CaseKind
from models.recording import ChannelProperties, Recording, SoundProperties
from models.span import Span
from models.store import accounts, cases, recordings, transcripts
from models.store.database import SYSTEM, open_database
from models.store.files import FileStore
from models.store.receiving import take_in
from models.transcript import LedgerEntry, LedgerKind, Transcript, Turn, Voice, Word

WORDS_OF_A_TURN = 12
_WORDS = ("да", "нет", "вы", "были", "дома", "на", "работе", "вчера", "потом", "он", "сказал", "что", "не", "помнит")
_TUS = {"Tus-Resumable": "1.0.0"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Records:
    """What there is to ask for, and the proof that one may."""

    headers: dict[str, str]
    account_id: UUID
    case_id: UUID
    recording_id: UUID
    layer_id: UUID


def make(url: str, turns: int) -> Records:
    """An investigator with a token, and a recording whose machine layer has so many turns."""
    token, hashed = new_token()
    with open_database(url, connections=1) as database, database.transaction(SYSTEM) as connection:
        region = accounts.add_region(connection, name="Алматы", zone="Asia/Almaty")
        unit = accounts.add_unit(connection, region_id=region.id, name="УП")
        person = accounts.add_account(
            connection, login="bench", name="bench", role=AccountRole.INVESTIGATOR, unit_id=unit.id
        )
        expires = datetime.now(UTC) + timedelta(days=1)
        accounts.add_token(
            connection,
            token_hash=hashed,
            account_id=person.id,
            name="bench",
            scopes=["read", "write"],
            expires_at=expires,
        )
        case = cases.open_case(
            connection,
            number="1",
            kind=CaseKind.CRIMINAL,
            unit_id=unit.id,
            investigator_id=person.id,
            articles=[],
        )
        machine = _transcript(turns)
        upload = recordings.announce(
            connection,
            case_id=case.id,
            account_id=person.id,
            name="long.wav",
            size_bytes=1,
            stated_sha256=None,
            options={"languages": ["ru"], "min_voices": 1, "max_voices": None},
            address=None,
            expires_at=expires,
        )
        recordings.store_file(connection, sha256=machine.recording.sha256, size_bytes=1)
        recording, _ = recordings.receive(connection, upload, sha256=machine.recording.sha256)
        recordings.end_upload(connection, upload.id, recording_id=recording.id)
        layer = transcripts.add_layer(connection, machine, case_id=case.id, recording_id=recording.id)
    headers = {"Authorization": f"Bearer {token}"}
    return Records(headers=headers, account_id=person.id, case_id=case.id, recording_id=recording.id, layer_id=layer.id)


def give_work(url: str, folder: Path, records: Records, count: int) -> None:
    """So many recordings of a minute and a half, each of other bytes, for a worker to transcribe."""
    sound = references.sample().path.read_bytes()
    files = FileStore(folder=folder)
    with open_database(url, connections=1) as database, database.transaction(SYSTEM) as connection:
        for number in range(count):
            take_in(
                connection,
                files,
                case_id=records.case_id,
                account_id=records.account_id,
                name=f"{number}.ogg",
                content=sound + bytes(number + 1),  # readers of Ogg pass over what follows the last page
            )


def wait_for_words(url: str, seconds: float) -> None:
    """Until a worker is writing words; TimeoutError."""
    ends = time.monotonic() + seconds
    query = "SELECT count(*) FROM job WHERE stage = 'transcribe' AND state = 'running' AND step = 'recognize'"
    with open_database(url, connections=1) as database:
        while time.monotonic() < ends:
            with database.transaction(SYSTEM) as connection:
                found = connection.execute(query).fetchone()
            if found and found[0]:
                return
            time.sleep(0.2)
    raise TimeoutError("no worker writes words")


def _transcript(count: int) -> Transcript:
    chance = random.Random(1)  # noqa: S311
    turns, now = [], 0.0
    for number in range(count):
        words = []
        for position in range(WORDS_OF_A_TURN):
            word_id = f"w{number * WORDS_OF_A_TURN + position + 1:06}"
            text = chance.choice(_WORDS)
            words.append(Word(id=word_id, start=now, end=now + 0.3, text=text, probability=0.9, language="ru"))
            now = round(now + 0.4, 3)
        turns.append(Turn(id=f"t{number + 1:04}", voice=f"VOICE_0{number % 2}", words=tuple(words)))
    sound = SoundProperties(
        container="wav",
        codec="pcm_s16le",
        sample_rate=16_000,
        channels=1,
        container_duration=now,
        decoded_duration=now,
        audio_streams=1,
        has_picture=False,
        channel_properties=(ChannelProperties(level_dbfs=-20.0, peak_dbfs=-3.0, clipped_seconds=0.0),),
        voices_apart=False,
    )
    sha256 = hashlib.sha256(b"long").hexdigest()
    return Transcript(
        recording=Recording(sha256=sha256, size_bytes=1, name="long.wav", sound=sound, warnings=()),
        languages=("ru",),
        engines=(),
        voices=tuple(Voice(name=name, channel=None, spans=()) for name in ("VOICE_00", "VOICE_01")),
        turns=tuple(turns),
        ledger=(LedgerEntry(span=Span(start=0, end=now), kind=LedgerKind.WORDS),),
        hattama_version="bench",
    )


def announce(client: httpx.Client, case_id: UUID, size_bytes: int) -> str:
    """The address of a new upload."""
    metadata = (
        f"filename {base64.b64encode(b'large.wav').decode()},case_id {base64.b64encode(str(case_id).encode()).decode()}"
    )
    reply = client.post("/api/uploads", headers={**_TUS, "Upload-Length": str(size_bytes), "Upload-Metadata": metadata})
    return str(reply.raise_for_status().headers["Location"])


def send(client: httpx.Client, location: str, content: Iterator[bytes]) -> None:
    """All of it at once, until it is acknowledged."""
    headers = {**_TUS, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    client.patch(location, content=content, headers=headers).raise_for_status()
