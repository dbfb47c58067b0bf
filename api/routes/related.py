"""Cases that may have to do with a case, among those that whoever asks may see: proposals, each with its evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

import psycopg
from fastapi import APIRouter, Query
from pydantic import BaseModel

from api import case_links, meaning, ruling_schemas
from api.access import Investigator, Prosecutor, Reader
from api.context import Here
from api.errors import ForbiddenError, InvalidError, SearchAwayError
from api.routes.cases import ruled, seen, viewed
from api.routes.search import Hit, Place, hits_of
from models.accounts import SignedIn
from models.links import (
    CaseLink,
    DisclosedLink,
    Disclosure,
    DisclosureVerdict,
    Evidence,
    HiddenLink,
    LinkKind,
    LinkRuling,
    LinkVerdict,
)
from models.meaning import Asked
from models.sentences import Sentence
from models.store import cases, found_passages, links, mentions, passages
from models.store.database import account
from models.store.indexed_turns import Wanted
from models.weights import catalogue, identity

router = APIRouter(prefix="/api", tags=["analysis"])

_NEAR = 400  # passages of other cases that are near to one of the case's
_ORDER = {LinkVerdict.RELATED: 0, LinkVerdict.LATER: 2, LinkVerdict.UNRELATED: 3}
_OPEN = 1


class Reason(BaseModel):
    """Why two cases may have to do with each other."""

    kind: LinkKind
    sentence: Sentence
    own: Hit | None  # what is said in the case that was asked about
    other: Hit | None  # and what in the other


class RelatedCase(BaseModel):
    """A case that may have to do with another."""

    case_id: UUID
    case_number: str
    score: float  # orders the cases of one answer; it is no probability
    reasons: list[Reason]  # the heaviest first
    ruling: LinkRuling | None  # the latest
    disclosure: Disclosure | None  # a prosecutor's latest
    apart: bool  # the investigator of neither may see the other


class RelatedCases(BaseModel):
    """What is proposed and what people ruled."""

    found: list[RelatedCase]
    disclosed: list[DisclosedLink]  # links to cases that one may not see, which a prosecutor told of
    by_meaning: bool  # False: search by meaning does not work at present, and similar accounts are not looked for


@router.get("/cases/{case_id}/related")
def related(case_id: UUID, who: Reader, context: Here, limit: Annotated[int, Query(ge=1, le=50)] = 15) -> RelatedCases:
    """Cases that share persons or numbers with this one, or of which most is said that is like it; the heaviest first.

    Those that were ruled related stand before all others, those ruled unrelated after them.
    """
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
    by_meaning = True
    try:
        near = meaning.near(context, Asked(account_id=who.account.id, like=case_id, most=_NEAR))
    except SearchAwayError:
        near, by_meaning = [], False
    row = catalogue(context.settings.weights_folder).get(context.settings.embedder)
    with context.database.transaction(account(who.account.id)) as connection:
        found = case_links.proposals(connection, case_id, [each.id for each in near], weights=identity(row) if row else "")
        rulings = links.rulings(connection, case_id)
        found = sorted(found, key=lambda each: _ORDER[rulings[each.case_id].verdict] if each.case_id in rulings else _OPEN)
        shown = _shown(connection, case_id, found[:limit], rulings)
        disclosed = links.disclosed(connection, case_id)
    for other in [each.case_id for each in shown] + [case_id]:
        viewed(context, who, other, ("case", other), what="related", to=str(case_id))
    return RelatedCases(found=shown, disclosed=disclosed, by_meaning=by_meaning)


@router.post("/cases/{case_id}/related/{other_id}/rulings", status_code=201)
def rule(case_id: UUID, other_id: UUID, sent: ruling_schemas.NewLinkRuling, who: Investigator, context: Here) -> LinkRuling:
    """Decide whether the two cases have to do with each other; a later ruling takes its place."""
    with context.database.transaction(account(who.account.id)) as connection:
        _pair(connection, case_id, other_id)
        if not (cases.may_edit(connection, case_id) or cases.may_edit(connection, other_id)):
            raise ForbiddenError
        made = links.rule(connection, (case_id, other_id), sent.verdict, reason=sent.reason, account_id=who.account.id)
        _note(connection, who, made, as_="verdict")
        return made


@router.post("/cases/{case_id}/related/{other_id}/disclosures", status_code=201)
def disclose(
    case_id: UUID, other_id: UUID, sent: ruling_schemas.NewDisclosure, who: Prosecutor, context: Here
) -> Disclosure:
    """Tell the readers of both cases that they are linked, and why; or decide not to, or later."""
    with context.database.transaction(account(who.account.id)) as connection:
        _pair(connection, case_id, other_id)
    found = next((each for each in related(case_id, who, context, limit=50).found if each.case_id == other_id), None)
    with context.database.transaction(account(who.account.id)) as connection:
        told = [each.sentence for each in found.reasons] if found and sent.verdict is DisclosureVerdict.DISCLOSED else []
        made = links.disclose(
            connection, (case_id, other_id), sent.verdict, shown=told, reason=sent.reason, account_id=who.account.id
        )
        _note(connection, who, made, as_="disclosed")
        return made


@router.get("/hidden-links")
def hidden_links(who: Prosecutor, context: Here, limit: Annotated[int, Query(ge=1, le=500)] = 100) -> list[HiddenLink]:
    """Cases that share numbers or persons, whose investigators do not see each other's: to be told of, or not."""
    with context.database.transaction(account(who.account.id)) as connection:
        found = links.hidden(connection, limit=limit)
    for case_id in dict.fromkeys(each for link in found for each in (link.one, link.other)):
        viewed(context, who, case_id, ("case", case_id), what="hidden links")
    return found


