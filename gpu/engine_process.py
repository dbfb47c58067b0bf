"""The process that works: networks live in it, apart from the one that talks to queue and database.

A network holds the interpreter's lock for seconds; a heartbeat beside it would starve and the worker would seem dead.
And what a network or a decoder does to its process (a crash, the kernel's out-of-memory killer) ends one order, not the
worker.
"""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from models.errors import FailureError, HattamaError
from models.process_life import die_with
from models.sentences import Sentence
from models.settings import Settings

_ENDS_SECONDS = 20.0  # how long a cancelled order may take to notice


class EngineDiedError(FailureError):
    """The process that worked ended without a result; `code`, its exit status."""

    sentence = Sentence(
        ru="Обработка прервалась: рабочий процесс завершился с кодом {code}. Будет повторена автоматически.",
        kk="Өңдеу үзілді: жұмыс процесі {code} кодымен аяқталды. Автоматты түрде қайталанады.",
        en="The work broke off: its process ended with status {code}. It is tried again by itself.",
    )


class UnexpectedError(FailureError):
    """Something that nobody foresaw; `kind`, the error's class. What it said may hold spoken words and is not kept."""

    sentence = Sentence(
        ru="Внутренняя ошибка ({kind}). Сообщите администратору.",
        kk="Ішкі қате ({kind}). Әкімшіге хабарлаңыз.",
        en="An internal error ({kind}). Tell the administrator.",
    )


class CancelledError(Exception):
    """The order was cancelled, or is another attempt's by now."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Progress:
    step: str
    share: float


@dataclass(frozen=True, kw_only=True, slots=True)
class _Result:
    made: Any = None
    error: BaseException | None = None


class EngineProcess:
    """Starts the process when there is work and keeps it, networks loaded, until `release`."""

    def __init__(self, settings: Settings, device: str) -> None:
        self._settings = settings
        self._device = device
        self._process: Any = None  # multiprocessing.context.SpawnProcess
        self._connection: Any = None  # Connection
        self._busy = False

    @property
    def pid(self) -> int | None:
        """Of the process, while there is one."""
        return self._process.pid if self._process is not None else None

    def carry_out(self, order: Any, report: Callable[[str, float], bool]) -> Any:
        """What the order makes. `report` hears step and share of it, and answers whether to go on.

        Raises the error the order ended in, CancelledError where `report` said no, EngineDiedError.
        """
        self._busy = True
        try:
            return self._carried_out(order, report)
        finally:
            self._busy = False

    def _carried_out(self, order: Any, report: Callable[[str, float], bool]) -> Any:
        self._start()
        self._connection.send(order)
        try:
            while True:
                message = self._connection.recv()
                if isinstance(message, _Result):
                    break
                if not report(message.step, message.share):
                    self._cancel()
                    raise CancelledError
        except (EOFError, ConnectionResetError) as error:
            code = self._end()
            raise EngineDiedError(code=code) from error
        except BaseException:
            self.release()  # whatever it is at, nobody waits for it
            raise
        if message.error is not None:
            raise message.error
        return message.made

    def _cancel(self) -> None:
        """Ask it to stop, and wait a while for its last word so that its networks can stay."""
        self._connection.send(None)
        while self._connection.poll(_ENDS_SECONDS):
            if isinstance(self._connection.recv(), _Result):
                return
        self.release()

    def release(self) -> None:
        """End the process; its memory, on whatever device, is free again."""
        if self._process is not None:
            self._process.kill()
            self._end()

    def release_if_idle(self) -> None:
        """As `release`, unless an order is being carried out."""
        if not self._busy:
            self.release()

    def interrupt(self) -> None:
        """From another thread: an order that is being carried out ends in EngineDiedError."""
        process = self._process
        if self._busy and process is not None:
            process.kill()

    def _start(self) -> None:
        if self._process is not None and self._process.is_alive():
            return
        if self._process is not None:
            self._end()
        context = multiprocessing.get_context("spawn")
        self._connection, other = context.Pipe()
        self._process = context.Process(
            target=serve, args=(other, self._settings, self._device, os.getpid()), name="hattama-engines", daemon=True
        )
        self._process.start()
        other.close()

    def _end(self) -> int | None:
        self._process.join()
        code: int | None = self._process.exitcode
        self._process.close()
        self._connection.close()
        self._process = self._connection = None
        return code


def serve(connection: Connection, settings: Settings, device: str, owner: int) -> None:
    """The process itself: orders in, progress and one result each out, until the other side is gone."""
    die_with(owner)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the owner decides
    os.environ["PYANNOTE_METRICS_ENABLED"] = "0"
    from gpu.stages import Hands

    hands = Hands(settings, device)
    while True:
        try:
            order = connection.recv()
        except EOFError:
            return
        if order is None:  # a cancellation that came after the result
            continue
        connection.send(_carry_out(hands, order, connection))


def _carry_out(hands: Any, order: Any, connection: Connection) -> _Result:
    last: tuple[str, int] | None = None

    def progress(step: str, completed: float, total: float) -> None:
        nonlocal last
        if connection.poll():
            connection.recv()
            raise CancelledError
        share = completed / total if total else 1.0
        if (step, int(share * 100)) != last:  # a hundred reports a step are enough
            last = (step, int(share * 100))
            connection.send(_Progress(step=step, share=share))

    try:
        return _Result(made=hands.carry_out(order, progress))
    except (HattamaError, CancelledError) as error:
        return _Result(error=_portable(error))
    except MemoryError:
        os._exit(137)  # nothing of this process can be trusted any more
    except Exception as error:  # noqa: BLE001  # the last wall of this process: the owner tells its kind
        sys.stderr.write(f"hattama-engines: {type(error).__name__} at {_where(error)}\n")
        return _Result(error=UnexpectedError(kind=type(error).__name__))


def _portable(error: Exception) -> Exception:
    """The error as it can be sent: its data as text, without the chain behind it."""
    if isinstance(error, HattamaError):
        made = type(error)(
            **{key: value if isinstance(value, int | float) else str(value) for key, value in error.data.items()}
        )
        return made
    return error


def _where(error: Exception) -> str:
    """File and line that raised, without what it said: that may hold spoken words."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else "?"
