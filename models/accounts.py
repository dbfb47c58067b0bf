"""Who signs in, what they may do, and what they prove themselves by."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from models.sentences import InterfaceLanguage


class AccountRole(StrEnum):
    """What an account is for; what it may read and change follows from it (docs/access.md)."""

    ADMINISTRATOR = "administrator"  # accounts, units, weights, workers, storage; no case content
    INVESTIGATOR = "investigator"  # own cases and those granted
    HEAD = "head"  # reads the cases of the unit and grants access to them
    PROSECUTOR = "prosecutor"  # reads the cases under supervision
    PARTICIPANT = "participant"  # documents granted, nothing else


@dataclass(frozen=True, kw_only=True, slots=True)
class Region:
    """Units share a zone of time by region."""

    id: UUID
    name: str
    zone: str  # IANA name


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """A body or department whose cases its head sees."""

    id: UUID
    region_id: UUID
    name: str
    second_check: bool = False  # somebody else reads each protocol before it is signed


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """One person who signs in."""

    id: UUID
    login: str  # unique, whatever the case of its letters
    name: str
    role: AccountRole
    unit_id: UUID | None  # investigators and heads have one
    language: InterfaceLanguage
    disabled_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Credential:
    """What an account proves itself by; read by the sign-in alone."""

    account_id: UUID
    password_hash: str | None  # Argon2id; None: signs in by link only
    totp_secret: str | None  # base32; None: no second factor
    totp_step: int | None  # of the last code that was taken: none is taken twice
    tries: "Tries"


@dataclass(frozen=True, kw_only=True, slots=True)
class Tries:
    """Wrong tries at one login in a row, whether an account has it or none."""

    failures: int
    locked_until: datetime | None  # no other is heard before
    tried_at: datetime | None  # the last one


class Way(StrEnum):
    """How an account came in."""

    PASSWORD = "password"  # noqa: S105  # a word, not one
    LINK = "link"  # given by the administrator
    OIDC = "oidc"  # a provider said who it is
    CERTIFICATE = "certificate"  # a trusted proxy verified it


class IdentityKind(StrEnum):
    """What an account is known by elsewhere."""

    OIDC = "oidc"  # a provider's subject
    CERTIFICATE = "certificate"  # a client certificate's SHA-256


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    """An account is known by this elsewhere; an administrator said so."""

    id: UUID
    account_id: UUID
    kind: IdentityKind
    issuer: str  # of a provider's subject; of a certificate ""
    subject: str  # as the provider writes it, or SHA-256 in small hexadecimal digits
    added_by: UUID
    added_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class OidcRequest:
    """What a browser was sent to the provider with, besides its state."""

    nonce: str  # comes back in the ID token
    verifier: str  # of PKCE (RFC 7636)


@dataclass(frozen=True, kw_only=True, slots=True)
class SignedIn:
    """An account with the proof it came with."""

    account: Account
    scopes: frozenset[str] | None  # of an API token; None: a person at the browser, who may all that the account may
    address: str | None  # where from, as the server saw it
    sign_in: bytes | None = None  # what is kept of the browser's cookie; None: a program's token


class Scope(StrEnum):
    """What an API token may be used for."""

    READ = "read"
    WRITE = "write"
    TRANSCRIBE = "transcribe"  # POST /v1/audio/transcriptions alone


@dataclass(frozen=True, kw_only=True, slots=True)
class ApiToken:
    """A program's token as its owner sees it; the token itself is nowhere."""

    id: UUID
    name: str  # as its owner called it
    scopes: list[str]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