def _note(connection: psycopg.Connection[Any], who: SignedIn, made: LinkRuling | Disclosure, *, as_: str) -> None:
    """In the journals of both cases."""
    for case_id in (made.one, made.other):
        told = {as_: str(made.verdict), "one": str(made.one), "other": str(made.other)}
        ruled(connection, who, case_id, ("case_link", made.id), **told)


def _pair(connection: psycopg.Connection[Any], case_id: UUID, other_id: UUID) -> None:
    seen(connection, case_id)
    seen(connection, other_id)
    if case_id == other_id:
        raise InvalidError(what="other_id")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Places:
    """Where evidence lies."""

    of_mentions: dict[int, Place]
    of_passages: dict[int, Place]

    def place(self, evidence: Evidence | None) -> Place | None:
        """None: there is none, or it was erased meanwhile."""
        if evidence is None:
            return None
        if evidence.mention is not None:
            return self.of_mentions.get(evidence.mention)
        return self.of_passages.get(evidence.passage) if evidence.passage is not None else None


def _shown(
    connection: psycopg.Connection[Any], case_id: UUID, found: Sequence[CaseLink], rulings: dict[UUID, LinkRuling]
) -> list[RelatedCase]:
    evidence = [each for link in found for reason in link.reasons for each in (reason.own, reason.theirs) if each]
    places = _Places(
        of_mentions=_of_mentions(connection, [each.mention for each in evidence if each.mention is not None]),
        of_passages=_of_passages(connection, [each.passage for each in evidence if each.passage is not None]),
    )
    lying = {place: place for each in evidence if (place := places.place(each)) is not None}
    hits = dict(zip(lying, hits_of(connection, list(lying)), strict=True))
    decided = links.disclosures(connection, case_id)
    numbers = found_passages.names_of(connection, [each.case_id for each in found], [])

    def hit(each: Evidence | None) -> Hit | None:
        place = places.place(each)
        return None if place is None else hits[place]

    return [
        RelatedCase(
            case_id=link.case_id,
            case_number=numbers[link.case_id],
            score=round(link.score, 3),
            reasons=[
                Reason(kind=each.kind, sentence=each.sentence, own=hit(each.own), other=hit(each.theirs))
                for each in link.reasons
            ],
            ruling=rulings.get(link.case_id),
            disclosure=decided.get(link.case_id),
            apart=links.apart(connection, (case_id, link.case_id)),
        )
        for link in found
    ]


def _of_passages(connection: psycopg.Connection[Any], ids: Sequence[int]) -> dict[int, Place]:
    moments = found_passages.narrowed(connection, ids, Wanted(query=""))
    return {
        each.id: Place.of_passage(each, at=moments[each.id])
        for each in passages.passages(connection, list(moments)).values()
    }


def _of_mentions(connection: psycopg.Connection[Any], ids: Sequence[int]) -> dict[int, Place]:
    return {
        each.id: Place.of_mention(each, at=moment, checked=checked)
        for each, moment, checked in mentions.with_moments(connection, ids)
    }
