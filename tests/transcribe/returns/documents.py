"""Word documents for tests: a protocol's export, changed by hand as Word writes it, and hostile ones."""

import io
import zipfile

from models.interrogation import InterrogationForm, ParticipantRole, VoiceRuling
from tests.factories import transcript
from transcribe.protocol.docx import write_docx
from transcribe.protocol.draft import draft

SAID = (("VOICE_00", "где вы были вчера?"), ("VOICE_01", "дома нет на работе"), ("VOICE_00", "когда вы пришли?"))
VOICES = (("VOICE_00", ParticipantRole.INVESTIGATOR), ("VOICE_01", ParticipantRole.INTERROGATED))
MAIN = "word/document.xml"


def document(*said):
    """A draft with a question, an answer and another question."""
    rulings = tuple(VoiceRuling(recording=None, voice=voice, role=role) for voice, role in VOICES)
    return draft([transcript(*(said or SAID))], InterrogationForm(voices=rulings))


def export(folder, name="export.docx", *said):
    """The file of such a draft."""
    path = folder / name
    write_docx(document(*said), path)
    return path


def changed(path, target, **parts):
    """A copy in which parts of the archive went through a function each; a part that is new is made from nothing."""
    made = io.BytesIO()
    names = {name.replace("__", "/").replace("_dot_", "."): change for name, change in parts.items()}
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for name in source.namelist():
            content = source.read(name)
            written.writestr(name, names.pop(name)(content) if name in names else content)
        for name, change in names.items():
            written.writestr(name, change(b""))
    target.write_bytes(made.getvalue())
    return target


def with_body(path, target, *replacements):
    """A copy whose main part has other text in some places."""

    def change(content):
        for old, new in replacements:
            assert old.encode() in content, old
            content = content.replace(old.encode(), new.encode(), 1)
        return content

    return changed(path, target, word__document_dot_xml=change)
