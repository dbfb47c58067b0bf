"""What the next draft of a protocol is made from."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from psycopg import Connection

from models.case_form import completed
from models.cases import CaseInterrogation
from models.custody import ReceivedRecording
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


def sources(connection: Connection[Any], interrogation: CaseInterrogation) -> Sources:
    """Read what the next draft is made from: the working transcripts of its recordings as they are now."""
    made: list[Transcript] = []
    names: list[str] = []
    states: list[tuple[Layer, int]] = []
    rulings: dict[str, str] = {}
    participants = cases.participants(connection, interrogation.case_id)
    roles = {str(each.id): each.role for each, _ in participants}
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
        for voice, participant in working.participants.items():
            name = voice if len(placed) == 1 else f"{number}:{voice}"
            if participant == interrogation.participant_id:
                rulings[name] = "interrogated"
            elif str(participant) in roles:
                rulings[name] = roles[str(participant)]
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
