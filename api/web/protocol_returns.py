"""What was brought back to a version, as its pages show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg

from api.web.protocol_draft import EntryHeard, entries_heard
from models.protocol_returns import Difference, Outcome, ProtocolReturn, ReturnedFile, ReturnKind, ReturnRuling
from models.store import protocols, returns, transcripts


def _(text: str) -> str:
    """A mark for the catalogues; the text itself."""
    return text


KINDS: Mapping[str, str] = {ReturnKind.WORD: _("Changed in Word"), ReturnKind.SCAN: _("Scan of the paper")}
OUTCOMES: Mapping[str, str] = {Outcome.SAME: _("the same as the version"), Outcome.DIFFERS: _("differs from the version")}
PLACES: Mapping[str, str] = {
    "body": _("Text of the protocol"),
    "header": _("Top of the pages"),
    "footer": _("Foot of the pages"),
    "notes": _("Footnotes"),
}
TRACKED: Mapping[str, str] = {
    "inserted": _("inserted"),
    "deleted": _("deleted"),
    "struck": _("crossed out"),
    "hidden": _("hidden: nobody sees it in Word"),
}
WARNINGS: Mapping[str, str] = {
    "other_document": _(
        "This file was exported from another version or another protocol: see whether it is the right one. It is compared "
        "all the same."
    ),
    "unmarked": _(
        "The file does not bear the mark of an export: it may have been typed anew, or saved by another program."
    ),
    "same_bytes": _("This is the exported file itself, byte for byte."),
    "links": _("The document refers to files elsewhere. Nothing of them was opened or compared."),
    "objects": _("The document holds embedded objects. They are not compared."),
    "pictures": _("The document holds pictures that the export does not have. They are not compared."),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ReturnSeen:
    """A return in a list."""

    returned: ProtocolReturn
    files: list[ReturnedFile]
    ruling: ReturnRuling | None  # the last one


@dataclass(frozen=True, kw_only=True, slots=True)
class DifferenceSeen:
    """A line that differs, with the sound of the question or answer that it is in."""

    found: Difference
    entry: EntryHeard | None


def returns_seen(connection: psycopg.Connection[Any], version_id: UUID) -> list[ReturnSeen]:
    """What was brought back to a version, in order."""
    made = []
    for each in returns.returns(connection, version_id):
        rulings = returns.rulings(connection, each.id)
        made.append(
            ReturnSeen(returned=each, files=returns.files(connection, each.id), ruling=rulings[-1] if rulings else None)
        )
    return made


def differences_seen(
    connection: psycopg.Connection[Any], version_id: UUID, found: tuple[Difference, ...]
) -> list[DifferenceSeen]:
    """Each difference, with what can be heard of it."""
    version = protocols.version(connection, version_id)
    document = protocols.document_of_version(connection, version_id) if version else None
    numbers = {each.entry for each in found if each.entry is not None}
    heard = {}
    if version and document and numbers:
        layers = [transcripts.layer(connection, UUID(each["layer"])) for each in version.made_from["layers"]]
        recordings = [each.recording_id for each in layers if each is not None]
        heard = entries_heard(document, recordings, numbers)
    return [DifferenceSeen(found=each, entry=heard.get(each.entry) if each.entry else None) for each in found]
