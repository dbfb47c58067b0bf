"""Passwords and one-time codes: what is right, what is counted, and for how long nothing more is heard.

A login that no account has is counted and locked like one that is there, so that no reply tells which is which.
"""

import hashlib
import hmac
import secrets
from datetime import UTC, datetime, timedelta

import argon2
import pyotp

from api.access import begin, note_refusal
from api.context import Context
from api.errors import LockedOutError, SignInRefusedError
from models.accounts import Account, Credential, SignedIn, Tries, Way
from models.journal.entry import EntryKind
from models.store import accounts, journal
from models.store.database import SYSTEM

FORGOTTEN_AFTER = timedelta(days=1)
"""How long after the last one wrong tries are counted."""
_FREE_TRIES = 5  # wrong ones in a row before the first wait
_FIRST_WAIT = timedelta(seconds=30)  # doubled with each further wrong try
_LONGEST_WAIT = timedelta(hours=1)
_MOST_STRANGERS = 100_000  # logins of nobody that are counted at once
_STEP_SECONDS = 30  # of a one-time code (RFC 6238)

_hasher = argon2.PasswordHasher()
_NOBODYS_HASH = _hasher.hash(secrets.token_urlsafe())  # an unknown login costs as much time as a known one


def hash_password(password: str) -> str:
    """Argon2id, in its own text form."""
    return _hasher.hash(password)


def wait_after(failures: int) -> timedelta:
    """How long a login is locked after so many wrong tries in a row."""
    if failures < _FREE_TRIES:
        return timedelta(0)
    doubled: int = 1 << min(failures - _FREE_TRIES, 12)
    return min(_LONGEST_WAIT, _FIRST_WAIT * doubled)


def sign_in(context: Context, *, login: str, password: str, code: str | None, address: str | None) -> tuple[Account, str]:
    """The account and its new cookie; SignInRefusedError or LockedOutError, both in the journal."""
    with context.database.transaction(SYSTEM) as connection:
        found = accounts.account_of_login(connection, login)
        account = found if found and found.disabled_at is None else None
        held = accounts.credential(connection, account.id) if account else None
        tries = held.tries if held else accounts.strangers_tries(connection, _hash_login(login))
        now = datetime.now(UTC)
        refused: SignInRefusedError | LockedOutError | None = _locked(tries, now)
        if refused is None:
            right, step = _proved(held, password, code, now)
            if account and right:
                accounts.proved(connection, account.id, totp_step=step)
                return account, begin(connection, account, address, way=Way.PASSWORD)
            counted = _counted(tries, now)
            if account:
                accounts.count_try(connection, account.id, counted)
            else:
                accounts.count_strangers_try(connection, _hash_login(login), counted)
            refused = SignInRefusedError()
        note_refusal(connection, Way.PASSWORD, account=found, address=address)
    raise refused


def change(context: Context, who: SignedIn, *, present: str | None, new: str) -> None:
    """A new password for whoever knows the present one, where there is one; a wrong one counts as a wrong sign-in.

    All other sign-ins of the account end by it, since whoever learned the old password may be in by one; tokens stay.
    Raises SignInRefusedError and LockedOutError.
    """
    account_id = who.account.id
    with context.database.transaction(SYSTEM) as connection:
        held = accounts.credential(connection, account_id)
        now = datetime.now(UTC)
        refused: SignInRefusedError | LockedOutError | None = None
        if held.password_hash is not None:
            refused = _locked(held.tries, now)
            if refused is None and not _matches(held.password_hash, present or ""):
                accounts.count_try(connection, account_id, _counted(held.tries, now))
                refused = SignInRefusedError()
        if refused is None:
            accounts.set_password(connection, account_id, hash_password(new))
            ended = accounts.end_other_sign_ins(connection, account_id, but=who.sign_in)
            journal.record(
                connection,
                EntryKind.SETTING_CHANGED,
                subject=("password", account_id),
                account_id=account_id,
                details={"what": "password", "sign_ins_ended": ended},
            )
            return
        note_refusal(connection, Way.PASSWORD, account=who.account, address=who.address)
    raise refused


def prove(context: Context, who: SignedIn, *, password: str, code: str | None) -> None:
    """Whoever is signed in proves himself once more; a wrong try counts as a wrong sign-in.

    Raises SignInRefusedError and LockedOutError.
    """
    account_id = who.account.id
    with context.database.transaction(SYSTEM) as connection:
        held = accounts.credential(connection, account_id)
        now = datetime.now(UTC)
        refused: SignInRefusedError | LockedOutError | None = _locked(held.tries, now)
        if refused is None:
            right, step = _proved(held, password, code, now)
            if right:
                accounts.proved(connection, account_id, totp_step=step)
                return
            accounts.count_try(connection, account_id, _counted(held.tries, now))
            refused = SignInRefusedError()
        note_refusal(connection, Way.PASSWORD, account=who.account, address=who.address)
    raise refused


def forget_strangers(context: Context) -> None:
    """What is counted of logins that nobody has does not grow without end."""
    with context.database.transaction(SYSTEM) as connection:
        accounts.forget_strangers(connection, before=datetime.now(UTC) - FORGOTTEN_AFTER, most=_MOST_STRANGERS)


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The time step whose code that is, of the present one and its neighbours; None where it is of none."""
    present = int(now.timestamp()) // _STEP_SECONDS
    totp = pyotp.TOTP(secret)
    fitting = [
        step
        for step in (present - 1, present, present + 1)
        if hmac.compare_digest(totp.at(step * _STEP_SECONDS).encode(), code.encode())
    ]
    return max(fitting, default=None)


def _proved(held: Credential | None, password: str, code: str | None, now: datetime) -> tuple[bool, int | None]:
    """Whether it is right, and the step of the code that it came with; takes as long whatever is wrong."""
    hashed = held.password_hash if held else None
    if not _matches(hashed or _NOBODYS_HASH, password) or held is None or hashed is None:
        return False, None
    if held.totp_secret is None:
        return True, None
    step = step_of(held.totp_secret, code, now) if code is not None else None
    return step is not None and (held.totp_step is None or step > held.totp_step), step


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
        return False


def _locked(tries: Tries, now: datetime) -> LockedOutError | None:
    if tries.locked_until is None or tries.locked_until <= now:
        return None
    return LockedOutError(seconds=int((tries.locked_until - now).total_seconds()) + 1)


def _counted(tries: Tries, now: datetime) -> Tries:
    """One wrong try more."""
    stale = tries.tried_at is not None and tries.tried_at < now - FORGOTTEN_AFTER
    failures = 1 if stale else tries.failures + 1
    return Tries(failures=failures, locked_until=now + wait_after(failures), tried_at=now)


def _hash_login(login: str) -> bytes:
    return hashlib.sha256(login.lower().encode()).digest()
