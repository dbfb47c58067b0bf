"""The service in small, of real processes: an embedded PostgreSQL of its own, workers, and short recordings."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg

from gpu import engines
from hattama.sample_case import interrogate, sample_form
from models.accounts import AccountRole
from models.cases import CaseInterrogation, CaseKind
from models.custody import ReceivedRecording
from models.journal.checkpoint import CheckpointList, SignedCheckpoint
from models.journal.remarks import Report
from models.journal.signing import SigningKey
from models.journal.verify import verify
from models.progress import silent
from models.queue import Job, JobState, Stage
from models.revisions import ReplaceText, Words
from models.settings import read_settings
from models.store import accounts, cases, jobs, journal, migrate, transcripts
from models.store.database import SYSTEM, Database, DatabaseUnavailableError, open_database
from models.store.embedded import EmbeddedPostgres
from models.store.files import FileStore, hash_file
from models.store.journal_keeper import JournalKeeper
from models.store.receiving import take_in
from transcribe.sound.decode import decode
from transcribe.sound.pcm import BYTES_PER_SAMPLE, SAMPLE_RATE, Pcm

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
_ROOT = SAMPLES.parent


class TooLateError(Exception):
    """Something was waited for in vain."""


@dataclass
class Worker:
    """A worker process, in a group of its own with the process that works for it."""

    process: subprocess.Popen[bytes]
    log: Path

    def said(self, words: str) -> int:
        """How often these words stand in its log."""
        return self.log.read_text("utf-8", "replace").count(words)

    @property
    def alive(self) -> bool:
        """Whether it has not ended, stopped or not."""
        return self.process.poll() is None

    def send(self, number: int, *, group: bool = True) -> None:
        """A signal to it, and to what works for it."""
        with contextlib.suppress(ProcessLookupError):
            (os.killpg if group else os.kill)(self.process.pid, number)

    def end(self) -> None:
        """By force, whatever state it is in."""
        self.send(signal.SIGKILL)
        self.process.wait()


@dataclass
class SmallService:
    """Database, files and workers of one folder; `small_service` makes and ends it."""

    server: EmbeddedPostgres
    database: Database
    files: FileStore
    keeper: JournalKeeper
    key: SigningKey
    sound: Pcm  # that recordings are cut from
    dead_seconds: float | None  # None: workers as the command line starts them
    case_id: UUID
    account_id: UUID
    workers: list[Worker]
    checkpoints: list[SignedCheckpoint]

    def start_worker(self) -> Worker:
        """One more, for every queue."""
        command = ["hattama.main", "worker", "--device", "cpu", "--owner", str(os.getpid())]
        if self.dead_seconds is not None:
            command += ["--dead-seconds", str(self.dead_seconds)]
        log = self.files.folder / f"worker-{len(self.workers)}.log"
        addresses = {
            "HATTAMA_DATABASE_URL": self.server.addresses().application,
            "HATTAMA_DATA_DIR": str(self.files.folder),
        }
        with log.open("wb") as file:
            process = subprocess.Popen(  # noqa: S603  # our own program
                [sys.executable, "-W", "ignore", "-m", *command],
                env={**os.environ, **addresses},
                cwd=_ROOT,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                start_new_session=True,
            )
        made = Worker(process=process, log=log)
        self.workers.append(made)
        return made

    def end_workers(self) -> None:
        """All of them, by force."""
        for each in self.workers:
            each.end()

    def receive(self, *, seconds: float, chance: random.Random) -> ReceivedRecording:
        """A cut of the sample nobody made before, stored as an upload would be, its first job queued."""
        start = chance.uniform(0.0, self.sound.duration - seconds)
        content = _cut(self.sound, start, seconds)
        with self.database.transaction(SYSTEM) as connection:
            return take_in(
                connection,
                self.files,
                case_id=self.case_id,
                account_id=self.account_id,
                name=f"{start:.3f}.wav",
                content=content,
            )

    def interrogate(self, recording: ReceivedRecording, seconds: float) -> CaseInterrogation:
        """An interrogation that the recording is placed in."""
        form = {key: value for key, value in sample_form().items() if key != "voices"}
        with self.database.transaction(SYSTEM) as connection:
            return interrogate(connection, recording, seconds=seconds, account_id=self.account_id, form=form)

    def draft(self, interrogation: CaseInterrogation) -> Job:
        """The job of a draft."""
        with self.database.transaction(SYSTEM) as connection:
            return jobs.enqueue(
                connection,
                stage=Stage.DRAFT,
                case_id=self.case_id,
                interrogation_id=interrogation.id,
                asked_by=self.account_id,
            )

    def correct(self, recording: ReceivedRecording) -> None:
        """A person writes another word over the first, if there is one; an engine is to listen to it."""
        with self.database.transaction(SYSTEM) as connection:
            (layer,) = transcripts.layers(connection, recording.id)
            if layer.words:
                operation = ReplaceText(words=Words(first=1, last=1), text="иначе")
                transcripts.add_revision(connection, layer, operation, account_id=self.account_id, reason=None)
            jobs.enqueue_alignment(connection, layer, asked_by=self.account_id)

    def jobs_of(self, recording: ReceivedRecording) -> list[Job]:
        """Its jobs in order; none where the database is away."""
        try:
            with self.database.transaction(SYSTEM) as connection:
                return jobs.jobs(connection, recording_id=recording.id)
        except (DatabaseUnavailableError, psycopg.OperationalError):
            return []

    def job(self, job_id: UUID) -> Job | None:
        """One job as it is now; None where the database is away."""
        try:
            with self.database.transaction(SYSTEM) as connection:
                return jobs.job(connection, job_id)
        except (DatabaseUnavailableError, psycopg.OperationalError):
            return None

    def is_transcribed(self, recording: ReceivedRecording) -> bool:
        """Whether all its stages are done."""
        found = {each.stage: each.state for each in self.jobs_of(recording)}
        return found.get(Stage.TRANSCRIBE) == JobState.DONE

    def layers_of(self, recording: ReceivedRecording) -> int:
        """How many machine layers it has."""
        with self.database.transaction(SYSTEM) as connection:
            return len(transcripts.layers(connection, recording.id))

    def is_kept(self, recording: ReceivedRecording) -> bool:
        """Whether its bytes are those that were received."""
        return hash_file(self.files.of_hash(recording.sha256))[0] == recording.sha256

    def sign_journal(self) -> None:
        """A checkpoint, which is held apart from the database."""
        self.checkpoints.append(self.keeper.checkpoint())

    def verify_journal(self) -> tuple[Report, list[tuple[str, str]]]:
        """The whole journal against every checkpoint held; kind and subject of each entry."""
        self.sign_journal()
        with self.database.transaction(SYSTEM) as connection:
            entries = list(journal.entries(connection))
        report = verify(entries, keys=(self.key.verifier,), held=CheckpointList(checkpoints=tuple(self.checkpoints)))
        return report, [(each.entry.kind, each.entry.subject_id) for each in entries]


def wait_for(found: Callable[[], Any], *, seconds: float, what: str, look_seconds: float = 0.05) -> Any:
    """What is found at last; TooLateError."""
    ends = time.monotonic() + seconds
    while True:
        value = found()
        if value:
            return value
        if time.monotonic() > ends:
            raise TooLateError(what)
        time.sleep(look_seconds)


@contextmanager
def small_service(*, dead_seconds: float | None) -> Iterator[SmallService]:
    """Everything but workers runs; nothing is left of it afterwards."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hattama-fault-", dir="/tmp")))
        folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
        settings = replace(read_settings(), data_folder=folder / "data", database_url=None)
        server = stack.enter_context(EmbeddedPostgres(folder / "database"))
        migrate.upgrade(server.addresses().owner)
        database = stack.enter_context(open_database(server.addresses().application, connections=3))
        files = FileStore(folder=settings.data_folder)
        files.make_folder(files.folder)
        key = SigningKey.make(settings.journal_key_file, f"hattama-{uuid4().hex[:8]}")
        decoder, _ = engines.build_decoder(settings)
        (folder / "sample").mkdir()
        decoded = decode(SAMPLES / "interrogation.ogg", folder / "sample", decoder, progress=silent)
        case_id, account_id = _open_case(database)
        made = SmallService(
            server=server,
            database=database,
            files=files,
            keeper=JournalKeeper(database, settings),
            key=key,
            sound=decoded.pcm,
            dead_seconds=dead_seconds,
            case_id=case_id,
            account_id=account_id,
            workers=[],
            checkpoints=[],
        )
        stack.callback(made.end_workers)
        yield made


