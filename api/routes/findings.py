"""Inconsistencies and suggestions of a case: findings with their quotes, and rulings on them."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from api import ruling_schemas
from api.access import Investigator, Reader
from api.context import Here
from api.errors import InvalidError, NotFoundError
from api.routes.cases import changeable, ruled, seen, viewed
from api.routes.search import Hit, Place, hits_of
from models.findings import SETTLED, Finding, FindingRuling, FindingSubject
from models.revisions import Words
from models.sentences import Sentence
from models.store import findings
from models.store.database import account

router = APIRouter(prefix="/api", tags=["analysis"])


class QuoteShown(BaseModel):
    """What is said, as it stands now, and what of it tells."""

    spoken: str  # the words that tell
    value: str
    version_id: UUID | None  # of the protocol document that says it so; None: the transcript does
    hit: Hit  # the turn as it stands now


class FindingShown(BaseModel):
    """A finding with its quotes."""

    id: UUID
    subject: FindingSubject
    kind: str
    strength: str  # how far the words go; nothing is said about whether they are true
    sentence: Sentence
    use: str  # its procedural use
    quotes: list[QuoteShown]
    checked: bool  # every turn that it quotes was heard by a person
    found: bool  # False: it was ruled on, and is found no more
    came_at: datetime
    ruling: FindingRuling | None


class FindingsShown(BaseModel):
    """What is found in a case."""

    compared_at: datetime | None  # the moment whose words were compared; None: not yet
    found: list[FindingShown]  # open ones first


@router.get("/cases/{case_id}/findings")
def list_findings(
    case_id: UUID, who: Reader, context: Here, subject: FindingSubject = FindingSubject.INCONSISTENCY
) -> FindingsShown:
    """What the comparison of everything said in the case found; open findings first, then by their strength."""
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
        kept = findings.of_case(connection, case_id, subject)
        rulings = findings.rulings(connection, case_id)
        places = [_place(each, quote) for each in kept for quote in each.detail["quotes"]]
        hits = iter(hits_of(connection, places))
        shown = [_shown(each, rulings.get(each.id), [next(hits) for _ in each.detail["quotes"]]) for each in kept]
        compared_at = findings.compared_at(connection, case_id)
    viewed(context, who, case_id, ("case", case_id), what=str(subject))
    return FindingsShown(compared_at=compared_at, found=sorted(shown, key=_open_first))


@router.post("/cases/{case_id}/findings/{finding_id}/rulings", status_code=201)
def rule(
    case_id: UUID, finding_id: UUID, sent: ruling_schemas.NewFindingRuling, who: Investigator, context: Here
) -> FindingRuling:
    """Decide on a finding; what is dismissed does not come back for the same words."""
    if sent.verdict in SETTLED and not sent.reason:
        raise InvalidError(what="reason")
    with context.database.transaction(account(who.account.id)) as connection:
        changeable(connection, case_id)
        found = findings.finding(connection, finding_id)
        if found is None or found.case_id != case_id:
            raise NotFoundError
        made = findings.rule(connection, found, sent.verdict, reason=sent.reason, account_id=who.account.id)
        ruled(connection, who, case_id, ("finding", found.id), verdict=str(made.verdict), kind=found.kind)
        return made


_STRENGTHS = ("clear", "likely", "possible")


def _open_first(shown: FindingShown) -> tuple[bool, bool, int, datetime]:
    place = _STRENGTHS.index(shown.strength) if shown.strength in _STRENGTHS else len(_STRENGTHS)
    return not shown.found, shown.ruling is not None, place, shown.came_at


def _place(finding: Finding, quote: dict[str, object]) -> Place:
    return Place(
        case_id=finding.case_id,
        recording_id=UUID(str(quote["recording_id"])),
        layer_id=UUID(str(quote["layer_id"])),
        numbers=Words(first=int(str(quote["first_word"])), last=int(str(quote["last_word"]))),
        start=float(str(quote["start"])),
        end=float(str(quote["end"])),
        at=finding.came_at,
        checked=finding.checked,
        words=frozenset(map(str, quote["word_ids"])),  # type: ignore[call-overload]  # a list, as `Found` has it
    )


def _shown(finding: Finding, ruling: FindingRuling | None, hits: list[Hit]) -> FindingShown:
    return FindingShown(
        id=finding.id,
        subject=finding.subject,
        kind=finding.kind,
        strength=finding.strength,
        sentence=Sentence(**finding.detail["sentence"]),
        use=finding.detail["use"],
        quotes=[
            QuoteShown(spoken=quote["spoken"], value=quote["value"], version_id=quote["version_id"], hit=hit)
            for quote, hit in zip(finding.detail["quotes"], hits, strict=True)
        ],
        checked=finding.checked,
        found=finding.gone_at is None,
        came_at=finding.came_at,
        ruling=ruling,
    )
