"""The process that works: networks live in it, apart from the one that talks to queue and database.

A network holds the interpreter's lock for seconds; a heartbeat beside it would starve and the worker would seem dead.
And what a network or a decoder does to its process (a crash, the kernel's out-of-memory killer) ends one order, not the
worker.
"""

import contextlib
import logging
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Protocol

from models.errors import FailureError, HattamaError
from models.process_life import die_with
from models.progress import Progress
from models.sentences import Sentence
from models.settings import Settings

LOG = logging.getLogger("hattama.worker")
_LOOK_SECONDS = 1.0  # how often it is asked whether to go on, where the order reports nothing
_ENDS_SECONDS = 20.0  # how long a cancelled order may take to notice
_OUT_OF_MEMORY = 137  # the status a process ends with that found none
_LEAST_EASE = 1 / 8


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


class Hands(Protocol):
    """What carries out orders, in the process; networks stay loaded in it from one order to the next."""

    def carry_out(self, order: Any, progress: Progress) -> Any:
        """What the order makes."""


Report = Callable[[str | None, float], bool]
"""Hears the step that an order is at (None: none yet) and its share, 0..1; answers whether to go on. Called every second
or so and never to wait."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Progress:
    step: str
    share: float


@dataclass(frozen=True, kw_only=True, slots=True)
class _Result:
    made: Any = None
    error: BaseException | None = None


def _hands(settings: Settings, device: str, ease: float) -> Hands:
    from gpu import stages  # networks' libraries are loaded in the process that works, nowhere else

    return stages.StageHands(settings, device, ease=ease)


class EngineProcess:
    """Starts the process when there is work and keeps it, networks loaded, until it is let go or this one ends."""

    def __init__(self, settings: Settings, device: str, *, hands: Callable[[Settings, str, float], Hands] = _hands) -> None:
        """`hands` is called in the process, with the share of the usual batches that memory is believed to hold."""
        self._settings = settings
        self._device = device
        self._hands = hands
        self._ease = 1.0
        self._starter = ThreadPoolExecutor(1, "hattama-starter")  # `die_with` is of the starting thread: it has to stay
        self._process: Any = None  # multiprocessing.context.SpawnProcess
        self._connection: Any = None  # Connection
        self._at_work = threading.Lock()
        self._closed = False

    @property
    def pid(self) -> int | None:
        """Of the process, while there is one."""
        process = self._process
        return process.pid if process is not None else None

    def carry_out(self, order: Any, report: Report) -> Any:
        """What the order makes; orders wait for one another.

        Raises the error the order ended in, CancelledError where `report` said no, EngineDiedError.
        """
        with self._at_work:
            try:
                self._start()
                self._connection.send(order)
                result = self._result(report)
            except (EOFError, OSError) as error:
                code = self._end()
                self._learn_from(code)
                raise EngineDiedError(code=code) from error
            except BaseException:
                self._kill()  # whatever it is at, nobody waits for it
                raise
        if result is None:
            raise CancelledError
        if result.error is not None:
            raise result.error
        return result.made

    def _result(self, report: Report) -> _Result | None:
        """Its last word; None where it was told to stop."""
        step: str | None = None
        share = 0.0
        while True:
            if self._connection.poll(_LOOK_SECONDS):
                message = self._connection.recv()
                if isinstance(message, _Result):
                    return message
                step, share = message.step, message.share
            if not report(step, share):
                self._cancel()
                return None

    def _cancel(self) -> None:
        """Ask it to stop, and wait a while for its last word so that its networks can stay."""
        with contextlib.suppress(EOFError, OSError):
            self._connection.send(None)
            while self._connection.poll(_ENDS_SECONDS):
                if isinstance(self._connection.recv(), _Result):
                    return
        self._kill()

    def release_if_idle(self) -> None:
        """End the process, unless an order is being carried out; its memory, on whatever device, is free again."""
        if self._at_work.acquire(blocking=False):
            try:
                self._kill()
                self._ease = 1.0
            finally:
                self._at_work.release()

    def close(self) -> None:
        """From any thread: an order that is being carried out ends in EngineDiedError, and so does every later one."""
        self._closed = True
        self._kill_running()
        with self._at_work:
            self._kill()
        self._starter.shutdown()

    def interrupt(self) -> None:
        """As `close`, without waiting for the order to end."""
        self._closed = True
        self._kill_running()

    def _kill_running(self) -> None:
        process = self._process
        if process is not None:
            with contextlib.suppress(ValueError, AttributeError):  # it ended by itself just now
                process.kill()

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._end()

    def _start(self) -> None:
        if self._process is not None and not self._process.is_alive():
            self._end()
        if self._closed:
            raise ConnectionAbortedError
        if self._process is None:
            context = multiprocessing.get_context("spawn")
            self._connection, other = context.Pipe()
            arguments = (other, self._settings, self._device, os.getpid(), self._hands, self._ease)
            self._process = context.Process(target=serve, args=arguments, name="hattama-engines", daemon=True)
            self._starter.submit(self._process.start).result()
            other.close()
        if self._closed:  # meanwhile
            raise ConnectionAbortedError

    def _learn_from(self, code: int | None) -> None:
        """A process that memory ran out for, or that the kernel killed, is given less at once the next time."""
        if not self._closed and code in {_OUT_OF_MEMORY, -signal.SIGKILL}:
            self._ease = max(_LEAST_EASE, self._ease / 2)
            LOG.warning("the process that works was killed: batches at %g of their size from now on", self._ease)

    def _end(self) -> int | None:
        if self._process is None:
            return None
        self._connection.close()  # it may still live, and waits for orders no more
        self._process.kill()
        self._process.join()
        code: int | None = self._process.exitcode
        self._process.close()
        self._process = self._connection = None
        return code


def serve(  # called in one place, by the library
    connection: Connection,
    settings: Settings,
    device: str,
    owner: int,
    hands: Callable[[Settings, str, float], Hands],
    ease: float,
) -> None:
    """The process itself: orders in, progress and one result each out, until the other side is gone."""
    die_with(owner)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the owner decides
    os.environ["PYANNOTE_METRICS_ENABLED"] = "0"
    with contextlib.suppress(EOFError, OSError):  # nobody is there any more
        made: Hands | None = None
        while True:
            order = connection.recv()
            if order is None:  # a cancellation that came after the result
                continue
            made = made or hands(settings, device, ease)
            connection.send(_carry_out(made, order, connection))


def _carry_out(hands: Hands, order: Any, connection: Connection) -> _Result:
    last: tuple[str, int] | None = None

    def progress(step: str, completed: float, total: float) -> None:
        nonlocal last
        if connection.poll():
            connection.recv()
            raise CancelledError
        share = min(1.0, completed / total) if total else 1.0
        if (step, int(share * 100)) != last:  # a hundred reports a step are enough
            last = (step, int(share * 100))
            connection.send(_Progress(step=step, share=share))

    try:
        return _Result(made=hands.carry_out(order, progress))
    except (HattamaError, CancelledError) as error:
        return _Result(error=_portable(error))
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)  # nothing of this process can be trusted any more
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
