"""Search over everything that whoever asks may see, by words or by meaning."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import psycopg
from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from analysis import fusion, lexemes, word_query
from analysis.word_query import WordQuery
from api import meaning
from api.access import Reader
from api.context import Context, Here
from api.errors import InvalidError
from api.routes.cases import viewed
from models.accounts import SignedIn
from models.journal.canonical import Json
from models.journal.entry import EntryKind
from models.meaning import Asked
from models.revisions import Words
from models.store import cases, found_passages, indexed_turns, journal, passages, transcripts
from models.store.database import account
from models.store.indexed_turns import RANKED_AT_MOST, Wanted
from models.store.mentions import KeptMention
from models.store.passages import KeptPassage
from models.working_transcript import WorkingTurn
from models.written_text import CONTAINER

router = APIRouter(prefix="/api", tags=["search"])

LAST_OFFSET = 1000
_NEAR = 200  # passages that are looked at for their meaning, and as many for their words
_WEIGHTS = {"meaning": 1.0, "words": 1.0}


class Search(BaseModel):
    """What is looked for, and where."""

    model_config = ConfigDict(extra="forbid")

    q: Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00]*$")]
    by: Literal["words", "meaning"] = "words"
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


class HitTurn(BaseModel):
    """A turn of what was found."""

    voice: str
    participant_id: UUID | None
    person: str | None  # whose voice it is, by a person's ruling
    role: str | None
    language: str  # of most words
    words: list[HitWord]


class Hit(BaseModel):
    """What was found, as it stands now: a turn, or by meaning a passage of several."""

    case_id: UUID
    case_number: str
    recording_id: UUID
    recording: str
    layer_id: UUID
    first_word: int
    start: float
    end: float
    at: datetime  # by the clock of its placement, or when the recording came
    checked: bool
    written: bool  # a text: nothing of it plays
    turns: list[HitTurn]

    @property
    def plays_from(self) -> float:
        """The second at which the first word that was looked for begins."""
        return next((word.start for turn in self.turns for word in turn.words if word.found), self.start)


class Found(BaseModel):
    """The best hits first."""

    total: int
    more: bool  # there are more than `total`: the latest of them were ranked, or the nearest
    hits: list[Hit]


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where something was found."""

    case_id: UUID
    recording_id: UUID
    layer_id: UUID
    numbers: Words
    start: float
    end: float
    at: datetime
    checked: bool
    words: frozenset[str] = frozenset()  # ids of the words that it is about, to be marked

    @classmethod
    def of_passage(cls, kept: KeptPassage, *, at: datetime) -> "Place":
        """Where a passage lies."""
        return cls(
            case_id=kept.case_id,
            recording_id=kept.recording_id,
            layer_id=kept.layer_id,
            numbers=Words(first=kept.first_word, last=kept.last_word),
            start=kept.starts,
            end=kept.ends,
            at=at,
            checked=kept.checked,
        )

    @classmethod
    def of_mention(cls, kept: KeptMention, *, at: datetime, checked: bool) -> "Place":
        """The turn of a mention, with its words to be marked."""
        return cls(
            case_id=kept.case_id,
            recording_id=kept.recording_id,
            layer_id=kept.layer_id,
            numbers=Words(first=kept.first_word, last=kept.last_word),
            start=kept.starts,
            end=kept.ends,
            at=at,
            checked=checked,
            words=frozenset(kept.word_ids),
        )


@router.get("/search", responses={503: {"description": "SearchAwayError: search by meaning does not work at present."}})
def search(who: Reader, context: Here, asked: Annotated[Search, Query()]) -> Found:
    """Turns in which all these words are said, or passages that mean what is asked.

    By words: `"one after the other"`, `begin*`, `-not`. They are found in whatever form they were said, Russian and Kazakh.
    By meaning: a question or a few words; what is near comes first, and what has the words themselves before it.
    """
    query = word_query.read(asked.q)
    if query is None:
        raise InvalidError(what="q")
    for moment in (asked.since, asked.until):
        if moment is not None and moment.tzinfo is None:
            raise InvalidError(what="since, until: a time zone is expected")
    wanted = _wanted(asked, query)
    if asked.by == "meaning":
        near = meaning.near(context, Asked(account_id=who.account.id, text=asked.q, case_id=asked.case_id, most=_NEAR))
    with context.database.transaction(account(who.account.id)) as connection:
        if asked.by == "meaning":
            places = _by_meaning(connection, [each.id for each in near], wanted)
            more = len(near) == _NEAR
        else:
            places = _by_words(connection, wanted)
            more = len(places) == RANKED_AT_MOST
        hits = hits_of(connection, places[asked.offset : asked.offset + asked.limit], query)
        journal.record(
            connection,
            EntryKind.SEARCH,
            subject=("search", asked.by),
            account_id=who.account.id,
            case_id=asked.case_id,
            details={"asked": asked.model_dump(mode="json", exclude_none=True), "found": len(places)},
        )
    _note(context, who, hits)
    return Found(total=len(places), more=more, hits=hits)


