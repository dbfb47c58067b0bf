"""What the next draft of a protocol is made from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg import Connection

from models.case_form import completed
from models.cases import CaseInterrogation
from models.custody import ReceivedRecording
from models.revisions import MergeVoices, Revision, SetVoice, in_force
from models.store import cases, recordings, transcripts
from models.store.rows import given
from models.store.transcripts import Layer
from models.transcript import Transcript
from models.working_transcript import as_transcript, fold


@dataclass(frozen=True, kw_only=True, slots=True)
class Sources:
    """What a draft of an interrogation is made from."""

    transcripts: tuple[Transcript, ...]  # with people's revisions, in the order of placements
    names: tuple[str, ...]  # of the recordings
    form: dict[str, Any]  # with what the case file knows, and the voices that people have named
    made_from: dict[str, Any]  # see `made_from`


_OF_VOICES = ("merge_voices", "name_voice", "set_voice", "undo")
"""Revisions that say whose voice is whose, and their undoes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outline:
    """Of what a draft would be made from, as much as can be told without reading a transcript."""

    names: tuple[str, ...]  # of the recordings
    voices: tuple[str, ...]  # that may be heard in them, as the form names them
    rulings: dict[str, str]  # whose voice is whose, as the transcripts name them
    made_from: dict[str, Any]  # see `made_from`


def outline(connection: Connection[Any], interrogation: CaseInterrogation) -> Outline:
    """The recordings that the next draft is made from, and their voices."""
    roles = _roles(connection, interrogation)
    placed = list(_placed(connection, interrogation))
    names: list[str] = []
    voices: list[str] = []
    states: list[tuple[Layer, int]] = []
    rulings: dict[str, str] = {}
    for number, recording, layer in placed:
        if layer is None:
            continue
        revisions = transcripts.revisions(connection, layer.id, kinds=_OF_VOICES)
        prefix = "" if len(placed) == 1 else f"{number}:"
        names.append(recording.name)
        states.append((layer, transcripts.last_revision(connection, layer.id)))
        voices.extend(f"{prefix}{voice}" for voice in _voices(layer, revisions))
        rulings |= _rulings(fold([], revisions).participants, roles, interrogation, prefix)
    return Outline(names=tuple(names), voices=tuple(voices), rulings=rulings, made_from=_made_from(states, interrogation))


def _voices(layer: Layer, revisions: list[Revision]) -> list[str]:
    """Those that the engines found, and what people made of them."""
    made = {each["name"] for each in layer.header["voices"]}
    for revision in in_force(revisions):
        if isinstance(revision.operation, SetVoice):
            made.add(revision.operation.voice)
        elif isinstance(revision.operation, MergeVoices) and revision.operation.voice in made:
            made = made - {revision.operation.voice} | {revision.operation.into}
    return sorted(made)


def _roles(connection: Connection[Any], interrogation: CaseInterrogation) -> dict[UUID, str]:
    return {each.id: each.role for each, _ in cases.participants(connection, interrogation.case_id)}


def _rulings(
    named: Mapping[str, UUID], roles: Mapping[UUID, str], interrogation: CaseInterrogation, prefix: str
) -> dict[str, str]:
    """Whose voice is whose in one recording, as the form would say it."""
    made: dict[str, str] = {}
    for voice, participant in named.items():
        if participant == interrogation.participant_id:
            made[f"{prefix}{voice}"] = "interrogated"
        elif participant in roles:
            made[f"{prefix}{voice}"] = roles[participant]
    return made


def sources(connection: Connection[Any], interrogation: CaseInterrogation) -> Sources:
    """Read what the next draft is made from: the working transcripts of its recordings as they are now."""
    made: list[Transcript] = []
    names: list[str] = []
    states: list[tuple[Layer, int]] = []
    rulings: dict[str, str] = {}
    participants = cases.participants(connection, interrogation.case_id)
    roles = {each.id: each.role for each, _ in participants}
    placed = list(_placed(connection, interrogation))
    for number, recording, layer in placed:
        if layer is None:
            continue
        machine = transcripts.transcript(connection, layer)
        revisions = transcripts.revisions(connection, layer.id)
        working = fold(machine.turns, revisions)
        states.append((layer, revisions[-1].number if revisions else 0))
        made.append(as_transcript(machine, working))
        names.append(recording.name)
        prefix = "" if len(placed) == 1 else f"{number}:"
        rulings |= _rulings(working.participants, roles, interrogation, prefix)
    interrogated = next((each for each in participants if each[0].id == interrogation.participant_id), None)
    form = completed(
        interrogation,
        given(cases.case(connection, interrogation.case_id)),
        interrogated,
        cases.sittings(connection, interrogation.id),
    )
    form["voices"] = {**form.get("voices", {}), **rulings}
    return Sources(transcripts=tuple(made), names=tuple(names), form=form, made_from=_made_from(states, interrogation))


def made_from(connection: Connection[Any], interrogation: CaseInterrogation) -> dict[str, Any]:
    """The state of what a draft rests on: layers with the last revision of each, and the form's edition."""
    states = [
        (layer, transcripts.last_revision(connection, layer.id))
        for _, _, layer in _placed(connection, interrogation)
        if layer is not None
    ]
    return _made_from(states, interrogation)


def _made_from(states: list[tuple[Layer, int]], interrogation: CaseInterrogation) -> dict[str, Any]:
    layers = [{"layer": str(layer.id), "revision": revision} for layer, revision in states]
    return {"layers": layers, "form_edition": interrogation.edition}


def _placed(
    connection: Connection[Any], interrogation: CaseInterrogation
) -> Iterator[tuple[int, ReceivedRecording, Layer | None]]:
    """Recordings in the order of their placements, each with its number and working layer."""
    order = dict.fromkeys(each.recording_id for each in cases.placements(connection, interrogation.id))
    for number, recording_id in enumerate(order, start=1):
        recording = recordings.recording(connection, recording_id)
        if recording is not None:
            layer = transcripts.layer(connection, recording.working_layer) if recording.working_layer else None
            yield number, recording, layer
