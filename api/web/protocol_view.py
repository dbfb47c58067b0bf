"""Everything that the page of an interrogation's protocol shows, read as whoever asks."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg

from api.errors import NotFoundError
from api.web.case_view import InterrogationSeen, see
from api.web.protocol_draft import AT_ONCE, DraftSeen, draft_seen
from api.web.protocol_returns import ReturnSeen, returns_seen
from models.accounts import AccountRole, SignedIn
from models.case_form import completed
from models.cases import Case
from models.protocol_returns import ReturnKind
from models.protocol_versions import (
    NEXT,
    Circumstances,
    ProtocolVersion,
    VersionState,
    VersionStateError,
    VersionStep,
    objection,
)
from models.store import accounts, cases, drafts, protocols, transcripts


@dataclass(frozen=True, kw_only=True, slots=True)
class StepOffered:
    """A state that the version may come to, and what stands in the way of it."""

    state: VersionState
    obstacle: VersionStateError | None


@dataclass(frozen=True, kw_only=True, slots=True)
class VersionSeen:
    """One version as the page shows it."""

    version: ProtocolVersion
    steps: list[VersionStep]
    offered: list[StepOffered]
    up_to_date: bool
    draft: DraftSeen | None  # None: an older program drew it up
    returns: list[ReturnSeen]  # what was brought back to it

    @property
    def scans(self) -> list[ReturnSeen]:
        """Of its paper."""
        return [each for each in self.returns if each.returned.kind is ReturnKind.SCAN]


@dataclass(frozen=True, kw_only=True, slots=True)
class ProtocolSeen:
    """An interrogation with its form and the versions of its protocol."""

    case: Case
    zone: str
    each: InterrogationSeen
    known: dict[str, Any]  # what the case file says that the form does not
    voices: dict[str, str]  # whose voice is whose, as the transcripts name them
    heard: list[str]  # every voice of the transcripts, as the form names it
    recording_names: list[str]  # of those with a transcript, in order
    shown: VersionSeen | None
    names: dict[UUID, str]  # of accounts
    may_edit: bool
    second_check: bool


def see_protocol(
    connection: psycopg.Connection[Any],
    who: SignedIn,
    interrogation_id: UUID,
    number: int | None,
    *,
    first: int = 1,
) -> ProtocolSeen:
    """The page's matter, with the version of that number or the newest, from that question or answer on; NotFoundError."""
    found = cases.interrogation(connection, interrogation_id)
    if found is None:
        raise NotFoundError
    case = see(connection, who, found.case_id)
    each = next(one for one in case.interrogations if one.interrogation.id == interrogation_id)
    made_of = drafts.outline(connection, found)
    known = completed(found, case.case, (each.participant, each.person), each.sittings)
    version = next((one for one in each.versions if number in (None, one.number)), None)
    if version is None and number is not None:
        raise NotFoundError
    second_check = protocols.second_check(connection, found.case_id)
    may_edit = case.may_edit and who.account.role is AccountRole.INVESTIGATOR
    shown = (
        _version(connection, who, version, may_edit=may_edit, made_from=made_of.made_from, first=first) if version else None
    )
    stated = found.form.get("voices") or {}
    accounts_named = {step.account_id for step in shown.steps if step.account_id} if shown else set()
    for one in shown.returns if shown else ():
        accounts_named |= {one.returned.brought_by, *([one.ruling.account_id] if one.ruling else [])}
    return ProtocolSeen(
        case=case.case,
        zone=case.zone,
        each=each,
        known=known,
        voices={voice: role for voice, role in made_of.rulings.items() if stated.get(voice) != role},
        heard=list(made_of.voices),
        recording_names=list(made_of.names),
        shown=shown,
        names=accounts.names(connection, accounts_named),
        may_edit=may_edit,
        second_check=second_check,
    )


def _version(
    connection: psycopg.Connection[Any],
    who: SignedIn,
    version: ProtocolVersion,
    *,
    may_edit: bool,
    made_from: dict[str, Any],
    first: int,
) -> VersionSeen:
    steps = protocols.steps(connection, version.id)
    circumstances = Circumstances(
        account_id=who.account.id,
        second_check=protocols.second_check(connection, version.case_id),
        up_to_date=made_from == version.made_from,
    )
    may = dict.fromkeys(VersionState, may_edit)
    may[VersionState.CHECKED] = who.account.role in (AccountRole.INVESTIGATOR, AccountRole.HEAD)
    document = protocols.part_of_document(connection, version.id, first=first - 1, last=first + AT_ONCE)
    return VersionSeen(
        version=version,
        steps=steps,
        offered=[
            StepOffered(state=state, obstacle=objection(version, steps, state, circumstances))
            for state in VersionState
            if state in NEXT[version.state] and may[state]
        ],
        up_to_date=circumstances.up_to_date,
        draft=draft_seen(document, _recordings(connection, version), first=first) if document else None,
        returns=returns_seen(connection, version.id),
    )


def _recordings(connection: psycopg.Connection[Any], version: ProtocolVersion) -> list[UUID]:
    """The recordings that a version was made from, in the order of their numbers in it."""
    layers = [transcripts.layer(connection, UUID(each["layer"])) for each in version.made_from["layers"]]
    return [each.recording_id for each in layers if each is not None]
