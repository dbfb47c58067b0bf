"""Files as replies, whole or by ranges of bytes."""

from pathlib import Path
from typing import Any

from fastapi.responses import FileResponse

from api.errors import documented
from models.store.files import StorageError


def file_replies(*kinds: str) -> dict[int | str, dict[str, Any]]:
    """What a route that gives files of these kinds may answer, for the API's description."""
    content: dict[str, Any] = {kind: {} for kind in kinds}
    return {
        200: {"description": "The whole file.", "content": content},
        206: {"description": "The range of bytes that was asked for.", "content": content},
        400: {"description": "`Range` cannot be read.", "content": {"text/plain": {}}},
        416: {"description": "The file does not have that range.", "content": {"text/plain": {}}},
    } | documented(StorageError)


def file_of(path: Path, kind: str, *, filename: str | None = None) -> FileResponse:
    """The file, which no cache keeps; StorageError where it is not there, since its record says that it should be."""
    try:
        found = path.stat()
    except OSError as error:
        raise StorageError(reason=error.strerror or str(error)) from error
    return FileResponse(
        path, media_type=kind, filename=filename, stat_result=found, headers={"Cache-Control": "private, no-store"}
    )
