"""What is compared in a case: every statement of its working transcripts and protocol documents, and where each is said."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from psycopg import Connection

from analysis.claims.records import Statement
from analysis.lexemes import folded, tokens
from analysis.passages import ASKING, askers_of
from analysis.persons.known import known_person, record_of
from analysis.persons.records import PersonRecord
from models.cases import CaseParticipant, Person
from models.findings import FindingSubject, Found, FoundQuote
from models.inconsistencies import SENTENCES, Inconsistency, Quote, Relation
from models.mentions import KnownPerson, PersonName
from models.revisions import Words
from models.sentences import Sentence
from models.store import cases, clocks, findings, indexed_turns, protocols, transcripts
from models.store.clocks import Clock
from models.store.database import SYSTEM, Database
from models.store.transcripts import Layer
from models.suggestions import Suggestion
from models.transcript import WordMark
from models.working_transcript import WorkingTranscript, WorkingTurn, fold
from models.written_text import CONTAINER

_AT_ONCE_SECONDS = 2.0
"""Two recordings of one moment may be this far apart: two cameras hear one sentence, and each writes it its own way."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentWord:
    """A word of a protocol document."""

    id: str
    text: str
    language: str
    probability: float | None = None
    marks: tuple[WordMark, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class SaidAt:
    """Where a statement is said."""

    layer: Layer
    turn: WorkingTurn
    version_id: UUID | None  # of the protocol document that says it so; None: the transcript does
    moment: datetime | None  # on the clock of its place

    @property
    def is_sure(self) -> bool:
        """Whether nothing here rests on what a machine heard alone: a person checked the turn, or wrote the text."""
        return self.turn.checked is not None or self.layer.header["recording"]["sound"]["container"] == CONTAINER

    @property
    def words(self) -> Words:
        """The machine words that its turn accounts for."""
        return self.turn.numbers


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseStatements:
    """Everything said in a case at a moment."""

    case_id: UUID
    as_of: datetime
    statements: tuple[Statement, ...]
    asked_keys: Mapping[str, str]  # the turn of the question, by the statement that answers it
    places: Mapping[str, SaidAt]  # by the statement's key
    known: tuple[KnownPerson, ...]
    participants: tuple[PersonRecord, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Recording:
    """A working transcript with what is known of its recording."""

    layer: Layer
    working: WorkingTranscript
    clocks: list[Clock]
    sha256: str


def read(database: Database, case_id: UUID) -> CaseStatements:
    """The case as it is now; without statements where nothing is said in it."""
    with database.transaction(SYSTEM) as connection:
        as_of = findings.as_of(connection, case_id)
        people = cases.participants(connection, case_id)
        recordings = list(_recordings(connection, case_id))
        documents = _documents(connection, case_id)
    by_participant = {participant.id: person for participant, person in people}
    roles = {participant.id: participant.role for participant, _ in people}
    statements: list[Statement] = []
    places: dict[str, SaidAt] = {}
    asked_keys: dict[str, str] = {}
    for recording in recordings:
        for statement, place, asked_key in _said(recording, by_participant, roles):
            statements.append(statement)
            places[statement.key] = place
            if asked_key is not None:
                asked_keys[statement.key] = asked_key
    for statement, place in _written(documents, recordings, people):
        statements.append(statement)
        places[statement.key] = place
    persons = list({person.id: person for _, person in people}.values())
    return CaseStatements(
        case_id=case_id,
        as_of=as_of,
        statements=tuple(statements),
        asked_keys=asked_keys,
        places=places,
        known=tuple(map(known_person, persons)),
        participants=tuple(map(record_of, persons)),
    )


def _recordings(connection: Connection[Any], case_id: UUID) -> Iterator[_Recording]:
    for layer_id, sha256 in indexed_turns.layers_of_case(connection, case_id):
        layer = transcripts.layer(connection, layer_id)
        if layer is not None:
            yield _Recording(
                layer=layer,
                working=fold(transcripts.turns(connection, layer_id), transcripts.revisions(connection, layer_id)),
                clocks=clocks.of_recording(connection, layer.recording_id),
                sha256=sha256,
            )


def _said(
    recording: _Recording, people: Mapping[UUID, Person], roles: Mapping[UUID, str]
) -> Iterator[tuple[Statement, SaidAt, str | None]]:
    """Each turn of whoever answers, with the question before it."""
    working, layer = recording.working, recording.layer
    asking = {voice for voice, participant in working.participants.items() if roles.get(participant) in ASKING}
    askers = asking or askers_of(working.turns)
    asked: WorkingTurn | None = None
    for turn in working.turns:
        if not turn.words:
            continue
        if turn.voice in askers:
            asked = turn
            continue
        clock = clocks.at(recording.clocks, turn.start)
        person = people.get(working.participants[turn.voice]) if turn.voice in working.participants else None
        statement = Statement(
            key=f"{layer.id}:{turn.numbers.first}",
            words=turn.words,
            who=str(person.id) if person else f"{layer.recording_id}:{turn.voice}",
            interrogation=str(clock.interrogation_id if clock else layer.recording_id),
            asked=asked.words if asked else None,
            who_names=_names_of(person),
            said_on=clock.day_at(turn.start) if clock else None,
            zone=clock.zone if clock else None,
        )
        place = SaidAt(layer=layer, turn=turn, version_id=None, moment=_moment(clock, turn.start))
        yield statement, place, f"{layer.id}:{asked.numbers.first}" if asked else None


def _moment(clock: Clock | None, seconds: float) -> datetime | None:
    if clock is None or clock.wall_start is None:
        return None
    return clock.wall_start + timedelta(seconds=seconds - clock.span_start)


def _names_of(person: Person | None) -> tuple[PersonName, ...]:
    if person is None:
        return ()
    known = known_person(person)
    return (
        PersonName(
            surname=known.surname, name=known.name, patronymic=known.patronymic, sex=known.sex, person_id=str(person.id)
        ),
    )


def _documents(connection: Connection[Any], case_id: UUID) -> list[tuple[UUID, UUID, UUID, dict[str, Any]]]:
    """The newest version of each interrogation's document: interrogation, participant, version, values."""
    found = []
    for interrogation in cases.interrogations(connection, case_id):
        for version in protocols.versions(connection, interrogation.id)[:1]:
            values = protocols.document_of_version(connection, version.id)
            if values is not None:
                found.append((interrogation.id, interrogation.participant_id, version.id, values))
    return found


def _written(
    documents: Iterable[tuple[UUID, UUID, UUID, dict[str, Any]]],
    recordings: Sequence[_Recording],
    people: Sequence[tuple[CaseParticipant, Person]],
) -> Iterator[tuple[Statement, SaidAt]]:
    """Each answer of a protocol document whose words lie in a recording that is worked on."""
    by_participant = {participant.id: person for participant, person in people}
    turns = {
        (recording.sha256, word.id): (recording, turn)
        for recording in recordings
        for turn in recording.working.turns
        for word in (*turn.words, *turn.hidden)
    }
    for interrogation_id, participant_id, version_id, values in documents:
        language, person = str(values.get("language", "ru")), by_participant.get(participant_id)
        questions = {entry["number"]: entry for entry in _entries(values) if entry["kind"] == "question"}
        for entry in _answers(values):
            pointers = [(turn["recording_sha256"], word) for turn in entry["turns"] for word in turn["word_ids"]]
            found = next((turns[pointer] for pointer in pointers if pointer in turns), None)
            if found is None or person is None:
                continue
            recording, turn = found
            clock = clocks.at(recording.clocks, turn.start)
            texts = _texts(entry)
            ids = [word for _, word in pointers] if len(pointers) == len(texts) else [f"p{n}" for n in range(len(texts))]
            yield (
                Statement(
                    key=f"{version_id}:{entry['number']}",
                    words=[
                        DocumentWord(id=word_id, text=text, language=language)
                        for word_id, text in zip(ids, texts, strict=True)
                    ],
                    who=str(person.id),
                    interrogation=str(interrogation_id),
                    asked=_asked(questions.get(entry["question"]), language),
                    who_names=_names_of(person),
                    said_on=clock.day_at(turn.start) if clock else None,
                    zone=clock.zone if clock else None,
                    is_protocol=True,
                ),
                SaidAt(layer=recording.layer, turn=turn, version_id=version_id, moment=_moment(clock, turn.start)),
            )


def _answers(values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    return (entry for entry in _entries(values) if entry["kind"] == "answer" and entry["turns"])


def _entries(values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for section in values["sections"]:
        yield from (block for block in section["blocks"] if block["block"] == "entry")


def _texts(entry: Mapping[str, Any]) -> list[str]:
    return "".join(run["text"] for run in entry["text"]).split()


def _asked(question: Mapping[str, Any] | None, language: str) -> list[DocumentWord] | None:
    if question is None:
        return None
    return [DocumentWord(id=f"q{n}", text=text, language=language) for n, text in enumerate(_texts(question))]


def found(
    source: CaseStatements, inconsistencies: Sequence[Inconsistency], suggestions: Sequence[Suggestion]
) -> list[Found]:
    """What is to be kept; of findings on the same words each once."""
    made = [_inconsistency(source, each) for each in inconsistencies if not _is_one_moment(source, each)]
    made += [_suggestion(source, each) for each in suggestions]
    return list({(each.subject, each.key): each for each in made}.values())


def _is_one_moment(source: CaseStatements, found: Inconsistency) -> bool:
    """Whether two recordings of one moment wrote one sentence in two ways: a doubt about words, not a contradiction."""
    one, other = source.places[found.first.statement], source.places[found.second.statement]
    if found.relation is not Relation.SAME_INTERROGATION or one.layer.id == other.layer.id:
        return False
    if one.moment is None or other.moment is None:
        return False
    return abs((one.moment - other.moment).total_seconds()) < _AT_ONCE_SECONDS


def _inconsistency(source: CaseStatements, found: Inconsistency) -> Found:
    quotes = [_quote(source, each) for each in (found.first, found.second)]
    sentence = SENTENCES[found.rule].filled(first=_told(found.first), second=_told(found.second))
    return Found(
        subject=FindingSubject.INCONSISTENCY,
        key=_key(str(found.kind), quotes),
        rule=found.rule,
        kind=str(found.kind),
        strength=str(found.strength),
        quotes=tuple(quotes),
        sentence=_sentence(sentence),
        use=str(found.use),
        checked=all(source.places[each.statement].is_sure for each in (found.first, found.second)),
    )


def _told(quote: Quote) -> str:
    return (quote.spoken or quote.value).strip(" .,;:!?—-")


def _suggestion(source: CaseStatements, found: Suggestion) -> Found:
    quotes = [
        _quote(
            source,
            Quote(statement=each.statement, words=(), word_ids=each.word_ids, spoken=each.spoken, value=each.spoken),
        )
        for each in found.grounds
    ]
    return Found(
        subject=FindingSubject.SUGGESTION,
        key=_key(str(found.kind), quotes[:1]),
        rule=str(found.kind),
        kind=str(found.kind),
        strength="",
        quotes=tuple(quotes),
        sentence=_sentence(found.sentence),
        use="",
        checked=all(source.places[each.statement].is_sure for each in found.grounds),
    )


def _sentence(sentence: Sentence) -> dict[str, str]:
    return {"ru": sentence.ru, "kk": sentence.kk, "en": sentence.en}


def _quote(source: CaseStatements, quote: Quote) -> FoundQuote:
    place = source.places[quote.statement]
    told = [word for word in place.turn.words if word.id in set(quote.word_ids)] or list(place.turn.words)
    return FoundQuote(
        layer_id=place.layer.id,
        recording_id=place.layer.recording_id,
        first_word=place.words.first,
        last_word=place.words.last,
        word_ids=quote.word_ids,
        start=min((word.start for word in told), default=place.turn.start),
        end=max((word.end for word in told), default=place.turn.end),
        spoken=quote.spoken,
        value=quote.value,
        version_id=place.version_id,
    )


def _key(kind: str, quotes: Sequence[FoundQuote]) -> str:
    """The same for the same words of the same recordings, also where a later layer writes them at another place."""
    said = sorted(f"{each.recording_id} {' '.join(map(folded, tokens(each.spoken)))}" for each in quotes)
    return hashlib.sha256("\n".join((kind, *said)).encode()).hexdigest()
