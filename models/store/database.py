"""The database as the application uses it: a pool of connections, and transactions that say who acts."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

import psycopg
import psycopg_pool
from psycopg.conninfo import conninfo_to_dict

from models.errors import BadInputError, FailureError
from models.sentences import Sentence

RECONNECT_SECONDS = 4.0  # of growing pauses before it begins anew: a server that comes back is noticed soon
CONNECT_SECONDS = 10.0  # how long a transaction waits for a connection


class DatabaseUnavailableError(FailureError):
    """No connection, or it was lost on the way; `reason`, in the driver's words.

    Where the loss came with the commit, whether it was committed is not known.
    """

    sentence = Sentence(
        ru="База данных недоступна: {reason}. Проверьте, что сервер запущен, и повторите.",
        kk="Дерекқор қолжетімсіз: {reason}. Сервердің іске қосылғанын тексеріп, қайталаңыз.",
        en="The database cannot be reached: {reason}. See that its server runs, and repeat.",
    )


class DatabaseAddressError(BadInputError):
    """The address cannot be read; it is not repeated, since it may hold a password."""

    sentence = Sentence(
        ru="Адрес базы данных не разобрать. Образец: postgresql://hattama_app:ПАРОЛЬ@СЕРВЕР/hattama.",
        kk="Дерекқор мекенжайы түсініксіз. Үлгі: postgresql://hattama_app:ҚҰПИЯСӨЗ@СЕРВЕР/hattama.",
        en="The database's address cannot be read. An example: postgresql://hattama_app:PASSWORD@SERVER/hattama.",
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """Who acts in a transaction, as row-level security sees it."""

    kind: Literal["account", "system"]
    account_id: UUID | None = None  # of an account, and only of one

    def __post_init__(self) -> None:
        if (self.kind == "account") != (self.account_id is not None):
            raise ValueError("an account acts with its id, the system without one")


SYSTEM = Actor(kind="system")
"""The program itself: jobs, sign-in, upkeep."""


def account(account_id: UUID) -> Actor:
    """A person who has signed in."""
    return Actor(kind="account", account_id=account_id)


@dataclass(frozen=True, kw_only=True, slots=True)
class Database:
    """The application's connections to one database; may be used from many threads."""

    pool: psycopg_pool.ConnectionPool  # open; who opened it closes it

    @contextmanager
    def transaction(self, actor: Actor) -> Iterator[psycopg.Connection]:
        """A connection in a transaction in which the actor acts: committed at the end, rolled back by an error.

        Raises DatabaseUnavailableError where there is no connection within CONNECT_SECONDS or it is lost on the way;
        other errors of PostgreSQL pass as they are. A connection found dead before anything of the caller's was sent is
        replaced once. Do not commit inside: what follows would be nobody's act.
        """
        connection = self._begun(actor)
        try:
            yield connection
            connection.commit()
        except psycopg.OperationalError as error:
            if connection.closed:
                raise DatabaseUnavailableError(reason=_reason(error)) from error
            raise
        finally:
            self._give_back(connection)

    def _begun(self, actor: Actor) -> psycopg.Connection:
        try:
            return self._begin(actor)
        except psycopg_pool.PoolTimeout as error:  # all are busy, or none can be had
            raise DatabaseUnavailableError(reason=_reason(error)) from error
        except psycopg.OperationalError:
            try:
                self.pool.check()  # a server that went took every connection with it, not only this one
                return self._begin(actor)
            except psycopg.OperationalError as error:
                raise DatabaseUnavailableError(reason=_reason(error)) from error

    def _begin(self, actor: Actor) -> psycopg.Connection:
        connection = self.pool.getconn(CONNECT_SECONDS)
        try:
            connection.execute(
                "SELECT set_config('hattama.actor_kind', %s, true), set_config('hattama.account_id', %s, true)",
                (actor.kind, str(actor.account_id or "")),
            )
        except BaseException:
            self._give_back(connection)
            raise
        return connection

    def _give_back(self, connection: psycopg.Connection) -> None:
        if not connection.closed:
            with suppress(psycopg.OperationalError):  # a connection lost now is discarded by the pool
                connection.rollback()  # nothing, where it was committed
        self.pool.putconn(connection)


@contextmanager
def open_database(url: str, *, connections: int = 10) -> Iterator[Database]:
    """The database at this address, with at most so many connections; closed at the end.

    Raises DatabaseAddressError, and DatabaseUnavailableError where not even the first connection can be had.
    """
    with connected(url):  # says why there is none; the pool would only tell that it waited in vain
        pass
    pool = psycopg_pool.ConnectionPool(
        url, min_size=1, max_size=connections, open=True, name="hattama", reconnect_timeout=RECONNECT_SECONDS
    )
    try:
        yield Database(pool=pool)
    finally:
        pool.close()


@contextmanager
def connected(url: str) -> Iterator[psycopg.Connection]:
    """One connection without a pool, each statement a transaction.

    Raises DatabaseAddressError, and DatabaseUnavailableError where there is no connection within CONNECT_SECONDS.
    """
    try:
        conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        raise DatabaseAddressError from None  # the cause quotes the address
    try:
        connection = psycopg.connect(url, autocommit=True, connect_timeout=int(CONNECT_SECONDS))
    except psycopg.OperationalError as error:
        raise DatabaseUnavailableError(reason=_reason(error)) from error
    with connection:
        yield connection


def _reason(error: Exception) -> str:
    """The first line of what the driver says, which names the server and what failed."""
    lines = str(error).strip().splitlines()
    return lines[0].strip().rstrip(".") if lines else type(error).__name__
