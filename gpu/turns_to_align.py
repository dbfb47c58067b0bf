"""What a job of alignment is made from: the turns that hold words which a person wrote and nobody listened to yet."""

from dataclasses import dataclass
from uuid import UUID

from gpu import orders
from models.placed_words import PlacedWord
from models.revisions import OnWords
from models.span import Span
from models.store import transcripts
from models.store.database import SYSTEM, Database
from models.store.transcripts import Layer
from models.working_transcript import WorkingTurn

_BESIDE_SECONDS = 1.0  # of a turn, where its words may reach to


@dataclass(frozen=True, kw_only=True, slots=True)
class TurnsToAlign:
    """A layer at a moment."""

    layer: Layer
    revisions: tuple[int, ...]  # by their numbers, whose words nobody listened to yet
    turns: tuple[orders.TurnToAlign, ...]


def read(database: Database, layer_id: UUID) -> TurnsToAlign | None:
    """The layer's; None where it is not there."""
    with database.transaction(SYSTEM) as connection:
        layer = transcripts.layer(connection, layer_id)
        if layer is None:
            return None
        unheard = transcripts.written_unheard(connection, layer_id)
        spans = [each.operation.words for each in unheard if isinstance(each.operation, OnWords)]
        found = {
            turn.numbers.first: turn for words in spans for turn in transcripts.working_on(connection, layer, words).turns
        }
    channels = {voice["name"]: voice["channel"] for voice in layer.header["voices"]}
    turns = tuple(
        orders.TurnToAlign(words=_placed(turn), within=_sound_of(turn), channel=channels.get(turn.voice))
        for turn in found.values()
        if any(word.estimated for word in turn.words)
    )
    return TurnsToAlign(layer=layer, revisions=tuple(each.number for each in unheard), turns=turns)


def _placed(turn: WorkingTurn) -> tuple[PlacedWord, ...]:
    return tuple(
        PlacedWord(
            id=word.id, start=word.start, end=word.end, text=word.text, language=word.language, estimated=word.estimated
        )
        for word in turn.words
    )


def _sound_of(turn: WorkingTurn) -> Span:
    return Span(start=max(0.0, turn.start - _BESIDE_SECONDS), end=turn.end + _BESIDE_SECONDS)
