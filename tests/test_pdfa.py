"""The look at PDF/A sees what is wrong."""

from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from tests import pdfa


def test_a_plain_file_with_a_script_is_no_pdfa(tmp_path):
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    script = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")})
    writer.root_object[NameObject("/OpenAction")] = script
    writer.write(tmp_path / "plain.pdf")
    said = " ".join(pdfa.faults(tmp_path / "plain.pdf"))
    assert "no metadata" in said
    assert "output intent" in said
    assert "/JavaScript" in said
