"""Logs of the long-running processes: lines for people or JSON for programs, on standard error.

Neither holds spoken words or personal data: of an error only its kind and its place are told, since what it says may
quote what it stumbled over.
"""

import logging
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import TypeAlias

from pythonjsonlogger.json import JsonFormatter

from models.settings import Settings

_ExceptionInfo: TypeAlias = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def begin(settings: Settings) -> None:
    """From now on, for the whole process."""
    handler = logging.StreamHandler()
    structured = settings.log_format == "json"
    handler.setFormatter(_Json() if structured else _Text("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # A line for each request is for programs that collect them; people would not see the rest for it.
    logging.getLogger("hattama.requests").setLevel(logging.INFO if structured else logging.WARNING)


def kind_and_place(info: _ExceptionInfo) -> str:
    """An error without its words: "KeyError at transcripts.py:120"."""
    kind, _, trace = info
    frames = traceback.extract_tb(trace)
    place = f" at {frames[-1].filename.rsplit('/', 1)[-1]}:{frames[-1].lineno}" if frames else ""
    return f"{kind.__name__ if kind else '-'}{place}"


class _Text(logging.Formatter):
    def formatException(self, ei: _ExceptionInfo) -> str:  # noqa: N802  # the library's name
        return kind_and_place(ei)


class _Json(JsonFormatter):
    """One object a line: at, level, logger, message, and what the caller gave as `extra`."""

    def __init__(self) -> None:
        super().__init__(
            "{message}{levelname}{name}",
            style="{",
            rename_fields={"levelname": "level", "name": "logger", "exc_info": "error"},
            json_ensure_ascii=False,
        )

    def add_fields(self, log_data: dict[str, object], record: logging.LogRecord, message_dict: dict[str, object]) -> None:
        log_data["at"] = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        super().add_fields(log_data, record, message_dict)

    def formatException(self, ei: _ExceptionInfo) -> str:  # noqa: N802  # the library's name
        return kind_and_place(ei)
