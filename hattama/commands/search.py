"""hattama search: the process that finds by meaning, one on each machine that serves pages."""

import signal
import threading
from pathlib import Path

import click

from hattama import logs
from hattama.commands.db import application_address
from models.errors import BadInputError
from models.process_life import beginning, die_with
from models.sentences import Sentence
from models.settings import Settings

_LONGEST_PATH = 100  # bytes of a socket's address, with some to spare


class SocketPathError(BadInputError):
    """The socket's path is longer than the system allows; `path`."""

    sentence = Sentence(
        ru="Путь к сокету поиска слишком длинный: {path}. Укажите более короткий в HATTAMA_SEARCH_SOCKET.",
        kk="Іздеу сокетінің жолы тым ұзын: {path}. HATTAMA_SEARCH_SOCKET ішінде қысқарағын көрсетіңіз.",
        en="The path of the search's socket is too long: {path}. Name a shorter one in HATTAMA_SEARCH_SOCKET.",
    )


@click.command(name="search")
@click.option("--owner", type=int, hidden=True, help="End with the process of this number.")
@click.pass_obj
def command(settings: Settings, *, owner: int | None) -> None:
    """Hold the index by meaning and answer web processes of this machine until told to stop (SIGTERM, Ctrl-C)."""
    if owner is not None:
        die_with(owner)
    logs.begin(settings)
    socket = settings.search_socket_file
    if len(bytes(socket)) > _LONGEST_PATH:
        raise SocketPathError(path=socket)
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    with beginning():
        from analysis.search_process import Searcher, serve
        from gpu.engines import build_embedder
        from models.store.database import open_database

    with application_address(settings) as address, open_database(address, connections=4) as database:
        searcher = Searcher(database=database, embedder=build_embedder(settings), folder=_folder(settings))
        searcher.begin()
        serve(searcher, socket, stopping)


def _folder(settings: Settings) -> Path:
    """Where the index's files lie."""
    return settings.data_folder / "search"
