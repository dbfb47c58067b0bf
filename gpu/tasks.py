"""What each stage does: reads records, has its order carried out, writes records.

Each ends in one transaction: its result, the job's end, the next stage's job and the journal's entry.
"""

import hashlib
import shutil
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from analysis import turn_index
from gpu import attempts, case_statements, index_sources, orders, turns_to_align
from gpu.attempts import Attempt, Carry, Workplace, finish, patiently
from gpu.engine_process import CancelledError
from gpu.worker_check import check_worker
from models.cases import CaseInterrogation
from models.custody import ReceivedRecording
from models.errors import BadInputError
from models.queue import LONGEST_ANSWERED, PICTURE_PRIORITY, Job, Stage
from models.recording import Recording
from models.sentences import Sentence
from models.span import Span
from models.store import (
    cases,
    drafts,
    findings,
    formalities,
    held_requests,
    jobs,
    mentions,
    passages,
    protocols,
    recordings,
    transcripts,
    webhooks,
)
from models.store.database import SYSTEM
from models.store.files import StorageError
from models.transcript import Transcript
from models.webhooks import WebhookEvent
from transcribe.formats.json_format import to_json

_NAMELESS = "sound"  # what sound of no case is called: its own name might tell something


class GoneError(BadInputError):
    """What the job was to work on is not there any more."""

    sentence = Sentence(
        ru="Обрабатывать нечего: запись или допрос удалены.",
        kk="Өңдейтін ештеңе жоқ: жазба немесе жауап алу жойылған.",
        en="There is nothing to work on: the recording or interrogation is not there any more.",
    )


def run_job(job_id: UUID, place: Workplace) -> None:
    """One attempt at a job, to its end; see `attempts.run`."""
    attempts.run(job_id, place, _STAGES)


def _prepare(attempt: Attempt) -> None:
    job, place = attempt.job, attempt.place
    recording = patiently(place, lambda: _recording(job, place))
    making = _making(attempt, recording)
    try:
        made = _decode(attempt, recording, making)

        def write(connection: psycopg.Connection[Any]) -> dict[str, Any]:
            _put_in_place(making, place.files.derived(recording.id))
            recordings.describe(connection, recording.id, made)
            if made.sound.has_picture and not place.files.picture(recording.id).exists():
                jobs.enqueue(
                    connection,
                    stage=Stage.PICTURE,
                    case_id=job.case_id,
                    recording_id=recording.id,
                    asked_by=job.asked_by,
                    priority=PICTURE_PRIORITY,
                )
            jobs.enqueue(
                connection,
                stage=Stage.TRANSCRIBE,
                case_id=job.case_id,
                recording_id=recording.id,
                asked_by=job.asked_by,
                priority=job.priority,
            )
            return {"recording": str(recording.id), "sha256": made.sha256}

        finish(attempt, write)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _picture(attempt: Attempt) -> None:
    job, place = attempt.job, attempt.place
    recording = patiently(place, lambda: _recording(job, place))
    target = place.files.picture(recording.id)
    making = target.with_name(f"{recording.id.hex}.{job.id.hex}.{job.attempt}.mp4")
    place.files.make_folder(target.parent)
    for left in target.parent.glob(f"{recording.id.hex}.*.m*"):  # of attempts before this one
        left.unlink(missing_ok=True)
    try:
        size: int = attempt.carry_out(
            orders.Picture(
                recording=place.files.of_hash(recording.sha256),
                name=recording.name,
                target=making,
                duration=float((recording.sound or {}).get("decoded_duration", 0.0)),
            )
        )

        def write(connection: psycopg.Connection[Any]) -> dict[str, Any]:
            del connection
            if making.exists():  # else done already: the transaction is tried again
                making.replace(target)
            return {"recording": str(recording.id), "bytes": size}

        finish(attempt, write)
    finally:
        making.unlink(missing_ok=True)


def _making(attempt: Attempt, recording: ReceivedRecording) -> Path:
    """Where this attempt alone derives; what earlier ones left, of whose workers some may still write, goes."""
    folder = attempt.place.files.derived(recording.id)
    for left in folder.parent.glob(f"{folder.name}.*"):
        shutil.rmtree(left, ignore_errors=True)
    return folder.with_name(f"{folder.name}.{attempt.job.id.hex}.{attempt.job.attempt}")


def _decode(attempt: Attempt, recording: ReceivedRecording, making: Path) -> Recording:
    original = attempt.place.files.of_hash(recording.sha256)
    made: Recording = attempt.carry_out(orders.Prepare(recording=original, name=recording.name, folder=making))
    return made


