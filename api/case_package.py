"""The case-file package: protocols, transcripts and the case as data in one ZIP, with a list of hashes."""

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import IO, Any

from psycopg import Connection

from api.case_data import (
    CaseData,
    DecisionData,
    InterrogationData,
    ParticipantData,
    PersonData,
    PlacementData,
    ProtocolData,
    RecordingData,
    SittingData,
)
from models.cases import Case, CaseInterrogation
from models.custody import CustodyRecord, ReceivedRecording
from models.protocol_versions import STANDING, ProtocolVersion, VersionState
from models.sentences import InterfaceLanguage
from models.store import accounts, cases, decisions, journal, protocols, recordings, transcripts
from models.store.files import FileStore
from transcribe.formats import json_format, text_formats

_IN_MEMORY_BYTES = 8 << 20
_BLOCK_BYTES = 1 << 20


@dataclass
class Package:
    """A ZIP being written; the manifest comes last."""

    file: IO[bytes] = field(default_factory=lambda: tempfile.SpooledTemporaryFile(_IN_MEMORY_BYTES))  # noqa: SIM115  # closed by `blocks`
    entries: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._zip = zipfile.ZipFile(self.file, "w", zipfile.ZIP_DEFLATED)

    def add(self, path: str, content: bytes) -> str:
        """Another file; its path, for references."""
        self._zip.writestr(path, content)
        self.entries.append({"path": path, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()})
        return path

    def end(self, **more: Any) -> str:
        """Write the manifest; its hash, which stands for the whole package in the journal."""
        manifest = {"format": "hattama-package", "format_version": 1, **more, "files": self.entries}
        content = _json(manifest)
        self._zip.writestr("manifest.json", content)
        self._zip.close()
        return hashlib.sha256(content).hexdigest()

    def blocks(self) -> Iterator[bytes]:
        """The bytes from the beginning; the file is gone afterwards."""
        with self.file:
            self.file.seek(0)
            while block := self.file.read(_BLOCK_BYTES):
                yield block


def write_package(  # one argument for each source
    connection: Connection[Any],
    files: FileStore,
    case: Case,
    *,
    drafts: bool,
    language: InterfaceLanguage,
    hattama_version: str,
) -> tuple[Package, str]:
    """The package and its manifest's hash; drafts of protocols only where they are asked for."""
    package = Package()
    data = case_data(connection, case)
    for number, interrogation in enumerate(cases.interrogations(connection, case.id), start=1):
        version = _version_of(connection, interrogation, drafts=drafts)
        if version is not None:
            told = _add_protocol(connection, files, package, version, folder=f"protocols/{number:03}")
            data.interrogations[number - 1] = data.interrogations[number - 1].model_copy(update={"protocol": told})
    for number, recording in enumerate(recordings.recordings(connection, case.id), start=1):
        written = _add_transcript(connection, package, recording, name=f"transcripts/{number:03}", language=language)
        data.recordings[number - 1] = data.recordings[number - 1].model_copy(update={"transcript": written})
    package.add("case.json", _json(data.model_dump(mode="json")))
    package.add("case.schema.json", _json(CaseData.model_json_schema()))
    checkpoints = journal.checkpoints(connection)
    if checkpoints:  # whoever keeps the package is a witness to the journal up to there
        package.add("journal.checkpoint", checkpoints[-1].encode())
    made_at = datetime.now(UTC).isoformat()
    return package, package.end(case=str(case.id), made_at=made_at, hattama_version=hattama_version)


