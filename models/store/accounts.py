"""Accounts, units, and what signing in needs. Credentials are read in transactions of the system alone."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import scalar_row

from models.accounts import Account, AccountRole, ApiToken, Credential, Region, Tries, Unit
from models.sentences import InterfaceLanguage
from models.store.rows import given, record_row

_UNIT = "id, region_id, name, second_check"
_ACCOUNT = "id, login, name, role, unit_id, language, disabled_at"


def add_region(connection: Connection[Any], *, name: str, zone: str) -> Region:
    """A new region; psycopg's UniqueViolation where the name is taken."""
    with connection.cursor(row_factory=record_row(Region)) as cursor:
        cursor.execute("INSERT INTO region (name, zone) VALUES (%s, %s) RETURNING id, name, zone", (name, zone))
        return given(cursor.fetchone())


def add_unit(connection: Connection[Any], *, region_id: UUID, name: str) -> Unit:
    """A new unit; psycopg's UniqueViolation where the region has one of that name."""
    with connection.cursor(row_factory=record_row(Unit)) as cursor:
        cursor.execute(f"INSERT INTO unit (region_id, name) VALUES (%s, %s) RETURNING {_UNIT}", (region_id, name))
        return given(cursor.fetchone())


def regions(connection: Connection[Any]) -> list[Region]:
    """All regions by name."""
    with connection.cursor(row_factory=record_row(Region)) as cursor:
        return cursor.execute("SELECT id, name, zone FROM region ORDER BY name, id").fetchall()


def units(connection: Connection[Any]) -> list[Unit]:
    """All units by name."""
    with connection.cursor(row_factory=record_row(Unit)) as cursor:
        return cursor.execute(f"SELECT {_UNIT} FROM unit ORDER BY name, id").fetchall()


def ask_for_second_check(connection: Connection[Any], unit_id: UUID, *, on: bool) -> Unit | None:
    """Whether somebody else checks the unit's protocols; None where there is no such unit."""
    with connection.cursor(row_factory=record_row(Unit)) as cursor:
        return cursor.execute(
            f"UPDATE unit SET second_check = %s WHERE id = %s RETURNING {_UNIT}", (on, unit_id)
        ).fetchone()


def zone_of(connection: Connection[Any], unit_id: UUID) -> str:
    """The zone of a unit's region, by its IANA name."""
    with connection.cursor(row_factory=scalar_row) as cursor:
        query = "SELECT region.zone FROM region, unit WHERE unit.region_id = region.id AND unit.id = %s"
        return str(given(cursor.execute(query, (unit_id,)).fetchone()))


def add_account(  # the fields of one row
    connection: Connection[Any],
    *,
    login: str,
    name: str,
    role: AccountRole,
    unit_id: UUID | None,
    language: InterfaceLanguage = "ru",
    password_hash: str | None = None,
) -> Account:
    """A new account with its credential; psycopg's UniqueViolation where the login is taken."""
    with connection.cursor(row_factory=record_row(Account)) as cursor:
        cursor.execute(
            f"INSERT INTO account (login, name, role, unit_id, language) VALUES (%s, %s, %s, %s, %s) RETURNING {_ACCOUNT}",
            (login, name, role, unit_id, language),
        )
        account = given(cursor.fetchone())
    connection.execute("INSERT INTO credential (account_id, password_hash) VALUES (%s, %s)", (account.id, password_hash))
    return account


def account(connection: Connection[Any], account_id: UUID) -> Account | None:
    """The account of that id."""
    with connection.cursor(row_factory=record_row(Account)) as cursor:
        return cursor.execute(f"SELECT {_ACCOUNT} FROM account WHERE id = %s", (account_id,)).fetchone()


def account_of_login(connection: Connection[Any], login: str) -> Account | None:
    """The account that signs in under a name, whatever the case of its letters."""
    with connection.cursor(row_factory=record_row(Account)) as cursor:
        return cursor.execute(f"SELECT {_ACCOUNT} FROM account WHERE lower(login) = lower(%s)", (login,)).fetchone()


def accounts(connection: Connection[Any]) -> list[Account]:
    """All accounts by login."""
    with connection.cursor(row_factory=record_row(Account)) as cursor:
        return cursor.execute(f"SELECT {_ACCOUNT} FROM account ORDER BY lower(login)").fetchall()


