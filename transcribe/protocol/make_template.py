"""Makes `templates/protocol.docx`: run `python -m transcribe.protocol.make_template` after a change here.

One paragraph of the template stands for one kind of block, so that an agency can change its looks in Word: the control
paragraphs between (`{%p ... %}`) vanish when the draft is made.
"""

from pathlib import Path

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from transcribe.protocol.docx import DEFAULT_TEMPLATE

_TEXT_WIDTH = Cm(17)
_FONT = "Times New Roman"
_GREY = RGBColor(0x59, 0x59, 0x59)
_STYLES = (  # name, size in points, alignment, space before and after in points
    ("Protocol Body", 12, WD_ALIGN_PARAGRAPH.JUSTIFY, 0, 4),
    ("Protocol Title", 14, WD_ALIGN_PARAGRAPH.CENTER, 0, 2),
    ("Protocol Right", 12, WD_ALIGN_PARAGRAPH.RIGHT, 0, 0),
    ("Protocol Note", 9, WD_ALIGN_PARAGRAPH.LEFT, 0, 3),
    ("Protocol Item", 9, WD_ALIGN_PARAGRAPH.LEFT, 0, 2),
    ("Protocol Heading", 12, WD_ALIGN_PARAGRAPH.LEFT, 10, 4),
    ("Protocol Annex", 11, WD_ALIGN_PARAGRAPH.LEFT, 14, 4),
    ("Protocol Pair", 12, WD_ALIGN_PARAGRAPH.LEFT, 6, 6),
    ("Protocol Signature", 12, WD_ALIGN_PARAGRAPH.LEFT, 8, 8),
    ("Protocol Speaker", 11, WD_ALIGN_PARAGRAPH.LEFT, 6, 0),
    ("Protocol Speech", 12, WD_ALIGN_PARAGRAPH.JUSTIFY, 0, 4),
    ("Protocol Cell", 11, WD_ALIGN_PARAGRAPH.LEFT, 1, 1),
    ("Protocol Footer", 9, WD_ALIGN_PARAGRAPH.LEFT, 0, 0),
)
_BOLD = ("Protocol Title", "Protocol Heading", "Protocol Annex", "Protocol Speaker")
_KEPT_WITH_NEXT = ("Protocol Heading", "Protocol Annex", "Protocol Speaker")


