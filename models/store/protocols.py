"""Protocol documents: their versions, the steps of each, and who outside the case was given one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import scalar_row
from psycopg.types.json import Jsonb

from models.cases import CaseInterrogation
from models.protocol_versions import STANDING, ProtocolVersion, Signature, VersionStandsError, VersionState, VersionStep
from models.store import recordings
from models.store.rows import given, record_row

_VERSION = (
    "id, case_id, document_id, number, state_of_version(id) AS state, gaps, made_from, docx_sha256, pdf_sha256, "
    "created_by, created_at"
)
_GRANT = "id, case_id, version_id, account_id, granted_by, reason, created_at, until, revoked_at"


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentGrant:
    """One version of a document, given to a participant's account for a reason."""

    id: UUID
    case_id: UUID
    version_id: UUID
    account_id: UUID
    granted_by: UUID
    reason: str
    created_at: datetime
    until: datetime | None  # None: until it is revoked
    revoked_at: datetime | None


def add_version(  # the fields of one row
    connection: Connection[Any],
    interrogation: CaseInterrogation,
    *,
    made_from: dict[str, Any],
    gaps: int,
    docx: tuple[str, int],
    pdf: tuple[str, int],
    created_by: UUID | None,
    document: dict[str, Any] | None = None,
) -> ProtocolVersion:
    """The next version of the interrogation's document; drafts before it are superseded. `docx` and `pdf`: hash, bytes.

    Raises VersionStandsError where one is ready, checked or signed.
    """
    document_id = _document(connection, interrogation)
    for earlier in versions(connection, interrogation.id):
        if earlier.state in STANDING:
            raise VersionStandsError(number=earlier.number)
        if earlier.state is VersionState.DRAFT:
            take_step(connection, earlier, VersionState.SUPERSEDED, account_id=created_by)
    for sha256, size_bytes in (docx, pdf):
        recordings.store_file(connection, sha256=sha256, size_bytes=size_bytes)
    with connection.cursor(row_factory=scalar_row) as cursor:
        cursor.execute(
            "INSERT INTO protocol_version (case_id, document_id, number, gaps, made_from, docx_sha256, pdf_sha256, "
            "created_by, document) SELECT %(case)s, %(of)s, coalesce(max(number), 0) + 1, %(gaps)s, %(from)s, %(docx)s, "
            "%(pdf)s, %(by)s, %(document)s FROM protocol_version WHERE document_id = %(of)s RETURNING id",
            {
                "case": interrogation.case_id,
                "of": document_id,
                "gaps": gaps,
                "from": Jsonb(made_from),
                "docx": docx[0],
                "pdf": pdf[0],
                "by": created_by,
                "document": None if document is None else Jsonb(document),
            },
        )
        version_id: UUID = given(cursor.fetchone())
    _step(connection, interrogation.case_id, version_id, VersionState.DRAFT, account_id=created_by)
    return given(version(connection, version_id))


def _document(connection: Connection[Any], interrogation: CaseInterrogation) -> UUID:
    """The interrogation's document, made where there is none; nobody else adds a version until the transaction's end."""
    found = (
        connection.execute(
            "SELECT id FROM protocol_document WHERE interrogation_id = %s FOR UPDATE", (interrogation.id,)
        ).fetchone()
        or connection.execute(
            "INSERT INTO protocol_document (case_id, interrogation_id) VALUES (%s, %s) RETURNING id",
            (interrogation.case_id, interrogation.id),
        ).fetchone()
    )
    document_id: UUID = given(found)[0]
    return document_id


def take_step(  # the fields of one row
    connection: Connection[Any],
    version: ProtocolVersion,
    state: VersionState,
    *,
    account_id: UUID | None,
    reason: str | None = None,
    signature: Signature | None = None,
    return_id: UUID | None = None,
) -> VersionStep:
    """The version comes to a state; psycopg's CheckViolation where it cannot from where it is by now."""
    return _step(
        connection,
        version.case_id,
        version.id,
        state,
        account_id=account_id,
        reason=reason,
        signature=signature,
        return_id=return_id,
    )


def _step(  # the fields of one row
    connection: Connection[Any],
    case_id: UUID,
    version_id: UUID,
    state: VersionState,
    *,
    account_id: UUID | None,
    reason: str | None = None,
    signature: Signature | None = None,
    return_id: UUID | None = None,
) -> VersionStep:
    with connection.cursor(row_factory=record_row(VersionStep)) as cursor:
        cursor.execute(
            "INSERT INTO protocol_step (case_id, version_id, state, account_id, reason, signature, return_id) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING state, account_id, at, reason, signature, return_id",
            (case_id, version_id, state, account_id, reason, signature, return_id),
        )
        return given(cursor.fetchone())


def steps(connection: Connection[Any], version_id: UUID) -> list[VersionStep]:
    """What a version has come through, in order."""
    with connection.cursor(row_factory=record_row(VersionStep)) as cursor:
        return cursor.execute(
            "SELECT state, account_id, at, reason, signature, return_id FROM protocol_step WHERE version_id = %s ORDER BY id",
            (version_id,),
        ).fetchall()


def versions(connection: Connection[Any], interrogation_id: UUID) -> list[ProtocolVersion]:
    """Versions of an interrogation's document, the newest first."""
    with connection.cursor(row_factory=record_row(ProtocolVersion)) as cursor:
        return cursor.execute(
            f"SELECT {_VERSION} FROM protocol_version WHERE document_id IN "
            "(SELECT d.id FROM protocol_document d WHERE d.interrogation_id = %s) ORDER BY number DESC",
            (interrogation_id,),
        ).fetchall()


