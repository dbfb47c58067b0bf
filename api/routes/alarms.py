"""Alarms: recordings whose bytes are not those received, as the administrator sees them: ids, what and when."""

from uuid import UUID

from fastapi import APIRouter

from api import schemas
from api.access import Administrator
from api.context import Here
from api.errors import ConflictError, NotFoundError, documented
from models.custody import Alarm
from models.store import looks
from models.store.database import SYSTEM

router = APIRouter(prefix="/api", tags=["alarms"])


@router.get("/alarms")
def list_alarms(who: Administrator, context: Here) -> list[Alarm]:
    """Alarms, those that stand first, then the newest. An alarm is over when a look finds the bytes received again."""
    del who
    with context.database.transaction(SYSTEM) as connection:
        return looks.alarms(connection)


@router.post("/alarms/{alarm_id}/acknowledge", responses=documented(ConflictError))
def acknowledge(alarm_id: UUID, sent: schemas.Acknowledgement, who: Administrator, context: Here) -> Alarm:
    """Say that one took note of an alarm, and what is done; it stands until the bytes are there again."""
    with context.database.transaction(SYSTEM) as connection:
        made = looks.acknowledge(connection, alarm_id, account_id=who.account.id, reason=sent.reason)
        if made is None:
            if looks.alarm(connection, alarm_id) is None:
                raise NotFoundError
            raise ConflictError(what="acknowledged")
    return made