def make_template() -> DocumentObject:
    """The supplied template."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.5), Cm(1.5)
    section.top_margin, section.bottom_margin = Cm(1.5), Cm(2)
    _styles(document)
    _control(document, "for section in sections")
    _control(document, 'if section.annex and section.kind == "check"')
    document.add_page_break()
    _control(document, "endif")
    _choice(document, "section.heading and section.annex", lambda: _heading(document, "Protocol Annex"))
    _choice(document, "section.heading and not section.annex", lambda: _heading(document, "Protocol Heading"))
    _control(document, 'if section.kind == "person"')
    _person_table(document)
    _control(document, 'elif section.kind == "notice"')
    _notice_box(document)
    _control(document, "else")
    _control(document, "for block in section.blocks")
    _blocks(document)
    _control(document, "endfor")
    _control(document, "endif")
    _control(document, "endfor")
    _footer(document)
    document.core_properties.author = "Hattama"
    document.core_properties.title = "{{ title }}"
    document.core_properties.comments = ""
    return document


def _styles(document: DocumentObject) -> None:
    for name, size, alignment, before, after in _STYLES:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.font.name, style.font.size = _FONT, Pt(size)
        style.element.rPr.rFonts.set(qn("w:cs"), _FONT)
        style.font.bold = name in _BOLD
        style.paragraph_format.alignment = alignment
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.keep_with_next = name in _KEPT_WITH_NEXT
    document.styles["Protocol Speech"].paragraph_format.left_indent = Cm(0.75)
    document.styles["Protocol Body"].paragraph_format.first_line_indent = Cm(1)


def _control(document: DocumentObject, statement: str) -> None:
    document.add_paragraph(f"{{%p {statement} %}}", style="Protocol Note")


def _choice(document: DocumentObject, condition: str, content: object) -> None:
    _control(document, f"if {condition}")
    assert callable(content)  # noqa: S101 a module run by hand
    content()
    _control(document, "endif")


def _heading(document: DocumentObject, style: str) -> None:
    document.add_paragraph("{{ section.heading }}", style=style)


def _runs(paragraph: Paragraph, source: str) -> None:
    """Prints a list of runs, each with the looks of its mark."""
    paragraph.add_run(f"{{%r for run in {source} %}}")
    paragraph.add_run('{%r if run.mark == "doubt" %}')
    _dotted(paragraph.add_run("{{ run.text }}"))
    paragraph.add_run('{%r elif run.mark == "gap" %}')
    _gap(paragraph.add_run("{{ run.text }}"))
    paragraph.add_run("{%r else %}")
    paragraph.add_run("{{ run.text }}")
    paragraph.add_run("{%r endif %}")
    paragraph.add_run("{%r endfor %}")


def _dotted(run: object) -> None:
    underline = OxmlElement("w:u")
    underline.set(qn("w:val"), "dotted")
    run._r.get_or_add_rPr().append(underline)  # type: ignore[attr-defined]


def _gap(run: object) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "FFF2CC")):
        shade.set(qn(f"w:{name}"), value)
    run._r.get_or_add_rPr().append(shade)  # type: ignore[attr-defined]


def _person_table(document: DocumentObject) -> None:
    table = document.add_table(rows=3, cols=3, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for row in table.rows:
        for cell, width in zip(row.cells, (Cm(1), Cm(6.5), Cm(9.5)), strict=True):
            cell.width = width
    table.rows[0].cells[0].text = "{%tr for block in section.blocks %}"
    _cell(table.rows[1].cells[0]).add_run("{{ block.number }}")
    _cell(table.rows[1].cells[1]).add_run("{{ block.label }}")
    _runs(_cell(table.rows[1].cells[2]), "block.runs")
    table.rows[2].cells[0].text = "{%tr endfor %}"


def _cell(cell: _Cell) -> Paragraph:
    cell.paragraphs[0].style = "Protocol Cell"
    return cell.paragraphs[0]


def _notice_box(document: DocumentObject) -> None:
    cell = document.add_table(rows=1, cols=1, style="Table Grid").rows[0].cells[0]
    cell.width = _TEXT_WIDTH
    cell.paragraphs[0].text = "{%p for block in section.blocks %}"
    _runs(cell.add_paragraph(style="Protocol Note"), "block.runs")
    cell.add_paragraph("{%p endfor %}")
    # Word wants a paragraph at the end of each cell, and the loop's own vanishes.
    cell.add_paragraph(style="Protocol Note").paragraph_format.space_after = Pt(0)


def _blocks(document: DocumentObject) -> None:
    """One paragraph for each kind of block."""
    condition = "if"
    for style in ("title", "right", "note", "item"):
        _control(document, f'{condition} block.type == "paragraph" and block.style == "{style}"')
        _runs(document.add_paragraph(style=f"Protocol {style.capitalize()}"), "block.runs")
        condition = "elif"
    _control(document, 'elif block.type == "paragraph"')
    _runs(document.add_paragraph(style="Protocol Body"), "block.runs")
    _control(document, 'elif block.type == "pair"')
    _pair(document)
    _control(document, 'elif block.type == "signature"')
    _signature(document)
    _control(document, 'elif block.type == "entry"')
    _entry(document)
    _control(document, "endif")


def _pair(document: DocumentObject) -> None:
    paragraph = document.add_paragraph(style="Protocol Pair")
    paragraph.paragraph_format.tab_stops.add_tab_stop(_TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    _runs(paragraph, "block.left")
    paragraph.add_run("\t")
    _runs(paragraph, "block.right")


def _signature(document: DocumentObject) -> None:
    paragraph = document.add_paragraph(style="Protocol Signature")
    paragraph.paragraph_format.tab_stops.add_tab_stop(_TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(11.5))
    _runs(paragraph, "block.runs")
    paragraph.add_run(" \t")


def _entry(document: DocumentObject) -> None:
    paragraph = document.add_paragraph(style="Protocol Speaker")
    _runs(paragraph, "block.speaker")
    place = paragraph.add_run("  {{ block.where }}  {{ block.words }}")
    place.font.size, place.font.bold, place.font.color.rgb = Pt(8), False, _GREY
    _runs(document.add_paragraph(style="Protocol Speech"), "block.runs")


def _footer(document: DocumentObject) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = "Protocol Footer"
    paragraph.paragraph_format.tab_stops.clear_all()
    paragraph.paragraph_format.tab_stops.add_tab_stop(_TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run("{{ footer }}")
    paragraph.add_run("\t{{ page_word }} ")
    for name in ("PAGE", "NUMPAGES"):
        if name == "NUMPAGES":
            paragraph.add_run(" / ")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), name)
        paragraph._p.append(field)


def main(path: Path = DEFAULT_TEMPLATE) -> None:
    """Writes the template."""
    make_template().save(str(path))


if __name__ == "__main__":
    main()
