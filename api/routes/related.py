"""Cases like a case, among those that whoever asks may see: proposals, each with the two passages that are most alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

import numpy as np
import psycopg
from fastapi import APIRouter, Query
from pydantic import BaseModel

from analysis.embed import unpacked
from analysis.related import CaseText, likeness_of_meaning, nearest_pair
from api import meaning
from api.access import Reader
from api.context import Here
from api.routes.cases import seen, viewed
from api.routes.search import Hit, Place, hits_of
from models.meaning import Asked
from models.store import found_passages, passages
from models.store.database import account
from models.store.indexed_turns import Wanted
from models.store.passages import Vector
from models.weights import catalogue, identity

router = APIRouter(prefix="/api", tags=["search"])

_NEAR = 400  # passages of other cases that are near to one of the case's
_LOOKED_AT = 40  # cases that they are of


class RelatedCase(BaseModel):
    """A case that is like another."""

    case_id: UUID
    case_number: str
    own: Hit  # what is said in the case that was asked about
    other: Hit  # and what in this one is most like it


@dataclass(frozen=True, kw_only=True, slots=True)
class _Like:
    """A case with the ids of the two passages that are most alike."""

    own: int
    other: int


@router.get(
    "/cases/{case_id}/related",
    responses={503: {"description": "SearchAwayError: search by meaning does not work at present."}},
)
def related(case_id: UUID, who: Reader, context: Here, limit: Annotated[int, Query(ge=1, le=20)] = 10) -> list[RelatedCase]:
    """Cases of which most is said that is like what is said in this one, the likest first."""
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
    near = meaning.near(context, Asked(account_id=who.account.id, like=case_id, most=_NEAR))
    row = catalogue(context.settings.weights_folder).get(context.settings.embedder)
    with context.database.transaction(account(who.account.id)) as connection:
        likes = _likes(connection, case_id, [each.id for each in near], weights=identity(row) if row else "", most=limit)
        places = _places(connection, [each for like in likes for each in (like.own, like.other)])
        whole = [like for like in likes if like.own in places and like.other in places]  # not erased meanwhile
        own = hits_of(connection, [places[like.own] for like in whole])
        other = hits_of(connection, [places[like.other] for like in whole])
    for shown in {each.case_id for each in other} | {case_id}:
        viewed(context, who, shown, ("case", shown), what="related", to=str(case_id))
    return [
        RelatedCase(case_id=theirs.case_id, case_number=theirs.case_number, own=ours, other=theirs)
        for ours, theirs in zip(own, other, strict=True)
    ]


def _likes(
    connection: psycopg.Connection[Any], case_id: UUID, near: Sequence[int], *, weights: str, most: int
) -> list[_Like]:
    """The likest cases first."""
    own = passages.of_case(connection, case_id, weights=weights)
    kept = passages.passages(connection, near)
    candidates = list(dict.fromkeys(kept[each].case_id for each in near if each in kept))[:_LOOKED_AT]
    theirs = {each: passages.of_case(connection, each, weights=weights) for each in candidates}
    if not own or not candidates:
        return []
    asked = _text(own)
    others = [_text(theirs[each]) for each in candidates]
    order = np.argsort(-likeness_of_meaning(asked, others), kind="stable")[:most]
    made = []
    for place in order:
        ours, other = nearest_pair(asked, others[place])
        made.append(_Like(own=own[ours].id, other=theirs[candidates[place]][other].id))
    return made


def _text(vectors: Sequence[Vector]) -> CaseText:
    return CaseText(pieces={}, vectors=unpacked(vectors))


def _places(connection: psycopg.Connection[Any], ids: Sequence[int]) -> dict[int, Place]:
    moments = found_passages.narrowed(connection, ids, Wanted(query=""))
    return {
        each.id: Place.of_passage(each, at=moments[each.id])
        for each in passages.passages(connection, list(moments)).values()
    }
