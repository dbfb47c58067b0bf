"""A case's part of the journal."""

import itertools
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.access import Reader
from api.context import Here
from api.routes.cases import seen, viewed
from models.journal.entry import KeptEntry
from models.store import journal
from models.store.database import account

router = APIRouter(prefix="/api", tags=["journal"])


class EntryShown(BaseModel):
    """One entry."""

    index: int
    at: datetime
    kind: str
    account_id: str | None
    subject_kind: str
    subject_id: str
    details: dict[str, Any] | None  # None: erased

    @classmethod
    def from_kept(cls, kept: KeptEntry) -> "EntryShown":
        """As it is shown."""
        entry = kept.entry
        return cls(
            index=entry.index,
            at=entry.at,
            kind=entry.kind,
            account_id=entry.account_id,
            subject_kind=entry.subject_kind,
            subject_id=entry.subject_id,
            details=dict(kept.details.values) if kept.details else None,
        )


@router.get("/cases/{case_id}/journal")
def show(
    case_id: UUID,
    who: Reader,
    context: Here,
    after: Annotated[int, Query(ge=-1, le=2**53 - 1)] = -1,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> list[EntryShown]:
    """Who did what in a case, in order, from behind an index."""
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
        kept = itertools.islice(journal.entries(connection, after=after, case_id=case_id), limit)
        found = [EntryShown.from_kept(each) for each in kept]
    viewed(context, who, case_id, ("journal", case_id), after=after, entries=len(found))
    return found
