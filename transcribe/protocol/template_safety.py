"""An agency's DOCX form is a program and an archive: what it must not hold is refused before it is opened."""

import re
import zipfile
from pathlib import Path

from transcribe.protocol.errors import TemplateRefusedError

_LARGEST_FILE = 20 << 20  # bytes of the form itself
_LARGEST_UNPACKED = 100 << 20
_MOST_MEMBERS = 2000
_FORBIDDEN_PARTS = re.compile(r"vbaproject|/embeddings/|/activex/|oleobject|/ctrlprops/|altchunk|afchunk", re.IGNORECASE)
_FORBIDDEN_XML = re.compile(
    rb"TargetMode\s*=\s*[\"']External|macroEnabled|<!DOCTYPE|<!ENTITY|<w:altChunk|<o:OLEObject"
    rb"|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|attachedTemplate",
    re.IGNORECASE,
)


def check_template(path: Path) -> None:
    """Raise TemplateRefusedError for anything but a plain Word document.

    That is: macros, external links, embedded objects, DTDs, fields that load files, or more than it should unpack to.
    """
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise TemplateRefusedError(path=path.name, detail=f"> {_LARGEST_FILE >> 20} MiB")
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > _MOST_MEMBERS or sum(each.file_size for each in members) > _LARGEST_UNPACKED:
                raise TemplateRefusedError(path=path.name, detail=f"unpacks to > {_LARGEST_UNPACKED >> 20} MiB")
            if "word/document.xml" not in {each.filename for each in members}:
                raise TemplateRefusedError(path=path.name, detail="not a .docx")
            for each in members:
                _check_member(archive, each, path)
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise TemplateRefusedError(path=path.name, detail=str(error)) from error


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path) -> None:
    if _FORBIDDEN_PARTS.search(f"/{member.filename}"):
        raise TemplateRefusedError(path=path.name, detail=member.filename)
    if member.filename.endswith((".xml", ".rels")):
        with archive.open(member) as stream:  # the header's size may lie: read no more than it says
            content = stream.read(member.file_size + 1)
        if len(content) > member.file_size:
            raise TemplateRefusedError(path=path.name, detail=member.filename)
        found = _FORBIDDEN_XML.search(content)
        if found:
            raise TemplateRefusedError(path=path.name, detail=f"{member.filename}: {found[0].decode('ascii', 'replace')}")
