"""Whether the process lives, and whether it can serve."""

from fastapi import APIRouter

from api.context import Here
from api.errors import documented
from models.store.database import SYSTEM, DatabaseUnavailableError
from models.store.files import StorageError

router = APIRouter(prefix="/health", tags=["health"])


@router.get("/live")
def live() -> dict[str, str]:
    """The process answers."""
    return {"status": "live"}


@router.get("/ready", responses=documented(DatabaseUnavailableError, StorageError))
def ready(context: Here) -> dict[str, str]:
    """The database and the data folder are there; 503 or 507 where they are not."""
    with context.database.transaction(SYSTEM) as connection:
        connection.execute("SELECT 1")
    context.files.free_bytes()
    return {"status": "ready"}