def _wanted(asked: Search, query: WordQuery) -> Wanted:
    terms = query.terms() if asked.by == "meaning" else ()
    return Wanted(
        query=" | ".join(terms) or query.tsquery(),
        terms=terms,
        least=(len(terms) + 1) // 2,  # one word alone tells nothing of what a question means
        case_id=asked.case_id,
        person_id=asked.person_id,
        person=(asked.person or "").strip() or None,
        role=asked.role or None,
        language=asked.language or None,
        since=asked.since,
        until=asked.until,
    )


def _by_words(connection: psycopg.Connection[Any], wanted: Wanted) -> list[Place]:
    return [
        Place(
            case_id=each.case_id,
            recording_id=each.recording_id,
            layer_id=each.layer_id,
            numbers=Words(first=each.first_word, last=each.last_word),
            start=each.starts,
            end=each.ends,
            at=each.at,
            checked=each.checked,
        )
        for each in indexed_turns.matching(connection, wanted)
    ]


def _by_meaning(connection: psycopg.Connection[Any], near: list[int], wanted: Wanted) -> list[Place]:
    """Passages near what is asked, and those in which its words are said, in one order."""
    said = [(each.layer_id, each.first_word) for each in indexed_turns.matching(connection, wanted)[:_NEAR]]
    of_words = [each for each in passages.of_words(connection, said) if each is not None]
    ordered = fusion.fused({"meaning": near, "words": of_words}, _WEIGHTS)
    moments = found_passages.narrowed(connection, ordered, wanted)
    kept = passages.passages(connection, list(moments))
    return [Place.of_passage(kept[each], at=moments[each]) for each in ordered if each in kept]


def _note(context: Context, who: SignedIn, hits: Sequence[Hit]) -> None:
    """Whose words were shown, in the journal of each case."""
    for case_id in dict.fromkeys(hit.case_id for hit in hits):
        turns: list[Json] = [[str(hit.layer_id), hit.first_word] for hit in hits if hit.case_id == case_id]
        viewed(context, who, case_id, ("case", case_id), what="search", turns=turns)


def hits_of(connection: psycopg.Connection[Any], places: Sequence[Place], query: WordQuery | None = None) -> list[Hit]:
    """What is said at some places, as it stands now; with what was looked for marked."""
    case_ids = list({each.case_id for each in places})
    names = found_passages.names_of(connection, case_ids, [each.recording_id for each in places])
    people = {
        participant.id: (person.name, participant.role)
        for case_id in case_ids
        for participant, person in cases.participants(connection, case_id)
    }
    hits = []
    for place in places:
        layer = transcripts.layer(connection, place.layer_id)
        working = transcripts.working_on(connection, layer, place.numbers) if layer else None
        turns = [turn for turn in working.turns if turn.words and place.numbers.touches(turn.numbers)] if working else []
        whose = working.participants if working else {}
        hits.append(
            Hit(
                case_id=place.case_id,
                case_number=names[place.case_id],
                recording_id=place.recording_id,
                recording=names[place.recording_id],
                layer_id=place.layer_id,
                first_word=place.numbers.first,
                start=place.start,
                end=place.end,
                at=place.at,
                checked=place.checked,
                written=layer is not None and layer.header["recording"]["sound"]["container"] == CONTAINER,
                turns=[_turn(turn, query, place.words, whose.get(turn.voice), people) for turn in turns],
            )
        )
    return hits


def _turn(
    turn: WorkingTurn,
    query: WordQuery | None,
    marked: Collection[str],
    participant_id: UUID | None,
    people: dict[UUID, tuple[str, str]],
) -> HitTurn:
    said = [lexemes.of_word(word.text, word.language) for word in turn.words] if query else []
    places = set(query.places(said)) if query else set()
    person, role = people.get(participant_id, (None, None)) if participant_id else (None, None)
    return HitTurn(
        voice=turn.voice,
        participant_id=participant_id,
        person=person,
        role=role,
        language=Counter(word.language for word in turn.words).most_common(1)[0][0],
        words=[
            HitWord(id=word.id, text=word.text, start=word.start, end=word.end, found=place in places or word.id in marked)
            for place, word in enumerate(turn.words)
        ],
    )
