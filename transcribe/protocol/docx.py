"""The draft as a Word file, by the supplied template or one that an agency edited in Word."""

import io
import zipfile
from datetime import datetime
from pathlib import Path

from docxtpl import DocxTemplate
from jinja2 import TemplateError

from models.protocol_document import ProtocolDocument
from transcribe.protocol.context import context_of
from transcribe.protocol.errors import TemplateRefusedError
from transcribe.protocol.template_language import TemplateEnvironment
from transcribe.protocol.template_safety import read_template

DEFAULT_TEMPLATE = Path(__file__).parent / "templates" / "protocol.docx"
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the oldest that a zip can state: equal input gives equal bytes


def write_docx(document: ProtocolDocument, path: Path, template: Path | None = None) -> None:
    """Writes the draft to `path`; equal drafts and templates give equal bytes.

    Raises:
        TemplateRefusedError: the template holds what it must not, or does what it must not.
    """
    path.write_bytes(render_docx(document, template))


def render_docx(document: ProtocolDocument, template: Path | None = None) -> bytes:
    """The draft as the bytes of a DOCX."""
    source = template or DEFAULT_TEMPLATE
    rendered = DocxTemplate(io.BytesIO(read_template(source)))
    try:
        rendered.render(context_of(document), jinja_env=TemplateEnvironment())
    except (TemplateError, ValueError) as error:  # ValueError: what the template made is no XML (lxml's error is one)
        raise TemplateRefusedError(path=source, detail=" ".join(str(error).split())) from error
    properties = rendered.docx.core_properties
    properties.created = properties.modified = datetime(*_NO_TIME[:3])
    properties.last_modified_by = ""
    saved = io.BytesIO()
    rendered.save(saved)
    return _without_times(saved.getvalue())


def _without_times(content: bytes) -> bytes:
    """The same package with the same time for each part."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(result, "w") as timeless:
        for part in package.infolist():
            entry = zipfile.ZipInfo(part.filename, date_time=_NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            timeless.writestr(entry, package.read(part.filename))
    return result.getvalue()
