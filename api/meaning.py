"""Asks the search process of this machine."""

import socket

from api.context import Context
from api.errors import SearchAwayError
from models import meaning
from models.meaning import Asked, Near

_SECONDS, _IS_THERE_SECONDS = 10.0, 1.0
_MOST_BYTES = 4 << 20


def near(context: Context, asked: Asked) -> list[Near]:
    """The passages nearest to what is asked, of cases that whoever asks may read; SearchAwayError."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(_SECONDS)
            connection.connect(str(context.settings.search_socket_file))
            connection.sendall(asked.to_line())
            with connection.makefile("rb") as answer:
                return meaning.from_line(answer.readline(_MOST_BYTES))
    except (OSError, ValueError, TypeError) as error:
        raise SearchAwayError from error


def is_there(context: Context) -> bool:
    """Whether the search process takes questions."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(_IS_THERE_SECONDS)
            connection.connect(str(context.settings.search_socket_file))
    except OSError:
        return False
    return True
