"""What is spoken of in a case: persons, numbers, days, places, sums, things."""

from uuid import UUID

from fastapi import APIRouter

from api.access import Reader
from api.context import Here
from api.routes.cases import seen, viewed
from models.mentions import MentionKind
from models.store import mentions
from models.store.database import account
from models.store.mentions import KeptMention

router = APIRouter(prefix="/api", tags=["analysis"])


@router.get("/cases/{case_id}/mentions")
def list_mentions(case_id: UUID, who: Reader, context: Here, kind: MentionKind | None = None) -> list[KeptMention]:
    """Each mention with the words as they were said, the value in a canonical form, and its second of sound."""
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
        found = mentions.of_case(connection, case_id, kinds=None if kind is None else [kind])
    viewed(context, who, case_id, ("case", case_id), what="mentions")
    return found
