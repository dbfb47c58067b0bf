"""The page of one recording: its transcript to hear, to read and to correct."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.access import Reader
from api.context import Context, Here
from api.errors import language_of
from api.routes.cases import seen, viewed
from api.routes.recordings import found
from api.web import words
from api.web.case_view import UNFINISHED, worth_telling
from api.web.page import Show, tell
from models.accounts import AccountRole, SignedIn
from models.cases import Case
from models.custody import ReceivedRecording
from models.queue import Job, Stage
from models.store import accounts, cases, jobs, transcripts
from models.store.database import account
from models.store.transcripts import Layer
from transcribe.protocol.doubts import LEDGER_REASONS, MARK_REASONS

router = APIRouter(prefix="/recordings/{recording_id}", include_in_schema=False)
_BEFORE_THE_WORDS = frozenset({Stage.PREPARE, Stage.TRANSCRIBE})


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordingPage:
    """Everything that the page shows or hands to its script."""

    recording: ReceivedRecording
    case: Case
    layer: Layer | None  # None: nothing is transcribed yet
    jobs: list[Job]  # that stand between the recording and its words, unless they went well
    may_edit: bool
    data: dict[str, Any]  # web/editor/records.ts, Setting

    @property
    def is_worked_on(self) -> bool:
        """Whether something is under way or waits."""
        return any(each.state in UNFINISHED for each in self.jobs)


@router.get("")
def show_recording(recording_id: UUID, request: Request, context: Here, show: Show, who: Reader) -> Response:
    """The page."""
    with context.database.transaction(account(who.account.id)) as connection:
        if found(connection, recording_id).written is not None:
            return RedirectResponse(f"/texts/{recording_id}", status_code=303)
        page = _see(connection, request, context, who, recording_id)
    viewed(context, who, page.case.id, ("recording", recording_id), what="page")
    return show.reply(request, "editor.html", who=who, seen=page)


def _see(
    connection: psycopg.Connection[Any], request: Request, context: Context, who: SignedIn, recording_id: UUID
) -> RecordingPage:
    """As whoever asks sees it; NotFoundError."""
    recording = found(connection, recording_id)
    case = seen(connection, recording.case_id)
    layer = transcripts.layer(connection, recording.working_layer) if recording.working_layer else None
    may_edit = who.account.role is AccountRole.INVESTIGATOR and cases.may_edit(connection, case.id)
    work = worth_telling(jobs.jobs(connection, recording_id=recording_id))
    data = _data(connection, request, recording, layer) if layer else {}
    return RecordingPage(
        recording=recording,
        case=case,
        layer=layer,
        jobs=[each for each in work if each.stage in _BEFORE_THE_WORDS],
        may_edit=may_edit,
        data=data
        | {
            "account": str(who.account.id),
            "zone": accounts.zone_of(connection, case.unit_id),
            "may_edit": may_edit,
            "picture": context.files.picture(recording_id).is_file(),
        },
    )


def _data(
    connection: psycopg.Connection[Any], request: Request, recording: ReceivedRecording, layer: Layer
) -> dict[str, Any]:
    """What the script needs before it asks for anything."""
    language = language_of(request)
    sound = layer.header["recording"]["sound"]
    editors = {each.account_id for each in transcripts.revisions(connection, layer.id)}
    given = {each.account_id for each in cases.grants(connection, recording.case_id)}
    investigator = seen(connection, recording.case_id).investigator_id
    named = accounts.names(connection, editors | given | {investigator})
    return {
        "recording": str(recording.id),
        "case": str(recording.case_id),
        "layer": str(layer.id),
        "turns": layer.turns,
        "seconds": sound["decoded_duration"],
        "channels": sound["channels"],
        "voices": [each["name"] for each in layer.header["voices"]],
        "participants": [
            {"id": str(participant.id), "name": person.name, "role": _told(request, words.PERSON_ROLES, participant.role)}
            for participant, person in cases.participants(connection, recording.case_id)
        ],
        "names": {str(key): name for key, name in named.items()},
        "marks": {mark: sentence.in_language(language) for mark, sentence in MARK_REASONS.items()},
        "ledger": {kind: sentence.in_language(language) for kind, sentence in LEDGER_REASONS.items()},
        "languages": {code: tell(request, name) for code, name in words.LANGUAGES.items()},
    }


def _told(request: Request, table: Any, key: str) -> str:
    return tell(request, table[key]) if key in table else key
