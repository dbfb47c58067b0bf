"""Results as files: written beside, then renamed, so that no half-written file is ever seen."""

import os
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from models.errors import BadInputError
from models.interrogation import InterrogationForm
from models.sentences import InterfaceLanguage, Sentence
from models.transcript import Transcript
from transcribe.formats import json_format, text_formats
from transcribe.protocol.draft import draft

TRANSCRIPT_FORMATS = ("json", "txt", "html", "srt", "vtt", "rttm")
PROTOCOL_FORMATS = ("docx", "pdf")
FORMATS = (*TRANSCRIPT_FORMATS, *PROTOCOL_FORMATS)


class FormatError(BadInputError):
    """A format that is not written; `value` and `allowed`."""

    sentence = Sentence(
        ru="Формат «{value}» не поддерживается. Есть: {allowed}.",
        kk="«{value}» пішімі қолдау таппайды. Бары: {allowed}.",
        en="There is no format “{value}”. There are: {allowed}.",
    )


class OutputError(BadInputError):
    """A result folder that cannot be written; `folder` and `reason`."""

    sentence = Sentence(
        ru="В папку «{folder}» нельзя записать: {reason}. Укажите другую в --out или освободите место.",
        kk="«{folder}» қалтасына жазу мүмкін емес: {reason}. --out арқылы басқасын көрсетіңіз немесе орын босатыңыз.",
        en="The folder “{folder}” cannot be written: {reason}. Name another one in --out or free some room.",
    )


def chosen_formats(value: str) -> tuple[str, ...]:
    """Formats named with commas; FormatError where one is unknown."""
    chosen = tuple(dict.fromkeys(part.strip() for part in value.split(",") if part.strip()))
    for each in chosen:
        if each not in FORMATS:
            raise FormatError(value=each, allowed=", ".join(FORMATS))
    return chosen


def write_transcript(
    transcript: Transcript, out: Path, stem: str, formats: Sequence[str], language: InterfaceLanguage
) -> list[Path]:
    """The transcript in each of the formats that are a transcript's; OutputError."""
    writers: dict[str, Callable[[], str]] = {
        "json": lambda: json_format.to_json(transcript),
        "txt": lambda: text_formats.to_text(transcript, language),
        "html": lambda: text_formats.to_html(transcript, language),
        "srt": lambda: text_formats.to_srt(transcript),
        "vtt": lambda: text_formats.to_vtt(transcript),
        "rttm": lambda: text_formats.to_rttm(transcript),
    }
    made = []
    for name in formats:
        if name in writers:
            made.append(whole(out / f"{stem}.{name}", partial(_write_text, writers[name]())))
    return made


def write_protocol(  # one call a command
    transcripts: Sequence[Transcript],
    form: InterrogationForm | None,
    out: Path,
    stem: str,
    formats: Sequence[str],
    template: Path | None,
) -> list[Path]:
    """The protocol draft in each of the formats that are a document's; OutputError and the protocol's errors."""
    if not set(PROTOCOL_FORMATS).intersection(formats):
        return []
    from transcribe.protocol.docx import write_docx
    from transcribe.protocol.pdf import write_pdf

    document = draft(transcripts, form or InterrogationForm())
    made = []
    if "docx" in formats:
        made.append(whole(out / f"{stem}.protocol.docx", lambda path: write_docx(document, path, template)))
    if "pdf" in formats:
        made.append(whole(out / f"{stem}.protocol.pdf", lambda path: write_pdf(document, path)))
    return made


def _write_text(text: str, path: Path) -> None:
    path.write_text(text, "utf-8")


def whole(path: Path, write: Callable[[Path], object]) -> Path:
    """Write under a name of its own, then rename: whole or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".part-", suffix=path.suffix, dir=path.parent)
        os.close(handle)
        try:
            write(Path(temporary))
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        finally:
            Path(temporary).unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(folder=path.parent, reason=error.strerror or str(error)) from error
    return path