def _open_case(database: Database) -> tuple[UUID, UUID]:
    with database.transaction(SYSTEM) as connection:
        region = accounts.add_region(connection, name="Алматы", zone="Asia/Almaty")
        unit = accounts.add_unit(connection, region_id=region.id, name="Алматы")
        account = accounts.add_account(
            connection, login="investigator", name="Следователь", role=AccountRole.INVESTIGATOR, unit_id=unit.id
        )
        case = cases.open_case(
            connection,
            number="FAULTS-1",
            kind=CaseKind.CRIMINAL,
            unit_id=unit.id,
            investigator_id=account.id,
            articles=["188"],
        )
    return case.id, account.id


def _cut(sound: Pcm, start: float, seconds: float) -> bytes:
    """Some seconds of it as a WAV file."""
    frame = BYTES_PER_SAMPLE * sound.channels
    with sound.path.open("rb") as file:
        file.seek(round(start * SAMPLE_RATE) * frame)
        samples = file.read(round(seconds * SAMPLE_RATE) * frame)
    with tempfile.TemporaryFile() as target:
        with wave.open(target, "wb") as written:
            written.setnchannels(sound.channels)
            written.setsampwidth(BYTES_PER_SAMPLE)
            written.setframerate(SAMPLE_RATE)
            written.writeframes(samples)
        target.seek(0)
        return target.read()
