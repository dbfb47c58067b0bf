"""Versions of a protocol document, the states each goes through, and what stands in the way of the next one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from models.errors import BadInputError
from models.sentences import Sentence


class VersionState(StrEnum):
    """Where a version stands."""

    DRAFT = "draft"  # drawn up by the machine
    READY = "ready"  # its investigator says that it is complete
    CHECKED = "checked"  # somebody else has read it
    SIGNED = "signed"  # those who took part have signed it
    SUPERSEDED = "superseded"  # another took its place, or will


class Signature(StrEnum):
    """How a version was signed; the program itself signs nothing."""

    PAPER = "paper"
    ELECTRONIC = "electronic"


NEXT = {
    VersionState.DRAFT: frozenset({VersionState.READY, VersionState.SUPERSEDED}),
    VersionState.READY: frozenset({VersionState.CHECKED, VersionState.SIGNED, VersionState.SUPERSEDED}),
    VersionState.CHECKED: frozenset({VersionState.SIGNED, VersionState.SUPERSEDED}),
    VersionState.SIGNED: frozenset({VersionState.SUPERSEDED}),
    VersionState.SUPERSEDED: frozenset(),
}
"""From each state to which; the database holds the same (migration 0005)."""

STANDING = frozenset({VersionState.READY, VersionState.CHECKED, VersionState.SIGNED})
"""While a version stands in one of these, no other is drawn up: it is reopened first, with a reason."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ProtocolVersion:
    """One version of a protocol document; it never changes, and its state is that of its last step."""

    id: UUID
    case_id: UUID
    document_id: UUID
    number: int
    state: VersionState
    gaps: int  # places that neither recording nor form filled
    made_from: dict[str, Any]  # layers with the last revision of each, and the form's edition
    docx_sha256: str
    pdf_sha256: str
    created_by: UUID | None
    created_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class VersionStep:
    """A version came to a state."""

    state: VersionState
    account_id: UUID | None  # None: the program
    at: datetime
    reason: str | None  # why it was reopened
    signature: Signature | None  # of the step to `signed`
    return_id: UUID | None = None  # the scan of the signed paper, where one was named


class VersionStateError(BadInputError):
    """The version cannot come to that state; each reason is an error of its own."""

    sentence = Sentence(
        ru="Версия протокола не может перейти в это состояние.",
        kk="Хаттаманың бұл нұсқасы ол күйге өте алмайды.",
        en="This version of the protocol cannot come to that state.",
    )


class WrongStateError(VersionStateError):
    """From its present state there is no such step; `state` and `wanted`."""

    sentence = Sentence(
        ru="Версия протокола в состоянии «{state}», переход в «{wanted}» из него невозможен. Обновите страницу.",
        kk="Хаттама нұсқасы «{state}» күйінде, одан «{wanted}» күйіне өту мүмкін емес. Бетті жаңартыңыз.",
        en="The version is “{state}”: from there it cannot become “{wanted}”. Reload the page.",
    )


class GapsLeftError(VersionStateError):
    """Places are still to be filled; `gaps`."""

    sentence = Sentence(
        ru="В протоколе не заполнено мест: {gaps}. Заполните их в форме и составьте новую версию.",
        kk="Хаттамада толтырылмаған орын саны: {gaps}. Оларды формада толтырып, жаңа нұсқа жасаңыз.",
        en="Places still to be filled: {gaps}. Fill them in the form and draw up another version.",
    )


class OutdatedVersionError(VersionStateError):
    """Transcript or form were changed since it was drawn up."""

    sentence = Sentence(
        ru="После составления этой версии стенограмма или форма изменились. Составьте новую версию.",
        kk="Бұл нұсқа жасалғаннан кейін стенограмма немесе форма өзгерді. Жаңа нұсқа жасаңыз.",
        en="The transcript or the form was changed after this version was drawn up. Draw up another.",
    )


class SamePersonError(VersionStateError):
    """Who called it ready does not check it."""

    sentence = Sentence(
        ru="Проверяет другой человек: готовой эту версию признали вы.",
        kk="Басқа адам тексереді: бұл нұсқаны дайын деп сіз белгілегенсіз.",
        en="Somebody else checks it: it was you who called this version ready.",
    )


class CheckNeededError(VersionStateError):
    """The unit asks for a second person's check before anything is signed."""

    sentence = Sentence(
        ru="В вашем подразделении перед подписанием протокол проверяет второй человек.",
        kk="Бөлімшеңізде қол қояр алдында хаттаманы екінші адам тексереді.",
        en="In this unit a second person checks a protocol before it is signed.",
    )


class VersionStandsError(VersionStateError):
    """A version of the document is ready, checked or signed; `number`."""

    sentence = Sentence(
        ru="Версия {number} протокола уже готова или подписана. Чтобы составить новую, откройте её заново и укажите "
        "причину.",
        kk="Хаттаманың {number}-нұсқасы дайын немесе оған қол қойылған. Жаңасын жасау үшін себебін көрсетіп, қайта ашыңыз.",
        en="Version {number} of the protocol is ready or signed. To draw up another, reopen it with a reason.",
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Circumstances:
    """What decides whether a version may come to a state."""

    account_id: UUID  # who wants it
    second_check: bool  # the unit asks for one
    up_to_date: bool  # transcript and form are as they were


def objection(
    version: ProtocolVersion, steps: Sequence[VersionStep], wanted: VersionState, seen: Circumstances
) -> VersionStateError | None:
    """What stands in the way of that state; None where nothing does."""
    if wanted not in NEXT[version.state]:
        return WrongStateError(state=version.state, wanted=wanted)
    if wanted is VersionState.READY and version.gaps:
        return GapsLeftError(gaps=version.gaps)
    if wanted is VersionState.READY and not seen.up_to_date:
        return OutdatedVersionError()
    if wanted is VersionState.CHECKED and _made_ready_by(steps) == seen.account_id:
        return SamePersonError()
    if wanted is VersionState.SIGNED and seen.second_check and version.state is not VersionState.CHECKED:
        return CheckNeededError()
    return None


def _made_ready_by(steps: Sequence[VersionStep]) -> UUID | None:
    return next((step.account_id for step in reversed(steps) if step.state is VersionState.READY), None)
