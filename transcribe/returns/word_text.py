"""The text of a DOCX, as whoever opens it in Word reads it, with what Word notes of changes. The file is hostile input.

Nothing is unpacked to the disk, no part is read beyond what it says its size is, nothing that the file refers to is
opened, and a document type with entities is refused. Runs in the process with limits (`child.py`).
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from lxml import etree

from models.protocol_returns import TrackedChange, WordComment
from transcribe.returns.errors import ForeignContentError, MacrosError, NotWordError, UnpacksHugeError

MARK = re.compile(r"hattama:([0-9a-f]{64})")
"""What an export bears among its keywords (`transcribe.protocol.docx`)."""

_LARGEST_UNPACKED = 100 << 20
_LARGEST_PART = 60 << 20
_MOST_MEMBERS = 2000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_PARTS = {"header": "header", "footer": "footer", "footnotes": "notes", "endnotes": "notes"}
_HARMLESS_LINKS = ("hyperlink", "attachedTemplate")  # Word makes a link of every mail address
_PAGE_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b")
_PAGE_NUMBER = re.compile(r"[\s\-–—]*\d{0,5}[\s\-–—]*")
_CHANGES = {"ins": "inserted", "moveTo": "inserted", "del": "deleted", "moveFrom": "deleted"}
_UNREADABLE = (
    *(OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError, ValueError),
    etree.XMLSyntaxError,
)
_UNREAD = frozenset({"rPr", "pPr", "instrText", "delInstrText", "tblPr", "tcPr", "trPr", "sectPr", "sdtPr"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """Some text of a paragraph, and what Word notes of it."""

    text: str
    kind: str = ""  # of `TrackedChange`; empty: plain text
    author: str = ""
    at: str = ""


@dataclass(kw_only=True, slots=True)
class WordText:
    """A document."""

    lines: dict[str, list[str]] = field(default_factory=dict)  # by place: "body", "header", "footer", "notes"
    tracked: list[TrackedChange] = field(default_factory=list)
    comments: list[WordComment] = field(default_factory=list)
    mark: str | None = None  # of the export that it is, or was
    saved_by: str = ""
    saved_at: str = ""
    program: str = ""
    links: int = 0  # to files elsewhere
    objects: int = 0  # embedded
    pictures: int = 0


def read_word(path: Path) -> WordText:
    """The document's text; an UnfitReturnError where it is none, or does more than hold text."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _Reader(archive).read()
    except _UNREADABLE as error:
        raise NotWordError from error


