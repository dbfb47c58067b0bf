"""What a job of the index is made from: a layer's words as they stand now, who is in its case, and when they were said."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from analysis import formalities
from analysis.passages import ASKING, askers_of
from analysis.passages import passages as passages_of
from analysis.persons.known import known_person
from gpu.orders import TurnToRead
from models.formalities import Formalities
from models.interrogation import Role
from models.mentions import KnownPerson, Mention
from models.passages import Passage
from models.store import cases, clocks, passages, transcripts
from models.store.clocks import Clock
from models.store.database import SYSTEM, Database
from models.store.mentions import PlacedMention
from models.store.transcripts import Layer
from models.working_transcript import WorkingTranscript, WorkingTurn, fold


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexSource:
    """A layer at a moment."""

    layer: Layer
    turns: tuple[WorkingTurn, ...]  # those with words
    passages: list[Passage]
    as_of: datetime  # when its words changed last
    vectors: dict[str, bytes]  # what is embedded already, by the hash of the text
    clocks: list[Clock]
    known: tuple[KnownPerson, ...]
    askers: frozenset[str]  # the voices that ask
    formalities: Formalities

    @property
    def to_read(self) -> tuple[TurnToRead, ...]:
        """The turns with the day on which each was said."""
        return tuple(_to_read(turn, clocks.at(self.clocks, turn.start)) for turn in self.turns)


def read(database: Database, layer_id: UUID, weights: str) -> IndexSource | None:
    """The layer; None where it is not there, or is not the one that is worked on."""
    with database.transaction(SYSTEM) as connection:
        as_of = passages.to_embed(connection, layer_id)
        layer = transcripts.layer(connection, layer_id)
        if layer is None or as_of is None:
            return None
        working = fold(transcripts.turns(connection, layer_id), transcripts.revisions(connection, layer_id))
        people = cases.participants(connection, layer.case_id)
        held = passages.vectors(connection, layer_id, weights)
        placed = clocks.of_recording(connection, layer.recording_id)
    roles = {participant.id: participant.role for participant, _ in people}
    asking = _of(working, roles, ASKING)
    askers = frozenset(asking) or askers_of(working.turns)
    return IndexSource(
        layer=layer,
        turns=tuple(turn for turn in working.turns if turn.words),
        passages=passages_of(working.turns, askers=askers),
        as_of=as_of,
        vectors=held,
        clocks=placed,
        known=tuple(known_person(person) for person in {person.id: person for _, person in people}.values()),
        askers=askers,
        formalities=formalities.read(working.turns, officials=asking, interrogated=_of(working, roles, frozenset(Role))),
    )


def _of(working: WorkingTranscript, roles: Mapping[UUID, str], wanted: Collection[str]) -> set[str]:
    """The voices that a person named as those of participants in some roles."""
    return {voice for voice, participant in working.participants.items() if roles.get(participant) in wanted}


def placed(source: IndexSource, found: Sequence[Sequence[Mention]]) -> list[PlacedMention]:
    """The mentions of each turn with where they are said."""
    made = []
    for turn, mentions in zip(source.turns, found, strict=True):
        for mention in mentions:
            said = [turn.words[each] for each in mention.words]
            made.append(
                PlacedMention(
                    mention=mention,
                    numbers=turn.numbers,
                    start=min(word.start for word in said),
                    end=max(word.end for word in said),
                    asks=turn.voice in source.askers,
                )
            )
    return made


def _to_read(turn: WorkingTurn, clock: Clock | None) -> TurnToRead:
    if clock is None:
        return TurnToRead(words=turn.words, said_on=None, zone=None)
    return TurnToRead(words=turn.words, said_on=clock.day_at(turn.start), zone=clock.zone)
