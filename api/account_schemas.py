"""What comes in over HTTP about accounts, units and what an administrator sets."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from api.schemas import Code, Name, Sent, example
from models.accounts import AccountRole, IdentityKind, Scope
from models.outgoing import Purpose
from models.sentences import InterfaceLanguage
from models.webhooks import WebhookEvent


def _told(event: WebhookEvent) -> WebhookEvent:
    """An event that an endpoint may ask for; ValueError for the one that only an administrator sends."""
    if event is WebhookEvent.TEST:
        raise ValueError("test is sent when asked for")
    return event


Told = Annotated[WebhookEvent, AfterValidator(_told)]


class SignIn(Sent):
    """A sign-in by password."""

    model_config = example(login="a.serikov", password="correct horse battery")  # noqa: S106  # an example

    login: Annotated[str, Field(max_length=100, pattern=r"^[^\x00]*$")]
    password: Annotated[str, Field(max_length=1000)]
    code: Code | None = None  # of the second factor


class LinkUsed(Sent):
    """A sign-in by a link that was given out once."""

    model_config = example(token="Zm9yIGV4YW1wbGUgb25seQ")  # noqa: S106  # an example

    token: Annotated[str, Field(max_length=200)]


class NewRegion(Sent):
    """A region of units."""

    model_config = example(name="Алматы", zone="Asia/Almaty")

    name: Name
    zone: Annotated[str, Field(max_length=60, examples=["Asia/Almaty"])]


class NewUnit(Sent):
    """A unit of a region."""

    model_config = example(region_id="0b5f7f0c-6c0b-4d7e-9a0e-3f6f0c1a2b3c", name="УП Алмалинского района")

    region_id: UUID
    name: Name


class NewAccount(Sent):
    """An account; it gets a link to sign in by and sets its own password."""

    model_config = example(
        login="a.serikov", name="Сериков А. Б.", role="investigator", unit_id="0b5f7f0c-6c0b-4d7e-9a0e-3f6f0c1a2b3c"
    )

    login: Annotated[str, Field(pattern=r"^[\w.@-]{1,100}$")]
    name: Name
    role: AccountRole
    unit_id: UUID | None = None
    language: InterfaceLanguage = "ru"


class NewPassword(Sent):
    """One's own new password."""

    model_config = example(password="correct horse battery")  # noqa: S106  # an example

    password: Annotated[str, Field(min_length=12, max_length=1000)]
    present: Annotated[str, Field(max_length=1000)] | None = None  # where there is one


class ChangedAccount(Sent):
    """What one may change of one's own account."""

    model_config = example(language="kk")

    language: InterfaceLanguage


class NewSecondFactor(Sent):
    """A second factor, with a code that proves that the device has it."""

    model_config = example(secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", code="123456", password="correct horse battery")  # noqa: S106  # an example

    secret: Annotated[str, Field(pattern=r"^[A-Z2-7]{32}$")]  # as it was offered
    code: Code
    password: Annotated[str, Field(max_length=1000)]


class NoSecondFactor(Sent):
    """The end of a second factor."""

    model_config = example(code="123456", password="correct horse battery")  # noqa: S106  # an example

    code: Code
    password: Annotated[str, Field(max_length=1000)]


class NewToken(Sent):
    """A token for a program."""

    model_config = example(name="register", scopes=["read"], days=30)

    name: Name
    scopes: Annotated[list[Scope], Field(min_length=1)]
    days: Annotated[int, Field(ge=1, le=365)] = 90


class NewIdentity(Sent):
    """What an account is known by elsewhere."""

    model_config = example(kind="oidc", subject="248289761001")

    kind: IdentityKind
    subject: Annotated[str, Field(min_length=1, max_length=20_000, pattern=r"^[^\x00]*$")]  # or SHA-256 or PEM


class NewAllowedAddress(Sent):
    """A host and port that the service may call."""

    model_config = example(host="register.police.kz", port=443, purpose="webhook")

    host: Annotated[str, Field(min_length=1, max_length=300)]
    port: Annotated[int, Field(ge=1, le=65535)]
    purpose: Purpose


class NewWebhook(Sent):
    """A program that is told of events."""

    model_config = example(url="https://register.police.kz/hattama", events=["protocol.ready"])

    url: Annotated[str, Field(min_length=1, max_length=2000)]
    events: Annotated[
        list[Told],
        Field(min_length=1, max_length=20),
    ]
    unit_id: UUID | None = None  # only of that unit's cases


class Enabled(Sent):
    """On or off."""

    model_config = example(enabled=False)

    enabled: bool


class ChangedUnit(Sent):
    """What a unit asks for."""

    model_config = example(second_check=True)

    second_check: bool  # of each protocol, before it is signed
