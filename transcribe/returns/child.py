"""The program that reads what was brought back, in a process of its own: `python -I -m transcribe.returns.child`.

    compare EXPORTED RETURNED    a WordReading, and the exported lines, as JSON
    count FORMAT FILE            the number of pages as JSON
    render FORMAT FILE PAGE      a picture

What a file is refused for is told as JSON too: {"refused": the error's name, "detail": ..., "most": ...}.
"""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from models.protocol_returns import FileFormat, WordReading
from transcribe.returns.comparison import differences
from transcribe.returns.errors import ExportUnreadableError, UnfitReturnError
from transcribe.returns.word_text import WordText, read_word

_PLACES = ("body", "header", "footer", "notes")


def main(arguments: list[str]) -> bytes:
    """What the order makes."""
    match arguments:
        case ["compare", exported, returned]:
            before = _exported(Path(exported))
            made = compare(before, read_word(Path(returned)))
            return _json({"reading": asdict(made), "lines": before.lines["body"]})
        case ["count", kind, path]:
            from transcribe.returns import pages  # its libraries are of no use to the other order

            return _json(pages.count_pages(Path(path), FileFormat(kind)))
        case ["render", kind, path, page]:
            from transcribe.returns import pages

            return pages.render(Path(path), FileFormat(kind), int(page))
    raise ValueError(arguments)


def _exported(path: Path) -> WordText:
    try:
        return read_word(path)
    except UnfitReturnError as error:
        raise ExportUnreadableError from error


def compare(exported: WordText, returned: WordText) -> WordReading:
    """What is different in what was brought back."""
    found = [
        each
        for place in _PLACES
        for each in differences(exported.lines.get(place, []), returned.lines.get(place, []), place=place)
    ]
    return WordReading(
        differences=tuple(found),
        tracked=tuple(returned.tracked),
        comments=tuple(returned.comments),
        warnings=tuple(_warnings(exported, returned)),
        saved_by=returned.saved_by,
        saved_at=returned.saved_at,
        program=returned.program,
        lines=sum(len(lines) for lines in exported.lines.values()),
    )


def _warnings(exported: WordText, returned: WordText) -> list[str]:
    made = []
    if exported.mark and returned.mark != exported.mark:
        made.append("other_document" if returned.mark else "unmarked")
    made += ["links"] if returned.links else []
    made += ["objects"] if returned.objects > exported.objects else []
    made += ["pictures"] if returned.pictures > exported.pictures else []
    return made


def _json(values: object) -> bytes:
    return json.dumps(values, ensure_ascii=True).encode()  # half a character, which a file may hold, has no bytes


if __name__ == "__main__":
    try:
        told = main(sys.argv[1:])
    except UnfitReturnError as error:
        told = _json({"refused": type(error).__name__, **error.data})
    sys.stdout.buffer.write(told)
    sys.stdout.buffer.flush()
    os._exit(0)  # what a library does at its end is of no use
