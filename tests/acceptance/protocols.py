"""Versions of protocols as the worker draws them up, in the tests' own process and without engines."""

from pathlib import Path
from tempfile import TemporaryDirectory

from models.protocol_document_values import values_of
from models.store import cases, drafts, protocols
from models.store.database import SYSTEM
from transcribe.protocol.docx import write_docx
from transcribe.protocol.draft import draft
from transcribe.protocol.form import form_of
from transcribe.protocol.pdf import write_pdf

OFFICIAL = ("position", "name", "body", "region", "room", "address")
PERSON = (
    *("birth_place", "citizenship", "nationality", "education", "marital_status", "workplace", "occupation", "residence"),
    *("phones", "email", "other_contacts", "relation_to_suspect", "military_duty", "criminal_record", "identity_document"),
)
STATED = (
    *("order_announced", "technical_means_announced", "rights_explained", "invited", "liability_warned"),
    *("self_incrimination_right_explained", "closing_rights_explained", "shown", "recorded_correctly"),
)
WHOLE = {
    "role": "witness",
    "place": "Алматы",
    "sittings": [{"start": "2026-03-02 10:00", "end": "2026-03-02 11:00"}],
    "official": dict.fromkeys(OFFICIAL, "есть"),
    "person": {"birth_date": "1990-05-14"} | dict.fromkeys(PERSON, "есть"),
    "participants": [],
    "voices": {"VOICE_00": "investigator", "VOICE_01": "interrogated"},
    "rights_text": "Статья 78",
    "technical_means": "аудиозапись",
    "testimony_language": "русский",
    "interpreter_needed": "false",
    "relation_words": "не знакомы",
    "attachments": [],
    "remarks": "не имею",
    "read_by": "own_reading",
    "replayed": "нет",
    "statements": dict.fromkeys(STATED, "true"),
}
"""A form that leaves no gap."""


def _kept(service, write, document):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        write(document, path)
        content = path.read_bytes()
    return service.files.keep(content), len(content)


def set_form(service, world, form):
    """The interrogation's form, as if somebody had saved it."""
    with service.database.transaction(SYSTEM) as connection:
        now = cases.interrogation(connection, world.interrogation_id)
        cases.change_form(connection, world.interrogation_id, form, edition=now.edition)


def draw_up(service, world, *, with_files=False):
    """The next version of the world's interrogation, from its transcript and form; without files they are no real ones."""
    with service.database.transaction(SYSTEM) as connection:
        interrogation = cases.interrogation(connection, world.interrogation_id)
        found = drafts.sources(connection, interrogation)
        document = draft(found.transcripts, form_of(found.form, name=Path("form")), recording_names=found.names)
        return protocols.add_version(
            connection,
            interrogation,
            made_from=found.made_from,
            gaps=len(document.gaps()),
            docx=_kept(service, write_docx, document) if with_files else (service.files.keep(b"docx2"), 5),
            pdf=_kept(service, write_pdf, document) if with_files else (service.files.keep(b"pdf2"), 4),
            created_by=None,
            document=values_of(document),
        )
