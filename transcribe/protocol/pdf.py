"""The document as PDF/A-2a: typst sees one JSON and one template in a folder of their own, and nothing else."""

import json
import tempfile
from pathlib import Path

import typst

from models.protocol_document import ProtocolDocument
from transcribe.protocol.context import context
from transcribe.protocol.errors import PdfFailedError

TEMPLATE = Path(__file__).with_name("templates") / "protocol.typ"
_TIMESTAMP = 0  # equal documents are equal bytes; when it was drawn up stands in the text, stated by a person


def write_pdf(document: ProtocolDocument, path: Path) -> None:
    """Write the document; PdfFailedError where typst refuses, which would be our fault."""
    with tempfile.TemporaryDirectory(prefix="hattama-typst-") as folder:
        root = Path(folder)
        (root / "protocol.typ").write_bytes(TEMPLATE.read_bytes())
        try:
            made = typst.compile(
                str(root / "protocol.typ"),
                root=str(root),
                ignore_system_fonts=True,
                package_path=str(root / "no-packages"),
                package_cache_path=str(root / "no-packages"),
                sys_inputs={"document": json.dumps(context(document), ensure_ascii=False)},
                pdf_standards=["a-2a"],
                timestamp=_TIMESTAMP,
            )
        except typst.TypstError as error:
            raise PdfFailedError(detail=error.message) from error
    path.write_bytes(made)
