"""Puts each voice on a seat: ruled by a person, carried by a proposal, or nobody's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.interrogation import InterrogationForm, ParticipantRole, VoiceRuling
from models.protocol_document import Run, Text, VoiceProposal
from models.transcript import Transcript
from transcribe.protocol.errors import VoiceAmbiguousError, VoiceTwiceError, VoiceUnknownError
from transcribe.protocol.pen import Pen
from transcribe.protocol.roles import PARTICIPANT_NAMES, ROLES, WHO_SPEAKS
from transcribe.protocol.who import propose

VoiceKey = tuple[int, str]
"""The number of a recording and a voice in it: voices of two recordings are never taken for one person."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Seat:
    """Who a voice is in the record."""

    key: VoiceKey
    role: ParticipantRole | None  # None: not ruled, and no proposal carries
    proposed: bool  # the role rests on a proposal
    label: Text  # the participant, or the voice with a gap


@dataclass(frozen=True, kw_only=True, slots=True)
class Seating:
    """Every voice's seat, and the proposals for those that nobody ruled on."""

    seats: Mapping[VoiceKey, Seat]
    proposals: tuple[VoiceProposal, ...]


def seat_voices(transcripts: Sequence[Transcript], form: InterrogationForm, pen: Pen) -> Seating:
    """A seat for every voice that has turns.

    Raises:
        VoiceUnknownError: the form names a voice or recording that is not there.
        VoiceAmbiguousError: it names a bare voice while there are several recordings.
        VoiceTwiceError: it says two things of one voice.
    """
    rulings = _rulings(transcripts, form)
    seats: dict[VoiceKey, Seat] = {}
    proposals: list[VoiceProposal] = []
    for number, transcript in enumerate(transcripts, start=1):
        ruled = {voice: ruling.role for (recording, voice), ruling in rulings.items() if recording == number}
        proposed = {each.voice: each for each in propose(transcript, ruled, recording=number)}
        proposals.extend(proposed.values())
        for voice in dict.fromkeys(turn.voice for turn in transcript.turns):
            key = (number, voice)
            if voice in ruled:
                label = _participant_label(rulings[key], form, pen)
                seats[key] = Seat(key=key, role=ruled[voice], proposed=False, label=label)
            else:
                role = ParticipantRole(proposed[voice].role or "other") if proposed[voice].carries else None
                label = (Run(text=f"{voice_name(key, len(transcripts))} "), *pen.gap(WHO_SPEAKS))
                seats[key] = Seat(key=key, role=role, proposed=role is not None, label=label)
    return Seating(seats=seats, proposals=tuple(proposals))


def voice_name(key: VoiceKey, recordings: int) -> str:
    """`VOICE_00`, or `2:VOICE_00` where there are several recordings, as the form writes it."""
    return key[1] if recordings == 1 else f"{key[0]}:{key[1]}"


def recording_number(stated: int | None, name: str, recordings: int) -> int:
    """Which recording a ruling means; VoiceAmbiguousError where it does not say and there are several."""
    if stated is None and recordings > 1:
        raise VoiceAmbiguousError(key=name)
    return stated or 1


def _rulings(transcripts: Sequence[Transcript], form: InterrogationForm) -> dict[VoiceKey, VoiceRuling]:
    known = {
        (number, voice): None
        for number, transcript in enumerate(transcripts, start=1)
        for voice in (*(each.name for each in transcript.voices), *(turn.voice for turn in transcript.turns))
    }
    rulings: dict[VoiceKey, VoiceRuling] = {}
    for ruling in form.voices:
        key = (recording_number(ruling.recording, ruling.voice, len(transcripts)), ruling.voice)
        if key not in known:
            stated = ruling.voice if ruling.recording is None else f"{ruling.recording}:{ruling.voice}"
            names = ", ".join(voice_name(each, len(transcripts)) for each in known) or "—"
            raise VoiceUnknownError(key=stated, known=names)
        if key in rulings:
            raise VoiceTwiceError(key=ruling.voice, detail=f"{rulings[key].role}, {ruling.role}")
        rulings[key] = ruling
    return rulings


def _participant_label(ruling: VoiceRuling, form: InterrogationForm, pen: Pen) -> Text:
    """The capacity and, where the form states it, the name."""
    if ruling.role is ParticipantRole.INTERROGATED:
        capacity = ROLES[form.role].name if form.role else PARTICIPANT_NAMES[ruling.role]
        name = form.person.full_name
    elif ruling.role is ParticipantRole.INVESTIGATOR:
        capacity, name = PARTICIPANT_NAMES[ruling.role], form.official.name
    else:
        capacity, name = PARTICIPANT_NAMES[ruling.role], None
        alike = [each for each in form.participants or () if each.role is ruling.role]
        if ruling.number <= len(alike):
            name = alike[ruling.number - 1].name
        elif ruling.number > 1:
            name = f"№ {ruling.number}"
    return (Run(text=pen.raw(capacity) + (f" {name}" if name else "")),)
