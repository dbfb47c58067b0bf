"""The second factor of an account: offered, switched on by a code, switched off by password and code."""

from datetime import UTC, datetime

import psycopg
import pyotp

from api import passwords
from api.context import Context
from api.errors import ConflictError, FactorNeedsPasswordError, SignInRefusedError
from models.accounts import SignedIn
from models.journal.entry import EntryKind
from models.store import accounts, journal
from models.store.database import SYSTEM

ISSUER = "Hattama"


def new_secret() -> str:
    """A secret to offer: 160 random bits (RFC 4226) in base32; nothing is kept of it until a code proves it was taken."""
    return pyotp.random_base32(32)


def address_of(secret: str, login: str) -> str:
    """What a device reads from a picture: `otpauth://totp/...`."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER)


def is_on(context: Context, who: SignedIn) -> bool:
    """Whether the account has one."""
    with context.database.transaction(SYSTEM) as connection:
        return accounts.credential(connection, who.account.id).totp_secret is not None


def switch_on(context: Context, who: SignedIn, *, secret: str, code: str, password: str) -> None:
    """From now on a sign-in by password asks for a code.

    Raises FactorNeedsPasswordError, ConflictError where there is one already, SignInRefusedError and LockedOutError.
    """
    with context.database.transaction(SYSTEM) as connection:
        held = accounts.credential(connection, who.account.id)
    if held.password_hash is None:
        raise FactorNeedsPasswordError
    if held.totp_secret is not None:
        raise ConflictError(what="second factor")
    passwords.prove(context, who, password=password, code=None)
    step = passwords.step_of(secret, code, datetime.now(UTC))
    if step is None:
        raise SignInRefusedError
    with context.database.transaction(SYSTEM) as connection:
        accounts.set_totp(connection, who.account.id, secret)
        accounts.proved(connection, who.account.id, totp_step=step)  # the code is used up
        _note(connection, who, "second_factor_on")


def switch_off(context: Context, who: SignedIn, *, code: str, password: str) -> None:
    """No more codes; ConflictError where none are asked, SignInRefusedError and LockedOutError."""
    if not is_on(context, who):
        raise ConflictError(what="second factor")
    passwords.prove(context, who, password=password, code=code)
    with context.database.transaction(SYSTEM) as connection:
        accounts.set_totp(connection, who.account.id, None)
        _note(connection, who, "second_factor_off")


def _note(connection: psycopg.Connection, who: SignedIn, what: str) -> None:
    journal.record(
        connection,
        EntryKind.SETTING_CHANGED,
        subject=("account", who.account.id),
        account_id=who.account.id,
        details={"what": what},
    )
