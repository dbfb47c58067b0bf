"""What comes in over HTTP when a person rules on what the analysis proposes."""

from api.schemas import FreeReason, Reason, Sent, example
from models.findings import FindingVerdict
from models.links import DisclosureVerdict, LinkVerdict
from models.persons import PersonVerdict


class NewLinkRuling(Sent):
    """Whether two cases have to do with each other."""

    model_config = example(verdict="related", reason="один номер телефона")

    verdict: LinkVerdict
    reason: FreeReason = ""


class NewDisclosure(Sent):
    """Whether the readers of two cases are told that they are linked."""

    model_config = example(verdict="disclosed", reason="общий номер телефона")

    verdict: DisclosureVerdict
    reason: Reason


class NewPersonRuling(Sent):
    """Whether two persons of case files are one."""

    model_config = example(verdict="same", reason="один ИИН")

    verdict: PersonVerdict
    reason: FreeReason = ""


class NewFindingRuling(Sent):
    """What somebody found of a finding."""

    model_config = example(verdict="explained", reason="говорили о разных днях")

    verdict: FindingVerdict
    reason: FreeReason = ""
