"""Search over the words of everything that whoever asks may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import psycopg
from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from analysis import lexemes, word_query
from analysis.word_query import WordQuery
from api.access import Reader
from api.context import Context, Here
from api.errors import InvalidError
from api.routes.cases import viewed
from models.accounts import SignedIn
from models.journal.canonical import Json
from models.journal.entry import EntryKind
from models.revisions import Words
from models.store import cases, indexed_turns, journal, recordings, transcripts
from models.store.database import account
from models.store.indexed_turns import RANKED_AT_MOST, Match, Wanted

router = APIRouter(prefix="/api", tags=["search"])

LAST_OFFSET = 1000


class Search(BaseModel):
    """What is looked for, and where."""

    model_config = ConfigDict(extra="forbid")

    q: Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00]*$")]
    case_id: UUID | None = None
    person_id: UUID | None = None
    person: Annotated[str | None, Field(max_length=200, pattern=r"^[^\x00]*$")] = None  # a part of a speaker's name
    role: Annotated[str | None, Field(max_length=100, pattern=r"^[^\x00]*$")] = None  # a speaker's
    language: Annotated[str | None, Field(max_length=10, pattern=r"^[^\x00]*$")] = None
    since: datetime | None = None
    until: datetime | None = None
    offset: Annotated[int, Field(ge=0, le=LAST_OFFSET)] = 0
    limit: Annotated[int, Field(ge=1, le=50)] = 20


class HitWord(BaseModel):
    """A word of a turn that was found."""

    id: str
    text: str
    start: float
    end: float
    found: bool  # it is what was looked for


class Hit(BaseModel):
    """A turn that was found, as it stands now."""

    case_id: UUID
    case_number: str
    recording_id: UUID
    recording: str
    layer_id: UUID
    first_word: int
    start: float
    end: float
    voice: str
    participant_id: UUID | None
    person: str | None  # whose voice it is, by a person's ruling
    role: str | None
    language: str  # of most words
    at: datetime  # by the clock of its placement, or when the recording came
    checked: bool
    words: list[HitWord]

    @property
    def plays_from(self) -> float:
        """The second at which the first word that was looked for begins."""
        return next((word.start for word in self.words if word.found), self.start)


class Found(BaseModel):
    """The best hits first."""

    total: int
    more: bool  # there are more than `total`: the latest of them were ranked
    hits: list[Hit]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Names:
    cases: dict[UUID, str]
    recordings: dict[UUID, str]
    people: dict[UUID, tuple[str, str]]  # name and role by participant


@router.get("/search")
def search(who: Reader, context: Here, asked: Annotated[Search, Query()]) -> Found:
    """Turns in which all these words are said.

    `"one after the other"`, `begin*`, `-not`. Words are found in whatever form they were said, Russian and Kazakh.
    """
    query = word_query.read(asked.q)
    if query is None:
        raise InvalidError(what="q")
    for moment in (asked.since, asked.until):
        if moment is not None and moment.tzinfo is None:
            raise InvalidError(what="since, until: a time zone is expected")
    wanted = Wanted(
        query=query.tsquery(),
        case_id=asked.case_id,
        person_id=asked.person_id,
        person=(asked.person or "").strip() or None,
        role=asked.role or None,
        language=asked.language or None,
        since=asked.since,
        until=asked.until,
    )
    with context.database.transaction(account(who.account.id)) as connection:
        matches = indexed_turns.matching(connection, wanted)
        shown = matches[asked.offset : asked.offset + asked.limit]
        names = _names(connection, shown)
        hits = [_hit(connection, each, query, names) for each in shown]
        journal.record(
            connection,
            EntryKind.SEARCH,
            subject=("search", "words"),
            account_id=who.account.id,
            case_id=asked.case_id,
            details={"asked": asked.model_dump(mode="json", exclude_none=True), "found": len(matches)},
        )
    _note(context, who, hits)
    return Found(total=len(matches), more=len(matches) == RANKED_AT_MOST, hits=hits)


def _note(context: Context, who: SignedIn, hits: Sequence[Hit]) -> None:
    """Whose words were shown, in the journal of each case."""
    for case_id in dict.fromkeys(hit.case_id for hit in hits):
        turns: list[Json] = [[str(hit.layer_id), hit.first_word] for hit in hits if hit.case_id == case_id]
        viewed(context, who, case_id, ("case", case_id), what="search", turns=turns)


def _names(connection: psycopg.Connection[Any], shown: Sequence[Match]) -> _Names:
    found_cases = [cases.case(connection, each) for each in {match.case_id for match in shown}]
    found = [recordings.recording(connection, each) for each in {match.recording_id for match in shown}]
    return _Names(
        cases={each.id: each.number for each in found_cases if each},
        recordings={each.id: each.name for each in found if each},
        people={
            participant.id: (person.name, participant.role)
            for case_id in {match.case_id for match in shown if match.participant_id}
            for participant, person in cases.participants(connection, case_id)
        },
    )


def _hit(connection: psycopg.Connection[Any], match: Match, query: WordQuery, names: _Names) -> Hit:
    layer = transcripts.layer(connection, match.layer_id)
    numbers = Words(first=match.first_word, last=match.last_word)
    turns = transcripts.working_on(connection, layer, numbers).turns if layer else ()
    words = [word for turn in turns if turn.numbers == numbers for word in turn.words]
    places = set(query.places([lexemes.of_word(word.text, word.language) for word in words]))
    person, role = names.people.get(match.participant_id, (None, None)) if match.participant_id else (None, None)
    languages = [word.language for word in words]
    return Hit(
        case_id=match.case_id,
        case_number=names.cases[match.case_id],
        recording_id=match.recording_id,
        recording=names.recordings[match.recording_id],
        layer_id=match.layer_id,
        first_word=match.first_word,
        start=match.starts,
        end=match.ends,
        voice=match.voice,
        participant_id=match.participant_id,
        person=person,
        role=role,
        language=max(set(languages), key=lambda each: (languages.count(each), each), default="ru"),
        at=match.at,
        checked=match.checked,
        words=[
            HitWord(id=word.id, text=word.text, start=word.start, end=word.end, found=place in places)
            for place, word in enumerate(words)
        ],
    )
