"""What administrators read: the menu, what is wrong and what to do, and words for what the service's records hold."""

from collections.abc import Mapping

from models.accounts import IdentityKind
from models.custody import AlarmKind, AlarmOutcome, CustodyKind
from models.outgoing import Purpose
from models.queue import Queue
from models.retention import ErasureState
from models.service_state import Fault
from models.webhooks import DeliveryState, WebhookEvent
from models.weights_in_use import WeightsState


def _(text: str) -> str:
    """A mark for the catalogues; the text itself."""
    return text


MENU: Mapping[str, Mapping[str, str]] = {
    "service": {
        "/administration": _("State of the service"),
        "/administration/workers": _("Workers and queue"),
        "/administration/weights": _("Weights and self-test"),
        "/administration/storage": _("Storage"),
    },
    "kept": {
        "/administration/alarms": _("Alarms"),
        "/administration/retention": _("Retention"),
        "/administration/witnesses": _("Journal and witnesses"),
    },
    "people": {
        "/administration/accounts": _("Accounts"),
        "/administration/units": _("Regions and units"),
    },
    "programs": {
        "/administration/addresses": _("Allowed addresses"),
        "/administration/webhooks": _("Webhooks"),
    },
}
"""The pages of administration by groups: address and name."""
GROUPS: Mapping[str, str] = {
    "service": _("Service"),
    "kept": _("What is kept"),
    "people": _("People"),
    "programs": _("Other programs"),
}

FAULTS: Mapping[str, str] = {
    Fault.DATABASE: _("Something is wrong with the database"),
    Fault.ALARM: _("Bytes of recordings are not those received"),
    Fault.SIGNER: _("The journal is not being signed"),
    Fault.NO_GPU_WORKER: _("No worker transcribes"),
    Fault.NO_CPU_WORKER: _("No worker prepares sound and documents"),
    Fault.WEIGHTS: _("Weights are missing or damaged"),
    Fault.SELF_TEST: _("The last self-test failed"),
    Fault.DISK_FULL: _("The disk is nearly full"),
    Fault.NO_BACKUP: _("No backup is known"),
    Fault.WITNESS: _("A witness does not take checkpoints"),
    Fault.SEARCH: _("Search by meaning does not answer"),
    Fault.WORKER_SILENT: _("A worker is not heard of"),
    Fault.JOBS_FAILED: _("Jobs have failed"),
    Fault.QUEUE_WAITS: _("Work has waited for more than an hour"),
    Fault.OLD_BACKUP: _("The last backup is older than a week"),
    Fault.DISK_FILLS: _("The disk fills up"),
    Fault.NO_WITNESS: _("The journal has no witness"),
    Fault.LOOKS_OFF: _("Recordings are not looked at again"),
    Fault.LOOKS_LATE: _("Looks at recordings are late"),
    Fault.DELIVERIES: _("Messages to other programs were given up"),
}
WHAT_TO_DO: Mapping[str, str] = {
    Fault.DATABASE: _("Read what stands under “Database” below, and “hattama db status” on the server."),
    Fault.ALARM: _("Do not touch the files. Bring them back from a backup, then have the recordings looked at again."),
    Fault.SIGNER: _(
        "See the reason on the page of the journal, and the service's log. "
        "If it says that the journal was altered, have somebody look before anything else."
    ),
    Fault.NO_GPU_WORKER: _("Start one: “hattama worker --queues gpu” on a machine that has the weights."),
    Fault.NO_CPU_WORKER: _("Start one: “hattama worker --queues cpu”."),
    Fault.WEIGHTS: _(
        "Fetch them on that machine: “hattama weights pull”, or “hattama weights import” on a closed network."
    ),
    Fault.SELF_TEST: _("Its result says what failed and what to do. Mend it and test again."),
    Fault.DISK_FULL: _("Make room or add a disk: uploads are refused when two gibibytes are left."),
    Fault.NO_BACKUP: _("Make one: “hattama backup --recipient KEY FILE”, and have it made every night."),
    Fault.WITNESS: _("Mend the access to it: until then a journal replaced as a whole is harder to prove."),
    Fault.SEARCH: _("Start “hattama search” on this machine, or see its log. Search by words works all the same."),
    Fault.WORKER_SILENT: _("If it was stopped for good, nothing is to be done. Else look at its machine and its log."),
    Fault.JOBS_FAILED: _("See the name of the error; once the cause is mended, set them going again."),
    Fault.QUEUE_WAITS: _("See whether the workers are at work, and whether there are enough of them."),
    Fault.OLD_BACKUP: _("See why the nightly backup does not run, and make one now."),
    Fault.DISK_FILLS: _("Plan for more room while there is time."),
    Fault.NO_WITNESS: _("Name a machine that this one's administrator cannot write to: HATTAMA_JOURNAL_WITNESSES."),
    Fault.LOOKS_OFF: _("Damage would be noticed only by chance: set HATTAMA_VERIFY_DAYS."),
    Fault.LOOKS_LATE: _("The disk is too slow, or the service was off. They are caught up with by themselves."),
    Fault.DELIVERIES: _("See the endpoint's last replies; once it answers, send them again."),
}
WHERE: Mapping[str, str] = {
    Fault.ALARM: "/administration/alarms",
    Fault.SIGNER: "/administration/witnesses",
    Fault.NO_GPU_WORKER: "/administration/workers",
    Fault.NO_CPU_WORKER: "/administration/workers",
    Fault.WEIGHTS: "/administration/weights",
    Fault.SELF_TEST: "/administration/weights",
    Fault.DISK_FULL: "/administration/storage",
    Fault.WITNESS: "/administration/witnesses",
    Fault.WORKER_SILENT: "/administration/workers",
    Fault.JOBS_FAILED: "/administration/workers#failed",
    Fault.QUEUE_WAITS: "/administration/workers",
    Fault.DISK_FILLS: "/administration/storage",
    Fault.NO_WITNESS: "/administration/witnesses",
    Fault.LOOKS_OFF: "/administration/storage#looks",
    Fault.LOOKS_LATE: "/administration/storage#looks",
    Fault.DELIVERIES: "/administration/webhooks",
}
"""The page that shows more of it."""

