"""What the protocol of an interrogation states, as facts: its form, and what its newest version leaves to be filled.

Only what somebody stated counts; what is heard in the sound is in `api.heard_facts`.
"""

from pathlib import Path
from typing import TypeVar

from models.case_form import completed
from models.case_records import CaseRecords, InterrogationRecords
from models.errors import HattamaError
from models.facts import Known, Source, SourceKind
from models.facts_case import InterrogationFacts
from models.interrogation import InterrogationForm, ParticipantRole, Role
from transcribe.protocol.form import form_of
from transcribe.protocol.roles import ROLES

Value = TypeVar("Value")


def interrogation_facts(found: InterrogationRecords, records: CaseRecords, *, person: str) -> InterrogationFacts:
    """The interrogation of a person, by its id in the facts."""
    form = form_in(found, records)
    stated = form.statements
    raw = found.interrogation.form
    return InterrogationFacts(
        id=str(found.interrogation.id),
        person=person,
        role=_known(None if form.role is None else str(form.role), "role"),
        form=_known(_kind(form) if "additional" in raw else None, "additional"),
        protocol_language=_known(found.interrogation.language, "language"),
        participants=_known(_roles(form), "participants"),
        rights_article=_known(_rights(form), "statements.rights_explained"),
        use_warned=_known(stated.use_warned, "statements.use_warned"),
        guilt_asked=_known(True if form.guilt is not None else None, "guilt"),
        liability_warned=_known(stated.liability_warned, "statements.liability_warned"),
        language_asked=_known(_language_asked(form), "testimony_language"),
        recorded=_recorded(found),
        means_announced=_known(stated.technical_means_announced, "statements.technical_means_announced"),
        means_named=_known(True if form.technical_means else None, "technical_means"),
        empty_fields=_gaps(found),
        times_to_minute=_known(_to_the_minute(form), "sittings"),
    )


def form_in(found: InterrogationRecords, records: CaseRecords) -> InterrogationForm:
    """The form with what the case file knows; what cannot be read any more states nothing."""
    interrogated = next((each for each in records.participants if each[0].id == found.interrogation.participant_id), None)
    values = completed(found.interrogation, records.case, interrogated, found.sittings)
    try:
        return form_of(values, name=Path("form"))
    except HattamaError:  # of an older program: the page of the protocol tells what is wrong with it
        return InterrogationForm(language="kk" if found.interrogation.language == "kk" else "ru")


def investigators(found: InterrogationRecords) -> Known[tuple[str, ...]] | None:
    """Who interrogates, by the name that the form states."""
    official = found.interrogation.form.get("official")
    name = official.get("name") if isinstance(official, dict) else None
    return _known((" ".join(name.split()),), "official.name") if isinstance(name, str) and name.strip() else None


def _kind(form: InterrogationForm) -> str:
    return "additional" if form.additional else "first"


def _roles(form: InterrogationForm) -> tuple[str, ...] | None:
    if form.participants is None:
        return None
    return tuple(dict.fromkeys(str(each.role) for each in form.participants if each.role in set(ParticipantRole)))


def _rights(form: InterrogationForm) -> str | None:
    """The article that the protocol names as explained; empty where it states that rights were not."""
    if form.statements.rights_explained is None or form.role not in set(Role):
        return None
    return ROLES[form.role].rights_article if form.role is not None and form.statements.rights_explained else ""


def _language_asked(form: InterrogationForm) -> bool | None:
    return True if form.testimony_language and form.interpreter_needed is not None else None


def _to_the_minute(form: InterrogationForm) -> bool | None:
    if not form.sittings:
        return None
    return True if all(each.start is not None and each.end is not None for each in form.sittings) else None


def _recorded(found: InterrogationRecords) -> Known[bool] | None:
    """True where a recording has its place in it; that there is none, nobody has stated."""
    if not found.placements:
        return None
    where = str(found.placements[0].recording_id)
    return Known(value=True, source=Source(kind=SourceKind.SOUND, where=where, second=found.placements[0].span_start))


def _gaps(found: InterrogationRecords) -> Known[tuple[str, ...]] | None:
    if found.gaps is None:
        return None
    return Known(value=found.gaps, source=Source(kind=SourceKind.PROTOCOL, where=f"version {found.version}"))


def _known(value: Value | None, field: str) -> Known[Value] | None:
    return None if value is None else Known(value=value, source=Source(kind=SourceKind.PROTOCOL, where=field))
