"""Refuses a Word template that could do more than lay out a page, before any library opens it.

Everything is an allow-list: parts by their kind, relationships by their type, fields by their name. Macros, embedded
objects, links out of the file, fields that read other files and packages that are huge when unpacked are thereby out.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from transcribe.protocol.errors import TemplateRefusedError

MAX_TEMPLATE_BYTES = 8 * 1024**2
MAX_UNPACKED_BYTES = 32 * 1024**2
MAX_PARTS = 200
_MAX_XML_PART_BYTES = 8 * 1024**2

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_OFFICE = "application/vnd.openxmlformats-officedocument."
_ALLOWED_CONTENT = frozenset(
    {
        *(f"{_WORD}{kind}+xml" for kind in ("document.main", "template.main", "styles", "settings", "webSettings")),
        *(f"{_WORD}{kind}+xml" for kind in ("fontTable", "numbering", "header", "footer", "footnotes", "endnotes")),
        *(f"{_OFFICE}{kind}+xml" for kind in ("theme", "extended-properties", "custom-properties")),
        f"{_OFFICE}customXmlProperties+xml",
        "application/vnd.ms-word.stylesWithEffects+xml",
        "application/vnd.openxmlformats-package.core-properties+xml",
        "application/vnd.openxmlformats-package.relationships+xml",
        *("application/xml", "image/png", "image/jpeg"),
    }
)
_ALLOWED_RELATIONSHIPS = frozenset(
    {
        *("officeDocument", "styles", "settings", "webSettings", "fontTable", "numbering", "header", "footer"),
        *("footnotes", "endnotes", "theme", "extended-properties", "core-properties", "custom-properties", "image"),
        *("customXml", "customXmlProps", "stylesWithEffects", "thumbnail"),
    }
)
_ALLOWED_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "TITLE"})
_REFUSED_ELEMENTS = frozenset(
    {"object", "OLEObject", "altChunk", "subDoc", "control", "attachedTemplate", "mailMerge", "frameset"}
)
_PART_NAME = re.compile(r"[A-Za-z0-9_\-./\[\]]+")
_PARSER_OPTIONS = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


def read_template(path: Path) -> bytes:
    """The template's bytes, once nothing was found in them that a template must not have.

    Raises:
        TemplateRefusedError: it is unreadable, no DOCX, too large, or holds what is not on the lists.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_TEMPLATE_BYTES + 1)
    except OSError as error:
        raise TemplateRefusedError(path=path, detail=error.strerror or str(error)) from error
    if len(content) > MAX_TEMPLATE_BYTES:
        raise TemplateRefusedError(path=path, detail=f"> {MAX_TEMPLATE_BYTES // 1024**2} MiB")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            defect = next(_defects(package), None)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, NotImplementedError, RuntimeError, EOFError) as error:
        raise TemplateRefusedError(path=path, detail=f"no DOCX / не DOCX ({error})") from error
    if defect:
        raise TemplateRefusedError(path=path, detail=defect)
    return content


def _defects(package: zipfile.ZipFile) -> Iterator[str]:
    """What must not be, in words; lazily, since nothing may be unpacked before the sizes are known to be small."""
    parts = package.infolist()
    if len(parts) > MAX_PARTS:
        yield f"{len(parts)} parts, more than {MAX_PARTS} / слишком много частей"
    if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        yield f"more than {MAX_UNPACKED_BYTES // 1024**2} MiB unpacked / слишком велик в распакованном виде"
    names = [part.filename for part in parts]
    if len({name.lower() for name in names}) != len(names):
        yield "two parts with one name / две части с одним именем"
    for part in parts:
        if not _PART_NAME.fullmatch(part.filename) or ".." in part.filename or part.filename.startswith("/"):
            yield f"part «{part.filename!r}» / недопустимое имя части"
        if part.flag_bits & 0x1:
            yield f"encrypted part «{part.filename}» / часть зашифрована"
    if "[Content_Types].xml" not in names:
        yield "no DOCX: no [Content_Types].xml / не DOCX"
        return
    yield from _content_defects(package)
    for part in parts:
        yield from _part_defects(package, part)


def _content_defects(package: zipfile.ZipFile) -> Iterator[str]:
    for declared in _parse(package.read("[Content_Types].xml")):
        content = declared.get("ContentType", "")
        if content not in _ALLOWED_CONTENT:
            yield f"part of the kind «{content}» (macros, objects and the like) / недопустимая часть (макросы, объекты)"


def _part_defects(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[str]:
    name = part.filename
    if name.endswith("/") or name.lower().endswith((".png", ".jpg", ".jpeg")):
        return
    if not name.endswith((".xml", ".rels")):
        yield f"part «{name}» (macros, objects and the like) / недопустимая часть (макросы, объекты)"
        return
    if part.file_size > _MAX_XML_PART_BYTES:
        yield f"part «{name}» is too large / часть слишком велика"
    root = _parse(package.read(name))
    if root.getroottree().docinfo.doctype:
        yield f"DOCTYPE in «{name}»"
    yield from _relationship_defects(name, root) if name.endswith(".rels") else _element_defects(name, root)


def _parse(content: bytes) -> etree._Element:
    return etree.fromstring(content, etree.XMLParser(**_PARSER_OPTIONS))


def _relationship_defects(name: str, root: etree._Element) -> Iterator[str]:
    for relationship in root.iter("{*}Relationship"):
        target = relationship.get("Target", "")
        if relationship.get("TargetMode", "Internal") != "Internal" or "://" in target or target.startswith("\\"):
            yield f"a link out of the file in «{name}»: {target[:80]} / внешняя ссылка"
        kind = relationship.get("Type", "").rpartition("/")[2]
        if kind not in _ALLOWED_RELATIONSHIPS:
            yield f"relationship «{kind}» in «{name}» / недопустимая связь"


def _element_defects(name: str, root: etree._Element) -> Iterator[str]:
    for element in root.iter("*"):
        tag = etree.QName(element).localname
        if tag in _REFUSED_ELEMENTS:
            yield f"<{tag}> in «{name}» / недопустимый элемент"
        elif tag == "fldSimple":
            yield from _field_defects(name, next(iter(element.xpath("@*[local-name()='instr']")), ""))
    yield from _complex_field_defects(name, root)


def _complex_field_defects(name: str, root: etree._Element) -> Iterator[str]:
    """A field's instruction may be split over runs, so it is put together between its begin and its end."""
    instruction, nested = "", 0
    for element in root.iter("{*}fldChar", "{*}instrText"):
        if etree.QName(element).localname == "instrText":
            instruction += element.text or ""
            if not nested:
                yield f"a field instruction outside a field in «{name}» / инструкция вне поля"
            continue
        kind = next(iter(element.xpath("@*[local-name()='fldCharType']")), "")
        nested += {"begin": 1, "end": -1}.get(kind, 0)
        if nested > 1:
            yield f"a field inside a field in «{name}» / вложенное поле"
        if kind == "end":
            yield from _field_defects(name, instruction)
            instruction = ""
    if instruction:
        yield f"an unfinished field in «{name}» / незавершённое поле"


def _field_defects(name: str, instruction: str) -> Iterator[str]:
    words = instruction.split()
    if not words or words[0].upper() not in _ALLOWED_FIELDS:
        yield f"field «{' '.join(words)[:60]}» in «{name}» / недопустимое поле"