class _Reader:
    """Reads one archive."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        members = archive.infolist()
        self._archive = archive
        self._names = {each.filename for each in members}
        if len(members) > _MOST_MEMBERS or sum(each.file_size for each in members) > _LARGEST_UNPACKED:
            raise UnpacksHugeError
        if len(self._names) != len(members):
            raise NotWordError  # of two parts of one name, programs take different ones
        self._made = WordText()

    def read(self) -> WordText:
        made = self._made
        main = self._main()
        root = self._part(main)
        if root.tag != f"{_W}document":
            raise NotWordError
        self._lines("body", root)
        for kind, target in self._related(main):
            if kind in _PARTS:
                self._lines(_PARTS[kind], self._part(target))
            elif kind == "comments":
                made.comments.extend(self._comments(self._part(target)))
        for place in ("header", "footer"):  # of first and even pages too: what they repeat is told once
            made.lines[place] = list(dict.fromkeys(made.lines.get(place, [])))
        self._properties()
        return made

    def _main(self) -> str:
        """The part that a word processor opens: by its relations, not by its name."""
        types = self._part("[Content_Types].xml")
        told = " ".join(each.get("ContentType", "") for each in types.iter(f"{_TYPE}Default", f"{_TYPE}Override"))
        if "macroEnabled" in told or "vbaProject" in told or any("vbaproject" in each.lower() for each in self._names):
            raise MacrosError
        self._made.objects = sum(
            bool(re.search(r"/(?:embeddings|activeX|ctrlProps)/", f"/{each}")) for each in self._names if each[-1:] != "/"
        )
        self._made.pictures = sum("/media/" in f"/{each}" for each in self._names)
        for kind, target in self._relations("_rels/.rels", PurePosixPath()):
            if kind == "officeDocument":
                return target
        raise NotWordError

    def _related(self, part: str) -> list[tuple[str, str]]:
        path = PurePosixPath(part)
        return self._relations(str(path.parent / "_rels" / f"{path.name}.rels"), path.parent)

    def _relations(self, name: str, folder: PurePosixPath) -> list[tuple[str, str]]:
        """Kind and target of each; those that lead out of the file are counted and never followed."""
        if name not in self._names:
            return []
        found = []
        for each in self._part(name).iter(_RELATION):
            kind, target = each.get("Type", "").rpartition("/")[2], each.get("Target", "")
            if each.get("TargetMode") == "External":
                self._made.links += kind not in _HARMLESS_LINKS
            elif kind == "aFChunk":
                raise ForeignContentError(detail="altChunk")
            else:
                found.append((kind, target.lstrip("/") if target.startswith("/") else _joined(folder, target)))
        return found

    def _part(self, name: str) -> etree._Element:
        info = self._archive.getinfo(name)
        if info.file_size > _LARGEST_PART:
            raise UnpacksHugeError
        with self._archive.open(info) as stream:
            content = stream.read(info.file_size + 1)
        if len(content) > info.file_size:
            raise UnpacksHugeError
        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
        )
        root = etree.fromstring(content, parser)
        if root.getroottree().docinfo.doctype:
            raise ForeignContentError(detail="DTD")
        return root

    def _lines(self, place: str, root: etree._Element) -> None:
        if next(root.iter(f"{_W}altChunk", f"{_W}subDoc"), None) is not None:
            raise ForeignContentError(detail="altChunk")
        found = self._made.lines.setdefault(place, [])
        for paragraph in root.iter(f"{_W}p"):
            if _is_fallback(paragraph):
                continue
            said = list(_Paragraph().said(paragraph))
            text = " ".join("".join(each.text for each in said if each.kind in {"", "inserted"}).split())
            if text:
                found.append(text)
            self._made.tracked.extend(_tracked(said))

    def _comments(self, root: etree._Element) -> Iterator[WordComment]:
        for each in root.iter(f"{_W}comment"):
            paragraphs = ("".join(one.text for one in _Paragraph().said(p)) for p in each.iter(f"{_W}p"))
            text = " ".join(" ".join(paragraphs).split())
            yield WordComment(text=text, author=each.get(f"{_W}author", ""), at=each.get(f"{_W}date", ""))

    def _properties(self) -> None:
        """What the file says of itself: of no weight as evidence, but a hint."""
        made = self._made
        for kind, target in self._relations("_rels/.rels", PurePosixPath()):
            if target not in self._names or kind not in {"core-properties", "extended-properties"}:
                continue
            told = {etree.QName(each).localname: (each.text or "").strip()[:200] for each in self._part(target)}
            found = MARK.search(told.get("keywords", ""))
            made.mark = found[1] if found else made.mark
            made.saved_by = told.get("lastModifiedBy", made.saved_by)
            made.saved_at = told.get("modified", made.saved_at)
            made.program = " ".join(filter(None, (told.get("Application"), told.get("AppVersion")))) or made.program


def _joined(folder: PurePosixPath, target: str) -> str:
    parts: list[str] = list(folder.parts)
    for each in target.split("/"):
        if each == "..":
            parts = parts[:-1]
        elif each not in {"", "."}:
            parts.append(each)
    return "/".join(parts)


def _is_fallback(element: etree._Element) -> bool:
    """It is there for programs older than the other way in which the same is written beside it."""
    return any(each.getprevious() is not None for each in element.iterancestors(f"{_MC}Fallback"))


def _tracked(said: list[Said]) -> Iterator[TrackedChange]:
    last: Said | None = None
    for each in said:
        if each.kind and last and (last.kind, last.author, last.at) == (each.kind, each.author, each.at):
            last = Said(text=last.text + each.text, kind=each.kind, author=each.author, at=each.at)
            continue
        yield from _told(last)
        last = each
    yield from _told(last)


def _told(said: Said | None) -> Iterator[TrackedChange]:
    text = " ".join(said.text.split()) if said else ""
    if said and said.kind and text:
        yield TrackedChange(kind=said.kind, text=text, author=said.author, at=said.at)


@dataclass(kw_only=True, slots=True)
class _Field:
    """A field of Word's, such as the page's number."""

    code: str = ""
    is_result: bool = False
    result: str = ""


class _Paragraph:
    """Gathers what a paragraph says, without the paragraphs that lie in it."""

    def __init__(self) -> None:
        self._fields: list[_Field] = []

    def said(self, paragraph: etree._Element) -> Iterator[Said]:
        for each in paragraph:
            yield from self._of(each, Said(text=""))
        for opened in self._fields:  # it ends in another paragraph: nothing of it is taken for a page's number
            yield Said(text=opened.result)

    def _of(self, element: etree._Element, now: Said) -> Iterator[Said]:
        name = _local(element)
        if name in _UNREAD and not (name == "instrText" and self._fields):
            return
        if name == "p" or _is_fallback(element):
            return
        if name in _CHANGES:
            kind = "deleted" if now.kind == "deleted" else _CHANGES[name]
            now = Said(text="", kind=kind, author=element.get(f"{_W}author", ""), at=element.get(f"{_W}date", ""))
        elif name == "r":
            now = _of_run(element, now)
        elif name == "fldSimple" and _PAGE_FIELD.match(element.get(f"{_W}instr", "")):
            if _PAGE_NUMBER.fullmatch("".join(element.itertext())):
                return
        elif name == "fldChar":
            yield from self._field(element.get(f"{_W}fldCharType", ""), now)
            return
        elif name == "instrText":
            self._fields[-1].code += element.text or ""
            return
        text = _text_of(element, name)
        if text is None:
            for each in element:
                yield from self._of(each, now)
        elif self._fields and self._fields[-1].is_result and not now.kind:
            self._fields[-1].result += text
        else:
            yield Said(text=text, kind=now.kind, author=now.author, at=now.at)

    def _field(self, kind: str, now: Said) -> Iterator[Said]:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].is_result = True
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            if not (_PAGE_FIELD.match(ended.code) and _PAGE_NUMBER.fullmatch(ended.result)):
                if self._fields and self._fields[-1].is_result:
                    self._fields[-1].result += ended.result
                else:
                    yield Said(text=ended.result, kind=now.kind)


def _local(element: etree._Element) -> str:
    """The name of an element of Word's own; of others, what does not matter here, with its namespace."""
    tag = str(element.tag)
    return tag.removeprefix(_W) if tag.startswith(_W) else tag


