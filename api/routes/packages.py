"""Cases to and from other systems: the package that a register pulls, and the import of case data."""

from typing import Annotated, Any
from uuid import UUID

import psycopg
from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse

from api.access import Investigator, Reader
from api.case_data import CaseData
from api.case_import import Imported, take_case
from api.case_package import write_package
from api.context import Here
from api.errors import ConflictError, DecisionBlockedError, documented
from api.routes.cases import seen
from api.routes.decisions import note_refused
from models.journal.entry import EntryKind
from models.store import cases, journal
from models.store.database import account
from models.store.files import StorageError

router = APIRouter(prefix="/api", tags=["packages"])

_ZIP: dict[int | str, dict[str, Any]] = {200: {"description": "The package.", "content": {"application/zip": {}}}}


@router.get("/cases/{case_id}/package", response_class=StreamingResponse, responses=_ZIP | documented(StorageError))
def package(
    case_id: UUID, who: Reader, context: Here, request: Request, drafts: Annotated[bool, Query()] = False
) -> StreamingResponse:
    """The case for a register: `case.json` with its schema, protocols as DOCX, PDF and JSON, transcripts, hashes of all.

    Protocols that are ready, checked or signed; with `drafts=true` also those that are not yet.
    """
    with context.database.transaction(account(who.account.id)) as connection:
        case = seen(connection, case_id)
        made, manifest = write_package(
            connection,
            context.files,
            case,
            drafts=drafts,
            language=who.account.language,
            hattama_version=request.app.version,
        )
        journal.record(
            connection,
            EntryKind.EXPORT,
            subject=("case", case_id),
            account_id=who.account.id,
            case_id=case_id,
            details={"what": "package", "manifest": manifest, "files": len(made.entries)},
        )
    context.upkeep.soon()
    name = f'attachment; filename="case-{case_id}.zip"'
    return StreamingResponse(made.blocks(), media_type="application/zip", headers={"Content-Disposition": name})


@router.post("/cases/import", status_code=201, responses=documented(ConflictError, DecisionBlockedError))
def import_case(sent: CaseData, who: Investigator, context: Here) -> Imported:
    """Open a case of one's own from case data, or add to one that one may edit what it does not hold yet.

    The same data twice adds nothing the second time. Recordings come by upload, and protocols are drawn up here. Where a
    control does not allow one of the decisions, nothing is taken.
    """
    try:
        with context.database.transaction(account(who.account.id)) as connection:
            return take_case(connection, who, sent, packs=context.packs.of(connection))
    except DecisionBlockedError as error:
        with context.database.transaction(account(who.account.id)) as connection:
            known = cases.case_of_number(connection, sent.number)
        note_refused(context, who, error, case_id=known.id if known else None, kind="import")
        raise
    except psycopg.errors.UniqueViolation as error:  # of a case that one may not see
        raise ConflictError(what=sent.number) from error
