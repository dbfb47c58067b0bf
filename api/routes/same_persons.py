"""Who of a case may be who of others: proposals with a line of reason for each feature, and rulings on them."""

from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from api import case_persons, ruling_schemas
from api.access import Investigator, Reader
from api.case_persons import PersonPair
from api.context import Here
from api.errors import ForbiddenError, InvalidError, NotFoundError
from api.routes.cases import ruled, seen, viewed
from models.persons import KeptPersonRuling, PersonSeen
from models.sentences import Sentence
from models.store import cases, persons
from models.store.database import account

router = APIRouter(prefix="/api", tags=["analysis"])


class PersonReason(BaseModel):
    """What one feature says."""

    feature: str
    bearing: str  # decides, vetoes, weighs
    weight: float
    sentence: Sentence


class PersonProposal(BaseModel):
    """Two persons of case files who may be one human; nothing joins them but a ruling."""

    own: PersonSeen
    other: PersonSeen
    score: float  # of the comparison, 0..1; no statement about any human
    reasons: list[PersonReason]
    vetoed: bool
    barred: bool  # a ruling keeps persons apart whom this one would join
    ruling: KeptPersonRuling | None

    @classmethod
    def from_pair(cls, pair: PersonPair) -> "PersonProposal":
        """As it goes out."""
        return cls(
            own=pair.own,
            other=pair.other,
            score=round(pair.comparison.score, 3),
            reasons=[
                PersonReason(
                    feature=each.feature, bearing=str(each.bearing), weight=round(each.weight, 2), sentence=each.detail
                )
                for each in pair.comparison.reasons
            ],
            vetoed=bool(pair.comparison.vetoed_by),
            barred=pair.barred,
            ruling=pair.ruling,
        )


@router.get("/cases/{case_id}/same-persons")
def same_persons(case_id: UUID, who: Reader, context: Here) -> list[PersonProposal]:
    """Persons who may be participants of this case, in it or in other cases that one may see; open ones first."""
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
        found = case_persons.pairs(connection, case_id)
    for shown in dict.fromkeys([*(each for pair in found for each in pair.other.case_ids), case_id]):
        viewed(context, who, shown, ("case", shown), what="same persons", to=str(case_id))
    return [PersonProposal.from_pair(each) for each in found]


@router.post("/cases/{case_id}/same-persons/{person_id}/{other_id}/rulings", status_code=201)
def rule(  # what the framework passes
    case_id: UUID, person_id: UUID, other_id: UUID, sent: ruling_schemas.NewPersonRuling, who: Investigator, context: Here
) -> KeptPersonRuling:
    """Decide whether the two are one human; it is remembered, and a later ruling takes its place."""
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
        own = {each.id for each in persons.of_case(connection, case_id)}
        if person_id not in own or not persons.in_sight(connection, other_id):
            raise NotFoundError
        if person_id == other_id:
            raise InvalidError(what="other_id")
        if not cases.may_edit(connection, case_id):
            raise ForbiddenError
        made = persons.rule(connection, (person_id, other_id), sent.verdict, reason=sent.reason, account_id=who.account.id)
        told = {"verdict": str(made.verdict), "one": str(made.one), "other": str(made.other)}
        ruled(connection, who, case_id, ("person_ruling", made.id), **told)
        return made
