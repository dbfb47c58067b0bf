"""What people read for each value that the records hold; marked here for the catalogues, put into words by the pages."""

from collections.abc import Mapping

from api.web.analysis_words import DISCLOSURES, FINDING_VERDICTS, LINK_VERDICTS, PERSON_VERDICTS
from models.accounts import AccountRole, Scope
from models.cases import CaseKind, CaseStatus, GrantKind, TimeSource
from models.interrogation import ParticipantRole, Role
from models.journal.entry import EntryKind
from models.protocol_versions import VersionState
from models.queue import JobState, Stage


def _(text: str) -> str:
    """A mark for the catalogues; the text itself."""
    return text


NAVIGATION: Mapping[str, tuple[tuple[str, str], ...]] = {
    AccountRole.ADMINISTRATOR: (("/administration", _("Administration")),),
    AccountRole.INVESTIGATOR: (("/cases", _("Cases")), ("/search", _("Search")), ("/controls", _("Controls"))),
    AccountRole.HEAD: (
        ("/cases", _("Cases")),
        ("/search", _("Search")),
        ("/controls", _("Controls")),
        ("/retention", _("Retention")),
    ),
    AccountRole.PROSECUTOR: (
        ("/cases", _("Cases")),
        ("/search", _("Search")),
        ("/hidden-links", _("Links to tell of")),
        ("/controls", _("Controls")),
        ("/retention", _("Retention")),
    ),
    AccountRole.PARTICIPANT: (("/documents", _("Documents")),),
}
"""What a role finds at the top of each page."""
ACCOUNT_ROLES: Mapping[str, str] = {
    AccountRole.ADMINISTRATOR: _("Administrator"),
    AccountRole.INVESTIGATOR: _("Investigator"),
    AccountRole.HEAD: _("Head of unit"),
    AccountRole.PROSECUTOR: _("Prosecutor"),
    AccountRole.PARTICIPANT: _("Participant in a case"),
}
SCOPES: Mapping[str, str] = {
    Scope.READ: _("read"),
    Scope.WRITE: _("change"),
    Scope.TRANSCRIBE: _("have sound transcribed"),
}
CASE_KINDS: Mapping[str, str] = {
    CaseKind.CRIMINAL: _("Criminal case"),
    CaseKind.ADMINISTRATIVE: _("Administrative offence case"),
    CaseKind.INSPECTION: _("Inspection"),
    CaseKind.APPEAL: _("Appeal by a citizen"),
}
CASE_STATUSES: Mapping[str, str] = {
    CaseStatus.OPEN: _("in proceedings"),
    CaseStatus.SUSPENDED: _("suspended"),
    CaseStatus.CLOSED: _("closed"),
}
PERSON_ROLES: Mapping[str, str] = {
    Role.WITNESS: _("Witness"),
    Role.SUSPECT: _("Suspect"),
    Role.VICTIM: _("Victim"),
    Role.WITNESS_WITH_DEFENCE: _("Witness with the right to defence"),
    Role.SPECIALIST: _("Specialist"),
    Role.EXPERT: _("Expert"),
    ParticipantRole.INVESTIGATOR: _("Interrogating official"),
    ParticipantRole.DEFENDER: _("Defender (advocate)"),
    ParticipantRole.LEGAL_REPRESENTATIVE: _("Legal representative"),
    ParticipantRole.REPRESENTATIVE: _("Representative of a victim"),
    ParticipantRole.PEDAGOGUE: _("Pedagogue"),
    ParticipantRole.PSYCHOLOGIST: _("Psychologist"),
    ParticipantRole.INTERPRETER: _("Interpreter"),
    ParticipantRole.PROSECUTOR: _("Prosecutor"),
    ParticipantRole.OTHER: _("Other person"),
}
INTERROGATED = tuple(Role)
"""In which roles a person is interrogated."""
PROTOCOL_LANGUAGES: Mapping[str, str] = {"ru": _("Russian"), "kk": _("Kazakh")}
LANGUAGES: Mapping[str, str] = {"ru": _("Russian"), "kk": _("Kazakh"), "en": _("English")}
TIME_SOURCES: Mapping[str, str] = {
    TimeSource.RECORDER: _("by the recorder's clock"),
    TimeSource.CONTAINER: _("as the file says"),
    TimeSource.TYPED: _("typed in"),
    TimeSource.UNKNOWN: _("time not known"),
}
GRANT_KINDS: Mapping[str, str] = {
    GrantKind.READ: _("to read"),
    GrantKind.EDIT: _("to read and change"),
    GrantKind.EMERGENCY: _("taken in an emergency, to read"),
}
VERSION_STATES: Mapping[str, str] = {
    VersionState.DRAFT: _("draft by the machine"),
    VersionState.READY: _("ready"),
    VersionState.CHECKED: _("checked by a second person"),
    VersionState.SIGNED: _("signed"),
    VersionState.SUPERSEDED: _("replaced"),
}
STAGES: Mapping[str, str] = {
    Stage.PREPARE: _("Preparing the sound"),
    Stage.PICTURE: _("Preparing the picture"),
    Stage.TRANSCRIBE: _("Transcribing"),
    Stage.ALIGN: _("Timing words that people wrote"),
    Stage.DRAFT: _("Drawing up the protocol"),
    Stage.ANSWER: _("Transcribing"),
    Stage.INDEX: _("Making it searchable by meaning"),
    Stage.COMPARE: _("Comparing what was said"),
    Stage.SELF_TEST: _("Self-test"),
}
STEPS: Mapping[str, str] = {
    "decode": _("reading the file"),
    "picture": _("copying the picture"),
    "load": _("loading the networks"),
    "embed": _("reading for meaning"),
    "read": _("reading for names and numbers"),
    "compare": _("comparing statements"),
    "segment": _("finding speech"),
    "voices": _("telling voices apart"),
    "recognize": _("writing words"),
    "write": _("writing the document"),
    "align": _("listening for words"),
    "weights": _("verifying the weights"),
    "decoder": _("trying the decoder"),
    "device": _("trying the device"),
    "clip": _("transcribing ten seconds"),
}
JOB_STATES: Mapping[str, str] = {
    JobState.QUEUED: _("waiting its turn"),
    JobState.RUNNING: _("under way"),
    JobState.DONE: _("done"),
    JobState.FAILED: _("failed"),
    JobState.CANCELLED: _("cancelled"),
}
ENTRY_KINDS: Mapping[str, str] = {
    EntryKind.SIGN_IN: _("signed in"),
    EntryKind.SIGN_IN_REFUSED: _("sign-in refused"),
    EntryKind.SIGN_OUT: _("signed out"),
    EntryKind.VIEW: _("looked at"),
    EntryKind.PLAYBACK: _("listened to"),
    EntryKind.SEARCH: _("searched"),
    EntryKind.EDIT: _("changed"),
    EntryKind.VOICE_NAMED: _("named a voice"),
    EntryKind.RERUN: _("had it transcribed again"),
    EntryKind.EXPORT: _("took a file out"),
    EntryKind.RULING: _("decided"),
    EntryKind.GRANT: _("gave access"),
    EntryKind.REVOKE: _("took access away"),
    EntryKind.REFUSAL: _("access refused"),
    EntryKind.DECISION_REFUSED: _("decision refused by controls"),
    EntryKind.CONTROL_CONFIRMED: _("recorded what a lawyer says of a control"),
    EntryKind.CONTROL_OVERRIDDEN: _("set a control aside"),
    EntryKind.SETTING_CHANGED: _("changed a setting"),
    EntryKind.RECORDING_RECEIVED: _("recording received"),
    EntryKind.PROTOCOL_RETURNED: _("brought a paper back"),
    EntryKind.PROTOCOL_RETURNED: _("brought a paper back"),
    EntryKind.RECORDING_VERIFIED: _("recording verified"),
    EntryKind.ALARM: _("alarm about the bytes"),
    EntryKind.SEALED: _("sealed, or opened again"),
    EntryKind.LEGAL_HOLD: _("legal hold"),
    EntryKind.ERASURE_PROPOSED: _("proposed to erase"),
    EntryKind.ERASURE_REFUSED: _("refused to erase"),
    EntryKind.SOUND_HELD: _("sound received for one reply"),
    EntryKind.JOB_DONE: _("work done"),
    EntryKind.JOB_FAILED: _("work failed"),
    EntryKind.DETAILS_ERASED: _("details erased"),
    EntryKind.CHECKPOINT_FAILED: _("checkpoint not taken"),
}
SUBJECTS: Mapping[str, str] = {
    "account": _("account"),
    "case": _("case"),
    "case_link": _("link between cases"),
    "control": _("control"),
    "register_fact": _("stated fact"),
    "finding": _("finding"),
    "person_ruling": _("whether two persons are one"),
    "erasure": _("proposal to erase"),
    "interrogation": _("interrogation"),
    "job": _("work on a recording"),
    "journal": _("journal"),
    "machine_layer": _("transcript"),
    "participant": _("participant"),
    "placement": _("placement"),
    "procedural_decision": _("procedural decision"),
    "protocol_version": _("protocol version"),
    "protocol_return": _("paper brought back"),
    "recording": _("recording"),
    "sitting": _("sitting"),
    "upload": _("upload"),
}
DETAILS: Mapping[str, str] = {
    "what": "",
    "state": _("state"),
    "reason": _("reason"),
    "verdict": _("decision"),
    "disclosed": _("decision"),
    "kind": _("kind"),
    "format": _("file"),
    "layer": _("layer"),
    "source": _("source of the time"),
    "edition": _("edition"),
    "on": _("in force"),
    "before": _("before"),
    "now": _("now"),
    "entries": _("entries shown"),
    "intact": _("bytes as received"),
    "operation": _("operation"),
    "address": _("address"),
    "way": _("way"),
    "stage": _("work"),
    "name": _("name"),
    "spans": _("seconds"),
    "controls": _("controls"),
    "fields": _("fields"),
    "subject": _("subject"),
}
"""What an entry of the journal tells beside itself, by name; other names, such as those of ids, are left to the API."""
DETAIL_VALUES: Mapping[str, str] = {
    "page": _("the page"),
    "opened": _("opened"),
    "participants": _("persons"),
    "interrogations": _("interrogations"),
    "recordings": _("recordings"),
    "procedural_decisions": _("procedural decisions"),
    "grants": _("access"),
    "custody": _("custody of the bytes"),
    "keeping": _("keeping"),
    "status": _("state of the case"),
    **CASE_STATUSES,
    "layers": _("transcripts"),
    "versions": _("protocol versions"),
    "returns": _("papers brought back"),
    "draft": _("draft by the machine"),
    "search": _("search"),
    "related": _("related"),
    "same persons": _("same persons"),
    "hidden links": _("links to tell of"),
    "mentions": _("what is spoken of"),
    "timeline": _("hour by hour"),
    "graph": _("graph"),
    "inconsistency": _("inconsistencies"),
    "suggestion": _("next steps"),
    "controls": _("controls"),
    "controls_trial": _("trial of a rule"),
    "facts": _("facts"),
    "register_extract": _("extract of a register"),
    **LINK_VERDICTS,
    **DISCLOSURES,
    **PERSON_VERDICTS,
    **FINDING_VERDICTS,
    "overview": _("the transcript in numbers"),
    "revisions": _("history of the transcript"),
    "replace_text": _("Text corrected"),
    "insert_text": _("Words added"),
    "hide": _("Nobody said this"),
    "split_turn": _("Turn split"),
    "join_turns": _("Joined with the turn before"),
    "set_voice": _("Given to another voice"),
    "merge_voices": _("Voices merged"),
    "name_voice": _("Voice named"),
    "set_language": _("Language set"),
    "set_mark": _("Mark set or taken off"),
    "check": _("Checked"),
    "undo": _("Undone"),
    **TIME_SOURCES,
    "cancel": _("called off"),
    "again": _("set going again by the administrator"),
    "True": _("yes"),
    "False": _("no"),
    **GRANT_KINDS,
    **VERSION_STATES,
    **STAGES,
}
DONE: Mapping[str, str] = {
    "signed_in_by_link": _(
        "You came in by a link, and it works once. Set a password on the page of your account to come back without one."
    ),
    "set_up": _("The service is set up. Now add units and accounts: each person signs in first by a link that you give."),
    "saved": _("Saved."),
    "ruled": _("Decided."),
    "sealed_away": _("The case is sealed. Only its investigator and those who were given access see it now."),
    "bytes_intact": _("The bytes are those received. This look is kept."),
    "added": _("Added."),
    "password_set": _(
        "The password is set. Wherever else this account was signed in, it is signed out. "
        "Tokens for programs stay: see in their list whether you still need each."
    ),
    "factor_on": _("The second factor is on. From now on each sign-in by password asks for a code."),
    "factor_off": _("The second factor is off."),
    "revoked": _("Revoked."),
    "disabled": _("The account is disabled. What it did stays in the journal under its name."),
    "case_opened": _("The case is open."),
    "work_asked": _("The work is in the queue; this page shows how it goes."),
    "work_cancelled": _("The work is called off."),
    "access_given": _("Access is given."),
    "document_given": _("The version is given. Its receiver finds it on the page “Documents”."),
    "removed": _("Removed."),
    "work_again": _("The work is in the queue again."),
    "self_test_asked": _("The worker tests itself as soon as it has ended what it is at."),
    "message_sent": _("The message is on its way; below it is seen what became of it."),
    "rule_set": _("The rule is set. It is in force in a week, and by itself it erases nothing."),
    "erasure_proposed": _("It is proposed. Nothing is erased before a second person decides."),
    "erasure_erased": _("Erased. Its number, custody and the journal's entries are left."),
    "erasure_refused": _("The proposal is refused; the case stays."),
    "access_taken": _("You have access for the hours that you named. The prosecutor sees it."),
}
"""What is said on the page that follows a change, by the key that its cookie carries."""
ZONES = (
    "Asia/Almaty",
    "Asia/Qyzylorda",
    "Asia/Qostanay",
    "Asia/Aqtobe",
    "Asia/Aqtau",
    "Asia/Atyrau",
    "Asia/Oral",
)
"""Zones of Kazakhstan; one for all of it today, each with its own past."""