def names(connection: Connection[Any], account_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """The names of accounts by id."""
    wanted = [each for each in account_ids if each is not None]
    return dict(connection.execute("SELECT id, name FROM account WHERE id = ANY(%s)", (wanted,)).fetchall())


def accounts_of_unit(connection: Connection[Any], unit_id: UUID) -> list[Account]:
    """Accounts of a unit that may sign in, by name."""
    with connection.cursor(row_factory=record_row(Account)) as cursor:
        return cursor.execute(
            f"SELECT {_ACCOUNT} FROM account WHERE unit_id = %s AND disabled_at IS NULL ORDER BY name, id", (unit_id,)
        ).fetchall()


def lock_set_up(connection: Connection[Any]) -> bool:
    """Whether the service still has no administrator; nobody else sets it up until the transaction's end."""
    connection.execute("SELECT pg_advisory_xact_lock(7305125)")
    return not has_administrator(connection)


def has_administrator(connection: Connection[Any]) -> bool:
    """Whether there ever was an administrator's account, whether disabled meanwhile or not."""
    found = connection.execute("SELECT EXISTS (SELECT FROM account WHERE role = 'administrator')").fetchone()
    return bool(found and found[0])


def set_language(connection: Connection[Any], account_id: UUID, language: InterfaceLanguage) -> None:
    """The language in which the account is spoken to."""
    connection.execute("UPDATE account SET language = %s WHERE id = %s", (language, account_id))


def disable(connection: Connection[Any], account_id: UUID) -> None:
    """The account signs in no more, and what it is signed in with ends."""
    connection.execute("UPDATE account SET disabled_at = now() WHERE id = %s AND disabled_at IS NULL", (account_id,))
    connection.execute("DELETE FROM sign_in WHERE account_id = %s", (account_id,))
    connection.execute(
        "UPDATE api_token SET revoked_at = now() WHERE account_id = %s AND revoked_at IS NULL", (account_id,)
    )


def supervise(connection: Connection[Any], *, account_id: UUID, unit_id: UUID) -> None:
    """A prosecutor reads the cases of a unit from now on."""
    connection.execute(
        "INSERT INTO supervision (account_id, unit_id) VALUES (%s, %s) ON CONFLICT DO NOTHING", (account_id, unit_id)
    )


def end_supervision(connection: Connection[Any], *, account_id: UUID, unit_id: UUID) -> bool:
    """A prosecutor reads the unit's cases no more; False where he did not."""
    query = "DELETE FROM supervision WHERE account_id = %s AND unit_id = %s"
    return connection.execute(query, (account_id, unit_id)).rowcount == 1


def supervised(connection: Connection[Any], account_id: UUID) -> list[Unit]:
    """The units that a prosecutor supervises, by name."""
    with connection.cursor(row_factory=record_row(Unit)) as cursor:
        query = f"SELECT {_UNIT} FROM unit WHERE id IN (SELECT unit_id FROM supervision WHERE account_id = %s) ORDER BY name, id"
        return cursor.execute(query, (account_id,)).fetchall()


def credential(connection: Connection[Any], account_id: UUID) -> Credential:
    """What the account proves itself by, locked until the transaction's end so that tries are counted one by one."""
    query = (
        "SELECT password_hash, totp_secret, totp_step, failures, locked_until, tried_at FROM credential "
        "WHERE account_id = %s FOR UPDATE"
    )
    hashed, secret, step, failures, locked, tried = given(connection.execute(query, (account_id,)).fetchone())
    return Credential(
        account_id=account_id,
        password_hash=hashed,
        totp_secret=secret,
        totp_step=step,
        tries=Tries(failures=failures, locked_until=locked, tried_at=tried),
    )


def set_password(connection: Connection[Any], account_id: UUID, password_hash: str) -> None:
    """A new password; tries are counted from the beginning."""
    connection.execute(
        "UPDATE credential SET password_hash = %s, failures = 0, locked_until = NULL WHERE account_id = %s",
        (password_hash, account_id),
    )


def set_totp(connection: Connection[Any], account_id: UUID, secret: str | None) -> None:
    """A second factor, or none."""
    connection.execute(
        "UPDATE credential SET totp_secret = %s, totp_step = NULL WHERE account_id = %s", (secret, account_id)
    )


def count_try(connection: Connection[Any], account_id: UUID, tries: Tries) -> None:
    """How many tries failed in a row, and until when no other is heard."""
    connection.execute(
        "UPDATE credential SET failures = %s, locked_until = %s, tried_at = %s WHERE account_id = %s",
        (tries.failures, tries.locked_until, tries.tried_at, account_id),
    )


def proved(connection: Connection[Any], account_id: UUID, *, totp_step: int | None) -> None:
    """A try was right: the next wrong one is the first again, and the code that it came with is used up."""
    connection.execute(
        "UPDATE credential SET failures = 0, locked_until = NULL, tried_at = NULL, "
        "totp_step = greatest(totp_step, %s) WHERE account_id = %s",
        (totp_step, account_id),
    )


def strangers_tries(connection: Connection[Any], login_hash: bytes) -> Tries:
    """Tries at a login that no account has, locked until the transaction's end as an account's are."""
    connection.execute(
        "INSERT INTO stranger (login_hash, failures, tried_at) VALUES (%s, 0, now()) ON CONFLICT DO NOTHING", (login_hash,)
    )
    with connection.cursor(row_factory=record_row(Tries)) as cursor:
        query = "SELECT failures, locked_until, tried_at FROM stranger WHERE login_hash = %s FOR UPDATE"
        return given(cursor.execute(query, (login_hash,)).fetchone())


def count_strangers_try(connection: Connection[Any], login_hash: bytes, tries: Tries) -> None:
    """As `count_try`."""
    connection.execute(
        "UPDATE stranger SET failures = %s, locked_until = %s, tried_at = %s WHERE login_hash = %s",
        (tries.failures, tries.locked_until, tries.tried_at, login_hash),
    )


def forget_strangers(connection: Connection[Any], *, before: datetime, most: int) -> None:
    """Tries at logins of nobody are kept so long, and no more than so many."""
    connection.execute(
        "DELETE FROM stranger WHERE tried_at < %s OR login_hash IN "
        "(SELECT login_hash FROM stranger ORDER BY tried_at DESC OFFSET %s)",
        (before, most),
    )


def add_sign_in(
    connection: Connection[Any], *, token_hash: bytes, account_id: UUID, expires_at: datetime, address: str | None
) -> None:
    """A browser is signed in."""
    connection.execute(
        "INSERT INTO sign_in (token_hash, account_id, expires_at, address) VALUES (%s, %s, %s, %s)",
        (token_hash, account_id, expires_at, address),
    )


def account_of_sign_in(connection: Connection[Any], token_hash: bytes) -> Account | None:
    """Who is signed in with that cookie, if it still holds."""
    with connection.cursor(row_factory=record_row(Account)) as cursor:
        query = (
            f"SELECT {', '.join(f'account.{column}' for column in _ACCOUNT.split(', '))} FROM account, sign_in "
            "WHERE sign_in.account_id = account.id AND token_hash = %s AND expires_at > now() AND disabled_at IS NULL"
        )
        return cursor.execute(query, (token_hash,)).fetchone()


def end_sign_in(connection: Connection[Any], token_hash: bytes) -> None:
    """The browser is signed out."""
    connection.execute("DELETE FROM sign_in WHERE token_hash = %s", (token_hash,))


def end_other_sign_ins(connection: Connection[Any], account_id: UUID, *, but: bytes | None) -> int:
    """The account's browsers are signed out, all but the one with that cookie; how many were signed in."""
    gone = connection.execute(
        "DELETE FROM sign_in WHERE account_id = %(account)s AND (%(but)s::bytea IS NULL OR token_hash <> %(but)s) "
        "RETURNING expires_at > now()",
        {"account": account_id, "but": but},
    ).fetchall()
    return sum(held for (held,) in gone)


def add_link(connection: Connection[Any], *, token_hash: bytes, account_id: UUID, expires_at: datetime) -> None:
    """A link that signs in once."""
    connection.execute(
        "INSERT INTO sign_in_link (token_hash, account_id, expires_at) VALUES (%s, %s, %s)",
        (token_hash, account_id, expires_at),
    )


def use_link(connection: Connection[Any], token_hash: bytes) -> Account | None:
    """Whose link that is, if it was not used and still holds; it is used from now on."""
    with connection.cursor(row_factory=scalar_row) as cursor:
        query = (
            "UPDATE sign_in_link SET used_at = now() WHERE token_hash = %s AND used_at IS NULL AND expires_at > now() "
            "RETURNING account_id"
        )
        account_id = cursor.execute(query, (token_hash,)).fetchone()
    found = account(connection, account_id) if account_id else None
    return found if found and found.disabled_at is None else None


def add_token(  # the fields of one row
    connection: Connection[Any],
    *,
    token_hash: bytes,
    account_id: UUID,
    name: str,
    scopes: list[str],
    expires_at: datetime,
) -> UUID:
    """A token for a program; the new row's id."""
    with connection.cursor(row_factory=scalar_row) as cursor:
        cursor.execute(
            "INSERT INTO api_token (token_hash, account_id, name, scopes, expires_at) VALUES (%s, %s, %s, %s, %s) RETURNING id",
            (token_hash, account_id, name, scopes, expires_at),
        )
        made: UUID = given(cursor.fetchone())
        return made


def scopes_of_token(connection: Connection[Any], token_hash: bytes) -> tuple[UUID, list[str]] | None:
    """Whose token that is and what it may be used for, if it still holds."""
    query = "SELECT account_id, scopes FROM api_token WHERE token_hash = %s AND revoked_at IS NULL AND expires_at > now()"
    found = connection.execute(query, (token_hash,)).fetchone()
    return (found[0], found[1]) if found else None


def tokens(connection: Connection[Any], account_id: UUID) -> list[ApiToken]:
    """An account's tokens, the newest first, those too that hold no more."""
    with connection.cursor(row_factory=record_row(ApiToken)) as cursor:
        query = (
            "SELECT id, name, scopes, created_at, expires_at, revoked_at FROM api_token WHERE account_id = %s "
            "ORDER BY created_at DESC, id"
        )
        return cursor.execute(query, (account_id,)).fetchall()


def revoke_token(connection: Connection[Any], account_id: UUID, token_id: UUID) -> bool:
    """The token holds no more; False where the account has none of that id that does."""
    query = "UPDATE api_token SET revoked_at = now() WHERE id = %s AND account_id = %s AND revoked_at IS NULL"
    return connection.execute(query, (token_id, account_id)).rowcount == 1