QUEUES: Mapping[str, str] = {Queue.GPU: _("transcribing"), Queue.CPU: _("sound and documents")}
WEIGHTS_STATES: Mapping[str, str] = {
    WeightsState.PRESENT: _("there"),
    WeightsState.MISSING: _("not there"),
    WeightsState.DAMAGED: _("damaged"),
    WeightsState.UNVERIFIED: _("hashes not known: not loaded"),
    WeightsState.UNKNOWN: _("not in the catalogue"),
}
CHECKS: Mapping[str, str] = {
    "database": _("database"),
    "weights": _("weights"),
    "decoder": _("decoder"),
    "device": _("device"),
    "clip": _("ten seconds of sound transcribed"),
}
ALARM_KINDS: Mapping[str, str] = {
    AlarmKind.CHANGED: _("other bytes than were received"),
    AlarmKind.UNREADABLE: _("gone, or the disk does not give them"),
}
ALARM_OUTCOMES: Mapping[str, str] = {
    AlarmOutcome.RESTORED: _("over: the bytes received are there again"),
    AlarmOutcome.RELEASED: _("over: the case was erased"),
}
CUSTODY_KINDS: Mapping[str, str] = {
    CustodyKind.RECEIVED: _("received"),
    CustodyKind.VERIFIED: _("compared again"),
    CustodyKind.RELEASED: _("erased with the case"),
}
PURPOSES: Mapping[str, str] = {
    Purpose.WEBHOOK: _("webhooks"),
    Purpose.OIDC: _("sign-in by OpenID Connect"),
    Purpose.VERIFIER: _("verifying signatures"),
    Purpose.HUB: _("hub of weights"),
}
EVENTS: Mapping[str, str] = {
    WebhookEvent.RECORDING_TRANSCRIBED: _("a recording is transcribed"),
    WebhookEvent.PROTOCOL_READY: _("a protocol is ready"),
    WebhookEvent.JOB_FAILED: _("work has failed"),
    WebhookEvent.RECORDING_DAMAGED: _("a recording's bytes changed"),
    WebhookEvent.TEST: _("a test"),
}
TOLD = tuple(event for event in WebhookEvent if event is not WebhookEvent.TEST)
"""What an endpoint may ask to be told of."""
DELIVERY_STATES: Mapping[str, str] = {
    DeliveryState.WAITING: _("waits for its next try"),
    DeliveryState.DELIVERED: _("delivered"),
    DeliveryState.GIVEN_UP: _("given up"),
}
IDENTITIES: Mapping[str, str] = {
    IdentityKind.OIDC: _("OpenID Connect"),
    IdentityKind.CERTIFICATE: _("certificate"),
}
ERASURE_STATES: Mapping[str, str] = {
    ErasureState.PROPOSED: _("awaits a decision"),
    ErasureState.REFUSED: _("refused"),
    ErasureState.CONFIRMED: _("confirmed"),
    ErasureState.ERASED: _("erased"),
    ErasureState.LAPSED: _("lapsed: the case was opened again"),
}
ERASURE_DECISIONS: Mapping[str, str] = {"no": _("do not erase"), "yes": _("erase for good")}
