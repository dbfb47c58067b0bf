"""The transcript format: versioned JSON, described in docs/transcript-format.md."""

import json
from pathlib import Path

from models.errors import BadInputError
from models.sentences import Sentence
from models.transcript import FORMAT_VERSION, Transcript
from models.transcript_document import document_of, transcript_of


class NotATranscriptError(BadInputError):
    """A file that is not a transcript of a version we read; `path` and `reason`."""

    sentence = Sentence(
        ru="Файл «{path}» не читается как стенограмма Hattama версии {version}: {reason}.",
        kk="«{path}» файлы Hattama стенограммасының {version}-нұсқасы ретінде оқылмайды: {reason}.",
        en="The file “{path}” cannot be read as a Hattama transcript of version {version}: {reason}.",
    )


def to_json(transcript: Transcript) -> str:
    """The transcript as text; equal transcripts give equal text."""
    return json.dumps(document_of(transcript), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def read_json(path: Path) -> Transcript:
    """A transcript from its file; NotATranscriptError where it is none."""
    try:
        document = json.loads(path.read_text("utf-8"))
        return transcript_of(document)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        reason = f"{type(error).__name__}: {error}"
        raise NotATranscriptError(path=path, version=FORMAT_VERSION, reason=reason) from error