def _put_in_place(making: Path, folder: Path) -> None:
    """What an attempt derived becomes the recording's; the caller holds the job. May be repeated. StorageError."""
    if not making.exists():  # done already: the transaction is tried again
        return
    old = making.with_name(f"{making.name}.old")
    try:
        if folder.exists():
            folder.rename(old)
        making.rename(folder)
    except OSError as error:
        raise StorageError(reason=error.strerror or str(error)) from error
    shutil.rmtree(old, ignore_errors=True)


def _transcribe(attempt: Attempt) -> None:
    job, place = attempt.job, attempt.place
    recording = patiently(place, lambda: _recording(job, place))
    folder = place.files.derived(recording.id)
    if not (folder / orders.DECODED).exists():  # it can be made again, and a disk that lost it is no reason to fail
        _derive_again(attempt, recording)
    made: Transcript = attempt.carry_out(
        orders.Write(
            folder=folder,
            languages=tuple(recording.languages),
            least_voices=recording.min_voices,
            most_voices=recording.max_voices,
            hattama_version=place.version,
        )
    )

    def write(connection: psycopg.Connection[Any]) -> dict[str, Any]:
        layer = transcripts.add_layer(connection, made, case_id=recording.case_id, recording_id=recording.id)
        recordings.describe(connection, recording.id, made.recording)  # now with what its voices gave to warn of
        if transcripts.is_working(connection, layer):  # not one that people are still to choose
            turn_index.index(connection, layer)
        webhooks.announce(
            connection,
            WebhookEvent.RECORDING_TRANSCRIBED,
            case_id=recording.case_id,
            subject=("recording", recording.id),
        )
        return {"recording": str(recording.id), "layer": str(layer.id), "turns": layer.turns, "words": layer.words}

    finish(attempt, write)


def _align(attempt: Attempt) -> None:
    job, place = attempt.job, attempt.place
    recording = patiently(place, lambda: _recording(job, place))
    layer_id = UUID(job.arguments["layer"])
    source = patiently(place, lambda: turns_to_align.read(place.database, layer_id))
    if source is None:
        raise GoneError
    found: dict[str, Span] = {}
    if source.turns:
        folder = place.files.derived(recording.id)
        if not (folder / orders.DECODED).exists():
            _derive_again(attempt, recording)
        found = attempt.carry_out(orders.Align(folder=folder, languages=tuple(recording.languages), turns=source.turns))

    def write(connection: psycopg.Connection[Any]) -> dict[str, Any]:
        for number in source.revisions:
            own = {name: span for name, span in found.items() if name.startswith(f"r{number}.")}
            transcripts.add_times(connection, source.layer, number, own)
        return {"layer": str(source.layer.id), "revisions": len(source.revisions), "words": len(found)}

    finish(attempt, write)


def _index(attempt: Attempt) -> None:
    job, place = attempt.job, attempt.place
    layer_id = UUID(job.arguments["layer"])
    source = patiently(place, lambda: index_sources.read(place.database, layer_id, job.arguments["weights"]))
    if source is None:
        raise GoneError
    texts = {each.content_hash: each.text for each in source.passages if each.content_hash not in source.vectors}
    made: orders.Embedded = attempt.carry_out(orders.Embed(texts=tuple(texts.values())))
    vectors = source.vectors | dict(zip(texts, made.vectors, strict=True))
    said: orders.MentionsRead = attempt.carry_out(orders.Read(turns=source.to_read, known=source.known))
    found = index_sources.placed(source, said.mentions)

    def write(connection: psycopg.Connection[Any]) -> dict[str, Any]:
        if passages.to_embed(connection, layer_id) is not None:  # not: another layer is worked on now
            passages.renew(connection, source.layer, source.passages, vectors, weights=made.weights, as_of=source.as_of)
            mentions.renew(connection, source.layer, found)
            formalities.renew(connection, source.layer, source.formalities)
        return {
            "layer": str(layer_id),
            "passages": len(source.passages),
            "embedded": len(texts),
            "mentions": len(found),
        }

    finish(attempt, write)


def _compare(attempt: Attempt) -> None:
    job, place = attempt.job, attempt.place
    if job.case_id is None:
        raise GoneError
    case_id = job.case_id
    source = patiently(place, lambda: case_statements.read(place.database, case_id))
    made: orders.Compared = attempt.carry_out(
        orders.Compare(
            statements=source.statements,
            asked_keys=dict(source.asked_keys),
            known=source.known,
            participants=source.participants,
        )
    )
    found = case_statements.found(source, made.inconsistencies, made.suggestions)

    def write(connection: psycopg.Connection[Any]) -> dict[str, Any]:
        findings.renew(connection, case_id, found, at=source.as_of, compared_as=job.arguments["as"])
        return {"statements": len(source.statements), "findings": len(found)}

    finish(attempt, write)


