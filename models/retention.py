"""How long cases are kept, who says that one is erased, and why it may not be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from models.cases import CaseKind
from models.errors import BadInputError
from models.sentences import Sentence

FEWEST_DAYS, MOST_DAYS = 30, 36500


class NotErasableError(BadInputError):
    """The case may not be erased, for a reason that a class below tells."""

    sentence = Sentence(
        ru="Это дело сейчас нельзя стереть.", kk="Бұл істі қазір өшіруге болмайды.", en="This case cannot be erased now."
    )


class HeldError(NotErasableError):
    """The case stands under a legal hold."""

    sentence = Sentence(
        ru="На дело наложен запрет удаления. Сначала снимите его.",
        kk="Іске жоюға тыйым салынған. Алдымен оны алыңыз.",
        en="The case stands under a legal hold. Lift it first.",
    )


class NotDueError(NotErasableError):
    """No rule says that the case may be erased by now, or it is not closed."""

    sentence = Sentence(
        ru="Срок хранения дела не истёк, или оно не закрыто.",
        kk="Істің сақтау мерзімі өткен жоқ немесе ол жабылмаған.",
        en="The case is not closed, or is to be kept for longer.",
    )


class CaseAtWorkError(NotErasableError):
    """A job of the case is running, or a recording is on its way to it."""

    sentence = Sentence(
        ru="По делу идёт обработка или загрузка. Дождитесь её конца или отмените.",
        kk="Іс бойынша өңдеу немесе жүктеу жүріп жатыр. Аяқталуын күтіңіз немесе тоқтатыңыз.",
        en="Work on the case, or an upload to it, is under way. Wait for its end, or cancel it.",
    )


class ProposedAlreadyError(NotErasableError):
    """Somebody has proposed it, and nobody decided yet."""

    sentence = Sentence(
        ru="Удаление этого дела уже предложено и ждёт решения.",
        kk="Бұл істі жою ұсынылған және шешім күтілуде.",
        en="To erase this case has been proposed already and awaits a decision.",
    )


class NotProposedError(NotErasableError):
    """The proposal has been decided, or lapsed since the case was opened again."""

    sentence = Sentence(
        ru="Предложение уже решено или отпало: дело возобновлялось.",
        kk="Ұсыныс шешілген немесе күшін жойған: іс қайта ашылған.",
        en="The proposal has been decided, or lapsed when the case was opened again.",
    )


class SamePersonError(NotErasableError):
    """Who proposed it does not decide."""

    sentence = Sentence(
        ru="Решает второе лицо, а не тот, кто предложил.",
        kk="Шешімді ұсынған адам емес, екінші тұлға қабылдайды.",
        en="A second person decides, not the one who proposed it.",
    )


REFUSALS: Mapping[str, type[NotErasableError]] = {
    "legal_hold": HeldError,
    "not_due": NotDueError,
    "case_at_work": CaseAtWorkError,
    "proposed_already": ProposedAlreadyError,
    "not_proposed": NotProposedError,
    "not_confirmed": NotProposedError,
    "same_person": SamePersonError,
}
"""What the database says in its refusal (migration 0009), as errors."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RetentionRule:
    """How long closed cases of a kind are kept; it is in force a week after it was set."""

    kind: CaseKind
    days: int | None  # from the closing, at least FEWEST_DAYS; None: without end
    set_by: UUID
    set_at: datetime


class ErasureState(StrEnum):
    """Where a proposal to erase a case stands."""

    PROPOSED = "proposed"
    REFUSED = "refused"  # by a second person
    CONFIRMED = "confirmed"  # only within the transaction that erases
    ERASED = "erased"
    LAPSED = "lapsed"  # the case was opened again


@dataclass(frozen=True, kw_only=True, slots=True)
class Erasure:
    """A case is to be erased: one person proposes, another decides."""

    id: UUID
    case_id: UUID
    reason: str
    proposed_by: UUID
    proposed_at: datetime
    state: ErasureState
    decided_by: UUID | None  # never who proposed
    decided_at: datetime | None
    decision_reason: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class DecidedErasure:
    """A proposal that is over, with the number of its case."""

    case_id: UUID
    number: str
    reason: str
    proposed_by: UUID
    proposed_at: datetime
    state: ErasureState
    decided_by: UUID | None  # None: it lapsed
    decided_at: datetime | None
    decision_reason: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class DueCase:
    """A closed case whose time is over, and what there is of it."""

    case_id: UUID
    number: str
    kind: CaseKind
    closed_at: datetime
    due_at: datetime
    legal_hold: bool  # it is not erased while that stands
    erasure_id: UUID | None  # a proposal that awaits a decision
    recordings: int
    recordings_bytes: int
    layers: int  # machine layers
    versions: int  # of protocol documents
    participants: int
