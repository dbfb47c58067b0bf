"""Proves that a draft holds every turn of its transcripts once, letter for letter."""

from collections import Counter
from collections.abc import Iterator, Sequence

from models.protocol_document import EntryKind, ProtocolDocument, TurnPointer, plain
from models.transcript import Transcript
from transcribe.protocol.errors import TurnsLostError

_SHOWN_DEFECTS = 5
_WITHOUT_WORDS = (EntryKind.NO_ANSWER, EntryKind.ANSWER_GAP)


def check_accounted(document: ProtocolDocument, transcripts: Sequence[Transcript]) -> None:
    """TurnsLostError unless every turn is once in the record or among the left out, with its words unchanged."""
    defects = list(defects_of(document, transcripts))
    if defects:
        raise TurnsLostError(detail="; ".join(defects[:_SHOWN_DEFECTS]))


def defects_of(document: ProtocolDocument, transcripts: Sequence[Transcript]) -> Iterator[str]:
    """Each turn that is missing, doubled or unknown, and each text that is not exactly its words."""
    entries = document.entries()
    pointers = [*(turn for entry in entries for turn in entry.turns), *(each.turn for each in document.left_out)]
    expected = Counter(
        TurnPointer(
            recording_sha256=transcript.recording.sha256,
            turn_id=turn.id,
            word_ids=tuple(word.id for word in turn.words),
        )
        for transcript in transcripts
        for turn in transcript.turns
    )
    for pointer in (expected - Counter(pointers)).elements():
        yield f"missing {pointer.turn_id} of {pointer.recording_sha256[:12]}"
    for pointer in (Counter(pointers) - expected).elements():
        yield f"unexpected {pointer.turn_id} of {pointer.recording_sha256[:12]}"
    yield from _changed_texts(document, transcripts)


def _changed_texts(document: ProtocolDocument, transcripts: Sequence[Transcript]) -> Iterator[str]:
    words = [{word.id: word.text for word in transcript.words()} for transcript in transcripts]
    for entry in document.entries():
        if entry.kind in _WITHOUT_WORDS:
            continue
        spoken = words[entry.recording - 1]
        if plain(entry.text) != " ".join(spoken.get(word, "") for word in entry.word_ids):
            yield f"changed words in entry {entry.number}"
