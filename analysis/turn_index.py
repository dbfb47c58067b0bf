"""Keeps the index of turns true: whatever changes a transcript tells it, in the same transaction."""

from typing import Any
from uuid import UUID

import psycopg

from analysis import lexemes
from models import revisions as edits
from models.revisions import Operation, Words
from models.store import indexed_turns, transcripts
from models.store.indexed_turns import IndexedTurn
from models.store.transcripts import Layer
from models.working_transcript import WorkingTranscript, WorkingTurn, fold


def index(connection: psycopg.Connection[Any], layer: Layer) -> None:
    """The whole layer, instead of another of its recording; nobody else indexes it until the transaction's end."""
    transcripts.lock(connection, layer.id)
    indexed_turns.begin(connection, layer, index_format=lexemes.FORMAT)
    if not layer.words:
        return
    working = fold(transcripts.turns(connection, layer.id), transcripts.revisions(connection, layer.id))
    indexed_turns.replace(connection, layer, Words(first=1, last=layer.words), _indexed(working))


def follow(connection: psycopg.Connection[Any], layer: Layer, operation: Operation) -> None:
    """What a revision of a working layer changed. The caller holds the layer's lock.

    A layer that the index does not hold, or in an older format, is left to `index_missing`: ten thousand turns take
    seconds, and somebody waits for the edit.
    """
    if not indexed_turns.is_indexed(connection, layer.id, index_format=lexemes.FORMAT):
        return
    indexed_turns.touch(connection, layer.id)
    if isinstance(operation, edits.NameVoice):
        indexed_turns.name_voice(connection, layer.id, operation.voice, operation.participant_id)
    elif isinstance(operation, edits.OnWords):
        _renew(connection, layer, operation.words)
    elif isinstance(operation, edits.Undo) and (words := _undone(connection, layer.id, operation)):
        _renew(connection, layer, words)
    else:
        index(connection, layer)


def index_missing(connection: psycopg.Connection[Any]) -> bool:
    """One working layer that the index does not hold, or in an older format; False where there is none."""
    for layer_id in indexed_turns.not_indexed(connection, index_format=lexemes.FORMAT)[:1]:
        layer = transcripts.layer(connection, layer_id)
        if layer is not None:  # erased meanwhile
            index(connection, layer)
        return True
    return False


def _renew(connection: psycopg.Connection[Any], layer: Layer, words: Words) -> None:
    """Turns around some words; where they now begin or end elsewhere, also those that did before."""
    while True:
        working = transcripts.working_on(connection, layer, words)
        reached = indexed_turns.reach(connection, layer.id, _hull(words, working.turns))
        if reached == words:
            break
        words = reached
    indexed_turns.replace(connection, layer, words, _indexed(working))


def _hull(words: Words, turns: tuple[WorkingTurn, ...]) -> Words:
    return (
        Words(
            first=min(words.first, *(turn.numbers.first for turn in turns)),
            last=max(words.last, *(turn.numbers.last for turn in turns)),
        )
        if turns
        else words
    )


def _undone(connection: psycopg.Connection[Any], layer_id: UUID, operation: edits.Undo) -> Words | None:
    """The words of what an undo, or an undo of an undo, took back; None where it was of whole voices."""
    by_number = {each.number: each.operation for each in transcripts.revisions(connection, layer_id)}
    return edits.words_touched(operation, by_number)


def _indexed(working: WorkingTranscript) -> list[IndexedTurn]:
    return [
        IndexedTurn(
            numbers=turn.numbers,
            start=turn.start,
            end=turn.end,
            voice=turn.voice,
            participant_id=working.participants.get(turn.voice),
            languages=sorted({word.language for word in turn.words}),
            checked=turn.checked is not None,
            lexemes=[lexemes.of_word(word.text, word.language) for word in turn.words],
        )
        for turn in working.turns
        if turn.words
    ]