def version(connection: Connection[Any], version_id: UUID) -> ProtocolVersion | None:
    """The version, if it is there for whoever asks."""
    with connection.cursor(row_factory=record_row(ProtocolVersion)) as cursor:
        return cursor.execute(f"SELECT {_VERSION} FROM protocol_version WHERE id = %s", (version_id,)).fetchone()


def document_of_version(connection: Connection[Any], version_id: UUID) -> dict[str, Any] | None:
    """The document as values (`protocol_document_values`); None where an older program drew it up."""
    found = connection.execute("SELECT document FROM protocol_version WHERE id = %s", (version_id,)).fetchone()
    return found[0] if found else None


_RECORD = """
    WITH block AS (
        SELECT place, block, max((block ->> 'number')::integer) FILTER (WHERE block ->> 'block' = 'entry')
            OVER (ORDER BY place) AS entry
        FROM protocol_version v, jsonb_array_elements(v.document -> 'sections') section,
            jsonb_array_elements(section -> 'blocks') WITH ORDINALITY AS of_section (block, place)
        WHERE v.id = %(version)s AND section ->> 'kind' = 'record')
    SELECT block, coalesce(entry, 0), max(entry) OVER () FROM block
    WHERE coalesce(entry, 0) BETWEEN %(first)s AND %(last)s OR block @? '$.*[*] ? (@.mark == "gap")'
        OR place = (SELECT max(place) FROM block)
    ORDER BY place
"""


def part_of_document(connection: Connection[Any], version_id: UUID, *, first: int, last: int) -> dict[str, Any] | None:
    """The document as values, and of the record only questions and answers of these numbers, and whatever has a gap.

    Blocks of the record say under `in_entry` which question or answer they are, or follow; `entries` is how many there are.
    None where an older program drew it up.
    """
    found = connection.execute(
        "SELECT (document - '{left_out,proposals,sections}'::text[]), (SELECT jsonb_agg(CASE section ->> 'kind' "
        "WHEN 'record' THEN section - 'blocks' ELSE section END ORDER BY place) "
        "FROM jsonb_array_elements(document -> 'sections') WITH ORDINALITY AS of_document (section, place)) "
        "FROM protocol_version WHERE id = %s AND document IS NOT NULL",
        (version_id,),
    ).fetchone()
    if found is None:
        return None
    rows = connection.execute(_RECORD, {"version": version_id, "first": first, "last": last}).fetchall()
    blocks = [{**block, "in_entry": entry} for block, entry, _ in rows]
    sections = [{"blocks": blocks, **section} for section in found[1]]
    return {**found[0], "sections": sections, "entries": rows[0][2] or 0 if rows else 0}


def interrogation_of(connection: Connection[Any], version: ProtocolVersion) -> UUID:
    """Whose document it is a version of."""
    found = connection.execute(
        "SELECT interrogation_id FROM protocol_document WHERE id = %s", (version.document_id,)
    ).fetchone()
    interrogation_id: UUID = given(found)[0]
    return interrogation_id


def second_check(connection: Connection[Any], case_id: UUID) -> bool:
    """Whether the unit of the case asks for a second person's check."""
    found = connection.execute(
        "SELECT second_check FROM unit, cases WHERE unit.id = cases.unit_id AND cases.id = %s", (case_id,)
    ).fetchone()
    return bool(found and found[0])


def give_document(  # the fields of one row
    connection: Connection[Any],
    version: ProtocolVersion,
    *,
    account_id: UUID,
    granted_by: UUID,
    reason: str,
    until: datetime | None,
) -> DocumentGrant:
    """A participant's account may read that version."""
    with connection.cursor(row_factory=record_row(DocumentGrant)) as cursor:
        cursor.execute(
            "INSERT INTO document_grant (case_id, version_id, account_id, granted_by, reason, until) "
            f"VALUES (%s, %s, %s, %s, %s, %s) RETURNING {_GRANT}",
            (version.case_id, version.id, account_id, granted_by, reason, until),
        )
        return given(cursor.fetchone())


def revoke_document(connection: Connection[Any], version_id: UUID, grant_id: UUID) -> DocumentGrant | None:
    """The grant holds no more; None where there is none that does."""
    with connection.cursor(row_factory=record_row(DocumentGrant)) as cursor:
        return cursor.execute(
            "UPDATE document_grant SET revoked_at = now() WHERE id = %s AND version_id = %s AND revoked_at IS NULL "
            f"RETURNING {_GRANT}",
            (grant_id, version_id),
        ).fetchone()


def document_grants(connection: Connection[Any], version_id: UUID) -> list[DocumentGrant]:
    """To whom a version was given, revoked grants too."""
    with connection.cursor(row_factory=record_row(DocumentGrant)) as cursor:
        return cursor.execute(
            f"SELECT {_GRANT} FROM document_grant WHERE version_id = %s ORDER BY created_at, id", (version_id,)
        ).fetchall()


def document_grants_of_case(connection: Connection[Any], case_id: UUID) -> list[DocumentGrant]:
    """To whom versions of a case's protocols were given, revoked grants too, in order."""
    with connection.cursor(row_factory=record_row(DocumentGrant)) as cursor:
        return cursor.execute(
            f"SELECT {_GRANT} FROM document_grant WHERE case_id = %s ORDER BY created_at, id", (case_id,)
        ).fetchall()


def documents_given_to(connection: Connection[Any], account_id: UUID) -> list[ProtocolVersion]:
    """Versions that a participant's account may read now, the newest first."""
    with connection.cursor(row_factory=record_row(ProtocolVersion)) as cursor:
        return cursor.execute(
            f"SELECT {_VERSION} FROM protocol_version WHERE id IN (SELECT g.version_id FROM document_grant g "
            "WHERE g.account_id = %s AND g.revoked_at IS NULL AND (g.until IS NULL OR g.until > now())) "
            "ORDER BY created_at DESC, id",
            (account_id,),
        ).fetchall()
