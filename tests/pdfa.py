"""What PDF/A asks of a file (ISO 19005-2), as far as its structure shows: a look apart from what typst promises."""

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

_FORBIDDEN_ACTIONS = {"/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Rendition", "/Trans"}
_FORBIDDEN_FILTERS = {"/LZWDecode", "/Crypt"}


def faults(path):
    """Sentences, none where nothing is wrong."""
    reader = PdfReader(path)
    root = reader.trailer["/Root"]
    said = []
    if "/Encrypt" in reader.trailer:
        said.append("encrypted")
    if "/ID" not in reader.trailer:
        said.append("no file identifier")
    if "/Metadata" not in root:
        said.append("no metadata")
    else:
        if "/Filter" in root["/Metadata"]:
            said.append("metadata is packed")
        xmp = root["/Metadata"].get_data().decode()
        said += [f"metadata lacks {key}" for key in ("pdfaid:part", "pdfaid:conformance") if key not in xmp]
    intents = [each.get_object() for each in root.get("/OutputIntents", [])]
    if not any(each.get("/S") == "/GTS_PDFA1" and "/DestOutputProfile" in each for each in intents):
        said.append("no output intent with a colour profile")
    for number, thing in enumerate(_objects(root, set())):
        said += _faults_of(thing, number)
    return said


def _objects(thing, seen):
    """Every dictionary that can be reached."""
    if isinstance(thing, IndirectObject):
        if (thing.idnum, thing.generation) in seen:
            return
        seen.add((thing.idnum, thing.generation))
        thing = thing.get_object()
    if isinstance(thing, DictionaryObject):
        yield thing
        for value in thing.values():
            yield from _objects(value, seen)
    elif isinstance(thing, ArrayObject):
        for value in thing:
            yield from _objects(value, seen)


def _faults_of(thing, number):
    if thing.get("/S") in _FORBIDDEN_ACTIONS or "/JS" in thing or thing.get("/Type") == "/EmbeddedFile":
        yield f"object {number}: {thing.get('/S') or thing.get('/Type')}"
    if isinstance(thing, StreamObject):
        filters = thing.get("/Filter", [])
        if _FORBIDDEN_FILTERS.intersection([filters] if isinstance(filters, str) else filters):
            yield f"object {number}: filter {filters}"
        if "/F" in thing:
            yield f"object {number}: its data lie in another file"
    if thing.get("/Type") == "/Font" and thing.get("/Subtype") not in {"/Type0", "/Type3"}:
        descriptor = thing.get("/FontDescriptor", DictionaryObject()).get_object()
        if not {"/FontFile", "/FontFile2", "/FontFile3"}.intersection(descriptor):
            yield f"object {number}: font {thing.get('/BaseFont')} is not embedded"
    if thing.get("/Type") == "/Font" and thing.get("/Subtype") == "/Type0" and "/ToUnicode" not in thing:
        yield f"object {number}: font {thing.get('/BaseFont')} cannot be read back"
