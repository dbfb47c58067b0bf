"""The DOCX form as delivered. An agency saves it, edits it in Word, and gives it back with `--template`.

It is built here, not kept as a file: so it can never differ from the names that `context` gives.
"""

from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_TAB_ALIGNMENT, WD_UNDERLINE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

_FONT = "Times New Roman"
_TEXT_WIDTH = Cm(16.5)
_COLUMNS = (Cm(1), Cm(6.5), Cm(9))  # number, label, value; together the text's width


def write_template(path: Path) -> None:
    """Write the form with its tags; see docs/protocol-template.md for what they mean."""
    document = docx.Document()
    _page(document)
    document.add_paragraph("{%p for s in sections %}")
    document.add_paragraph("{%p if s.heading %}")
    heading = _centred(document.add_paragraph(), before=10)
    heading.add_run("{{ s.heading }}").bold = True
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p for b in s.blocks %}")
    document.add_paragraph("{%p if b.kind == 'table' %}")
    _table(document)
    document.add_paragraph("{%p elif b.kind == 'title' %}")
    _runs(_centred(document.add_paragraph()), "b.runs", bold=True)
    document.add_paragraph("{%p elif b.kind == 'right' %}")
    right = document.add_paragraph()
    right.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _runs(right, "b.runs")
    document.add_paragraph("{%p elif b.kind == 'note' %}")
    _runs(document.add_paragraph(), "b.runs", italic=True, size=10)
    document.add_paragraph("{%p elif b.kind == 'item' %}")
    item = document.add_paragraph()
    item.paragraph_format.left_indent = Cm(0.8)
    _runs(item, "b.runs")
    document.add_paragraph("{%p elif b.kind == 'pair' %}")
    pair = document.add_paragraph()
    pair.paragraph_format.tab_stops.add_tab_stop(_TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    _runs(pair, "b.left")
    pair.add_run("\t")
    _runs(pair, "b.right")
    document.add_paragraph("{%p elif b.kind == 'signature' %}")
    line = document.add_paragraph()
    line.paragraph_format.space_before = Pt(8)
    _runs(line, "b.runs")
    line.add_run(" ____________________")
    document.add_paragraph("{%p elif b.kind == 'entry' %}")
    _entry(document)
    document.add_paragraph("{%p else %}")
    body = document.add_paragraph()
    body.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    _runs(body, "b.runs")
    for tag in ("{%p endif %}", "{%p endfor %}", "{%p endfor %}"):
        document.add_paragraph(tag)
    _footer(document)
    document.save(str(path))


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.5), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(12)
    style.element.rPr.rFonts.set(qn("w:cs"), _FONT)
    style.paragraph_format.space_after = Pt(4)


def _centred(paragraph: Any, *, before: int = 0) -> Any:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.keep_with_next = True
    return paragraph


def _runs(paragraph: Any, name: str, *, bold: bool = False, italic: bool = False, size: int | None = None) -> None:
    """A loop over stretches of text: gaps highlighted, doubtful words dotted, the rest plain."""

    def run(text: str) -> Any:
        made = paragraph.add_run(text)
        made.bold, made.italic = bold, italic
        made.font.size = Pt(size) if size else None
        return made

    run("{%r for r in " + name + " %}")
    run("{%r if r.mark == 'gap' %}")
    gap = run("{{ r.text }}")
    gap.bold = True
    gap.font.highlight_color = WD_COLOR_INDEX.YELLOW
    run("{%r elif r.mark == 'doubt' %}")
    run("{{ r.text }}").underline = WD_UNDERLINE.DOTTED
    run("{%r else %}")
    run("{{ r.text }}")
    run("{%r endif %}")
    run("{%r endfor %}")


def _table(document: Any) -> None:
    table = document.add_table(rows=3, cols=3)
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, _COLUMNS, strict=True):
        column.width = width  # the grid, which LibreOffice goes by; Word goes by the cells
        for cell in column.cells:
            cell.width = width
    table.cell(0, 0).text = "{%tr for row in b.rows %}"
    cells = table.rows[1].cells
    cells[0].text, cells[1].text = "{{ row.number }}", "{{ row.label }}"
    _runs(cells[2].paragraphs[0], "row.value")
    table.cell(2, 0).text = "{%tr endfor %}"


def _entry(document: Any) -> None:
    head = document.add_paragraph()
    head.paragraph_format.space_before = Pt(6)
    head.paragraph_format.space_after = Pt(0)
    head.paragraph_format.keep_with_next = True
    head.add_run("{{ b.number }}. ").bold = True
    _runs(head, "b.speaker", bold=True)
    head.add_run(" ({{ b.where }})").font.size = Pt(9)
    words = document.add_paragraph()
    words.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    words.paragraph_format.left_indent = Cm(0.8)
    _runs(words, "b.runs")


def _footer(document: Any) -> None:
    """Signed on every page, as article 123 asks; the page's number is Word's own field."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.paragraph_format.tab_stops.clear_all()
    paragraph.paragraph_format.tab_stops.add_tab_stop(_TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run("{{ footer }}\t{{ page_word }} ").font.size = Pt(10)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)  # the library has no fields
