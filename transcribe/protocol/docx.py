"""The document as DOCX, through a Word form whose tags can do nothing but place text."""

import hashlib
import io
import json
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import jinja2
from docxtpl import DocxTemplate
from jinja2.sandbox import ImmutableSandboxedEnvironment

from models.protocol_document import ProtocolDocument
from transcribe.protocol.context import context
from transcribe.protocol.errors import TemplateRefusedError
from transcribe.protocol.template import write_template
from transcribe.protocol.template_safety import check_template

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold: equal documents are equal bytes


def write_docx(document: ProtocolDocument, path: Path, template: Path | None = None) -> None:
    """Write the document into the delivered form or an agency's own; TemplateRefusedError for a form that is unfit."""
    with tempfile.TemporaryDirectory(prefix="hattama-form-") as folder:
        form = template
        if form is None:
            form = Path(folder) / "protocol.docx"
            write_template(form)
        else:
            check_template(form)
        environment = ImmutableSandboxedEnvironment(undefined=jinja2.StrictUndefined, autoescape=True)
        rendered = io.BytesIO()
        try:
            word = DocxTemplate(str(form))
            word.render(context(document), environment, autoescape=True)
            _put_mark(word.docx, document)
            word.save(rendered)
        except (jinja2.TemplateError, jinja2.exceptions.SecurityError, KeyError, ValueError, TypeError) as error:
            if template is None:
                raise
            raise TemplateRefusedError(path=template.name, detail=f"{type(error).__name__}: {error}") from error
        path.write_bytes(_without_times(rendered))


def mark_of(document: ProtocolDocument) -> str:
    """What an export bears, so that it is known again when it is brought back: a hash of all that stands in it."""
    content = json.dumps(context(document), ensure_ascii=False, sort_keys=True)
    return f"hattama:{hashlib.sha256(content.encode()).hexdigest()}"


def _put_mark(word: Any, document: ProtocolDocument) -> None:
    """Among the keywords, which word processors keep; what the form has there stays."""
    had_none = all(not each.reltype.endswith("/core-properties") for each in word.part.package.rels.values())
    properties = word.core_properties
    properties.keywords = " ".join(filter(None, (properties.keywords[:150], mark_of(document))))
    if had_none:  # the library has just made them, with the present time
        properties.modified = datetime(*_EPOCH)


def _without_times(archive: io.BytesIO) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _EPOCH), source.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()