def case_data(connection: Connection[Any], case: Case) -> CaseData:
    """The case as data, without what only a package has."""
    interrogations = cases.interrogations(connection, case.id)
    return CaseData(
        number=case.number,
        kind=case.kind,
        articles=case.articles,
        status=case.status,
        unit=next((each.name for each in accounts.units(connection) if each.id == case.unit_id), None),
        participants=[
            ParticipantData(
                ref=str(participant.id),
                role=participant.role,
                since=participant.since,
                until=participant.until,
                person=PersonData(name=person.name, iin=person.iin, birth_date=person.birth_date, contacts=person.contacts),
            )
            for participant, person in cases.participants(connection, case.id)
        ],
        interrogations=[_interrogation(connection, each) for each in interrogations],
        procedural_decisions=[
            DecisionData(
                kind=each.kind,
                decided_at=each.decided_at,
                participant=str(each.participant_id) if each.participant_id else None,
                articles=each.articles,
                text=each.text,
                other_ground=each.other_ground,
            )
            for each in decisions.decisions(connection, case.id)
        ],
        recordings=[_recording(connection, each, interrogations) for each in recordings.recordings(connection, case.id)],
    )


def _interrogation(connection: Connection[Any], interrogation: CaseInterrogation) -> InterrogationData:
    return InterrogationData(
        ref=str(interrogation.id),
        participant=str(interrogation.participant_id),
        language="kk" if interrogation.language == "kk" else "ru",
        form=interrogation.form,
        sittings=[
            SittingData(number=each.number, started_at=each.started_at, ended_at=each.ended_at, zone=each.zone)
            for each in cases.sittings(connection, interrogation.id)
        ],
    )


def _recording(
    connection: Connection[Any], recording: ReceivedRecording, interrogations: list[CaseInterrogation]
) -> RecordingData:
    looks = recordings.custody(connection, recording.id)
    return RecordingData(
        ref=str(recording.id),
        name=recording.name,
        sha256=recording.sha256,
        size_bytes=recording.size_bytes,
        received_at=recording.received_at,
        stated_sha256=_stated(looks),
        intact=bool(looks) and looks[-1].intact,
        languages=recording.languages,
        sound=recording.sound,
        placements=[
            PlacementData(
                interrogation=str(interrogation.id),
                sitting=sitting.number,
                span_start=placed.span_start,
                span_end=placed.span_end,
                wall_start=placed.wall_start,
                source=placed.source,
                doubt_seconds=placed.doubt_seconds,
            )
            for interrogation in interrogations
            for sitting in cases.sittings(connection, interrogation.id)
            for placed in cases.placements(connection, interrogation.id)
            if placed.recording_id == recording.id and placed.sitting_id == sitting.id
        ],
        transcript=None,
    )


def _stated(looks: list[CustodyRecord]) -> str | None:
    return next((each.stated_sha256 for each in looks if each.stated_sha256), None)


def _version_of(connection: Connection[Any], interrogation: CaseInterrogation, *, drafts: bool) -> ProtocolVersion | None:
    wanted = STANDING | ({VersionState.DRAFT} if drafts else frozenset())
    return next((each for each in protocols.versions(connection, interrogation.id) if each.state in wanted), None)


def _add_protocol(
    connection: Connection[Any], files: FileStore, package: Package, version: ProtocolVersion, *, folder: str
) -> ProtocolData:
    name = f"{folder}-version-{version.number}"
    document = protocols.document_of_version(connection, version.id)
    paths = {
        "docx": package.add(f"{name}.docx", files.of_hash(version.docx_sha256).read_bytes()),
        "pdf": package.add(f"{name}.pdf", files.of_hash(version.pdf_sha256).read_bytes()),
    }
    if document is not None:
        paths["json"] = package.add(f"{name}.json", _json(document))
    return ProtocolData(
        version=version.id,
        number=version.number,
        state=version.state,
        state_since=protocols.steps(connection, version.id)[-1].at,
        gaps=version.gaps,
        files=paths,  # type: ignore[arg-type]  # the keys are those of the literal
    )


def _add_transcript(
    connection: Connection[Any], package: Package, recording: ReceivedRecording, *, name: str, language: InterfaceLanguage
) -> dict[str, str] | None:
    layer = transcripts.layer(connection, recording.working_layer) if recording.working_layer else None
    if layer is None:
        return None
    working, names = transcripts.working(connection, layer), transcripts.voice_names(connection, layer)
    return {
        "json": package.add(f"{name}.json", json_format.to_json(working).encode()),
        "txt": package.add(f"{name}.txt", text_formats.to_text(working, language, names).encode()),
    }


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