def _of_run(run: etree._Element, now: Said) -> Said:
    """Words that are crossed out or that nobody sees are not what the paragraph says."""
    look = run.find(f"{_W}rPr")
    if look is None or now.kind == "deleted":
        return now
    kind = now.kind
    if _is_on(look, "vanish") or _is_on(look, "webHidden") or _is_white(look):
        kind = "hidden"
    elif _is_on(look, "strike") or _is_on(look, "dstrike"):
        kind = "struck"
    return Said(text="", kind=kind, author=now.author, at=now.at)


def _is_on(look: etree._Element, name: str) -> bool:
    found = look.find(f"{_W}{name}")
    return found is not None and found.get(f"{_W}val", "true") not in {"0", "false", "off"}


def _is_white(look: etree._Element) -> bool:
    colour = look.find(f"{_W}color")
    return colour is not None and colour.get(f"{_W}val", "").upper() == "FFFFFF"


def _text_of(element: etree._Element, name: str) -> str | None:
    """What an element writes by itself; None where it only holds others."""
    match name:
        case "t" | "delText":
            return element.text or ""
        case "tab" | "br" | "cr" | "ptab":
            return " "
        case "noBreakHyphen":
            return "\N{NON-BREAKING HYPHEN}"
        case "sym":
            return "\N{REPLACEMENT CHARACTER}"  # a letter of a font that may look like anything
        case _ if name == f"{_M}t":
            return element.text or ""
    return None