def _derive_again(attempt: Attempt, recording: ReceivedRecording) -> None:
    place = attempt.place
    making = _making(attempt, recording)
    try:
        _decode(attempt, recording, making)
        with place.database.transaction(SYSTEM) as connection:
            if not jobs.is_current(connection, attempt.job):
                raise CancelledError
            _put_in_place(making, place.files.derived(recording.id))
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _draft(attempt: Attempt) -> None:
    job, place = attempt.job, attempt.place
    interrogation, sources = patiently(place, lambda: _sources(job, place))
    made: orders.Drafted = attempt.carry_out(
        orders.Draft(transcripts=sources.transcripts, names=sources.names, form=sources.form)
    )

    def write(connection: psycopg.Connection[Any]) -> dict[str, Any]:
        docx, pdf = (_kept(connection, place, content) for content in (made.docx, made.pdf))
        version = protocols.add_version(
            connection,
            interrogation,
            made_from=sources.made_from,
            gaps=made.gaps,
            docx=(docx, len(made.docx)),
            pdf=(pdf, len(made.pdf)),
            created_by=job.asked_by,
            document=made.document,
        )
        return {"version": str(version.id), "docx": docx, "pdf": pdf}

    finish(attempt, write)


def _kept(connection: psycopg.Connection[Any], place: Workplace, content: bytes) -> str:
    """The file has its place, which nobody takes from it until its record is committed; `Sweep` finds it where none is."""
    recordings.keep_file(connection, hashlib.sha256(content).hexdigest())
    return place.files.keep(content)


def _answer(attempt: Attempt) -> None:
    """Words for one reply: a file that whoever holds the request reads and removes. Nothing of them is in the database."""
    job, place = attempt.job, attempt.place
    request_id = patiently(place, lambda: _held_request(job, place))
    folder = place.files.held(request_id)
    making, answer = folder / str(job.attempt), place.files.answer(request_id, job.attempt)
    written = False
    try:
        found: Recording = attempt.carry_out(
            orders.Prepare(
                recording=place.files.partial(request_id),
                name=_NAMELESS,
                folder=making,
                longest=LONGEST_ANSWERED,
                to_listen=False,
            )
        )
        made: Transcript = attempt.carry_out(
            orders.Write(
                folder=making,
                languages=tuple(job.arguments["languages"]),
                least_voices=1,
                most_voices=None,
                recognizer=job.arguments["recognizer"],
                hattama_version=place.version,
            )
        )
        _write_answer(answer, made)

        def write(connection: psycopg.Connection[Any]) -> dict[str, Any]:
            nonlocal written
            written = held_requests.request(connection, request_id) is not None
            return {"sha256": found.sha256, "seconds": round(found.sound.decoded_duration, 3)}

        finish(attempt, write)
    finally:
        shutil.rmtree(making, ignore_errors=True)
        if not written:  # nobody waits for it any more
            answer.unlink(missing_ok=True)


def _held_request(job: Job, place: Workplace) -> UUID:
    request_id = UUID(job.arguments["request"])
    with place.database.transaction(SYSTEM) as connection:
        if held_requests.request(connection, request_id) is None:
            raise GoneError
    return request_id


def _write_answer(path: Path, made: Transcript) -> None:
    try:
        path.write_text(to_json(made), "utf-8")
    except FileNotFoundError as error:  # whoever waited has gone
        raise CancelledError from error
    except OSError as error:
        raise StorageError(reason=error.strerror or str(error)) from error


def _sources(job: Job, place: Workplace) -> tuple[CaseInterrogation, drafts.Sources]:
    with place.database.transaction(SYSTEM) as connection:
        interrogation = cases.interrogation(connection, job.interrogation_id) if job.interrogation_id else None
        if interrogation is None:
            raise GoneError
        return interrogation, drafts.sources(connection, interrogation)


def _recording(job: Job, place: Workplace) -> ReceivedRecording:
    with place.database.transaction(SYSTEM) as connection:
        found = recordings.recording(connection, job.recording_id) if job.recording_id else None
    if found is None:
        raise GoneError
    return found


_STAGES: dict[Stage, Carry] = {
    Stage.PREPARE: _prepare,
    Stage.PICTURE: _picture,
    Stage.TRANSCRIBE: _transcribe,
    Stage.ALIGN: _align,
    Stage.INDEX: _index,
    Stage.COMPARE: _compare,
    Stage.DRAFT: _draft,
    Stage.ANSWER: _answer,
    Stage.SELF_TEST: check_worker,
}
