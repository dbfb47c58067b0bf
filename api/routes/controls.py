"""What controls say of a case, setting one aside, the packs with their law, statistics, and trying a draft."""

from datetime import UTC, date, datetime
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from analysis.control.bad_pack_error import BadPackError
from analysis.control.control import Basis, Control, Limit
from analysis.control.packs import Pack, Packs
from api import control_schemas
from api.access import Prosecutor, Reader
from api.case_controls import read_facts
from api.context import Here
from api.control_trial import Trial, tried
from api.errors import ForbiddenError, NotFoundError, documented
from api.routes.cases import seen, viewed
from api.verdicts_shown import PROPOSED, Labels, VerdictShown, in_order, overrides_by_subject, verdict_shown
from models.cases import CaseKind
from models.controls import AddressedVerdict, ControlConfirmation, ControlCount, ControlOverride
from models.journal.entry import EntryKind
from models.sentences import Sentence
from models.store import control_confirmations, control_overrides, control_verdicts, journal
from models.store.database import account
from models.verdicts import Severity, VerdictState

router = APIRouter(prefix="/api", tags=["controls"])
_MOST_ADDRESSED = 500


class ControlsShown(BaseModel):
    """What controls say of a case."""

    evaluated_at: datetime | None  # null: the case is erased
    verdicts: list[VerdictShown]  # open violations first, then what is unknown, by severity


class ControlShown(BaseModel):
    """One rule of a pack."""

    id: str
    title: Sentence
    explanation: Sentence
    ok_when: Sentence
    basis: list[Basis]
    in_force_from: date
    in_force_to: date | None
    case_kinds: list[CaseKind]
    watch: str
    when: str
    must: str
    severity: Severity  # what it asks for now
    asks: Severity  # what it asks for once a lawyer has confirmed it
    to: str | None
    override_by: str | None
    confirmed_by: str | None
    confirmed_on: date | None


class PackShown(BaseModel):
    """Rules that are signed off together."""

    name: str
    version: str
    title: Sentence
    signed_by: str | None
    limits: list[Limit]  # parameters of the law, by date
    controls: list[ControlShown]


class FindingAddressed(BaseModel):
    """One violation, or one fact that is missing, in a case."""

    case_id: UUID
    number: str
    control: str
    title: Sentence
    ok_when: Sentence
    subject: str
    day: date | None  # of the act
    state: VerdictState
    severity: Severity
    since: datetime


class AddressedShown(BaseModel):
    """What rules leave open for whoever they tell of it."""

    findings: list[FindingAddressed]
    complete: bool  # False: there are more


class CountShown(BaseModel):
    """How often a rule is open in a unit."""

    region: str
    unit: str
    control: str
    title: Sentence
    state: VerdictState
    severity: Severity
    verdicts: int
    cases: int


@router.get("/cases/{case_id}/controls")
def list_controls(case_id: UUID, who: Reader, context: Here) -> ControlsShown:
    """Every verdict on the case as it is now, with its facts and their sources, and what would make it ok."""
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
    context.verdicts.fresh(case_id)
    now = datetime.now(UTC)
    with context.database.transaction(account(who.account.id)) as connection:
        case, packs = seen(connection, case_id), context.packs.of(connection)
        state = control_verdicts.state_of(connection, case_id)
        overridden = overrides_by_subject(control_overrides.of_case(connection, case_id))
        labels = Labels.of(*read_facts(connection, case, at=now))
        found = [
            verdict_shown(
                each,
                packs.control(each.pack, each.control),
                labels,
                at=now,
                overrides=overridden.get((each.pack, each.control, each.subject), ()),
            )
            for each in control_verdicts.of_case(connection, case_id)
        ]
    viewed(context, who, case_id, ("case", case_id), what="controls")
    return ControlsShown(evaluated_at=state.evaluated_at if state else None, verdicts=in_order(found))


@router.post("/cases/{case_id}/controls/{control}/overrides", status_code=201)
def override(case_id: UUID, control: str, sent: control_schemas.NewOverride, who: Reader, context: Here) -> ControlOverride:
    """Set a control aside for one subject: only where the rule allows it, and by the role that it names.

    `control` is its pack and id, as in `criminal.M1`. Of a rule that blocks decisions, it lets the next one through.
    """
    with context.database.transaction(account(who.account.id)) as connection:
        rule = _control(context.packs.of(connection), control)
        if rule.override is None or rule.override != who.account.role:
            raise ForbiddenError
        seen(connection, case_id)
        there = next(
            (
                each
                for each in control_verdicts.of_case(connection, case_id)
                if (each.pack, each.control, each.subject) == (rule.pack, rule.id, sent.subject)
                and each.state in {VerdictState.VIOLATED, VerdictState.UNKNOWN}
            ),
            None,
        )
        ahead = rule.severity_now is Severity.BLOCK and sent.subject.split("/")[0] == PROPOSED
        if there is None and not ahead:
            raise NotFoundError
        made = control_overrides.override(
            connection,
            rule.name,
            case_id=case_id,
            subject=sent.subject,
            account_id=who.account.id,
            role=who.account.role,
            reason=sent.reason,
            ground=None if there is None else there.ground,
        )
        journal.record(
            connection,
            EntryKind.CONTROL_OVERRIDDEN,
            subject=("control", f"{rule.pack}.{rule.id}"),
            account_id=who.account.id,
            case_id=case_id,
            details={"subject": sent.subject, "reason": sent.reason, "version": rule.version},
        )
    return made


@router.get("/controls")
def list_packs(who: Reader, context: Here) -> list[PackShown]:
    """The packs that are in use, each rule with its law, and whether a lawyer has confirmed it."""
    with context.database.transaction(account(who.account.id)) as connection:
        return [_pack(each) for each in context.packs.of(connection).packs]


@router.post("/controls/{control}/confirmations", status_code=201)
def confirm(control: str, sent: control_schemas.NewConfirmation, who: Prosecutor, context: Here) -> ControlConfirmation:
    """Record that a lawyer held a rule against the official text, or takes that back.

    `control` is its pack and id, as in `criminal.T1`. From then on it asks for what it was written to ask for; a rule that
    is worded otherwise later is not confirmed. Every case is evaluated anew.
    """
    with context.database.transaction(account(who.account.id)) as connection:
        rule = _control(context.packs.installed, control)
        made = control_confirmations.confirm(
            connection,
            (rule.pack, rule.id, rule.version),
            wording=context.packs.installed.wording_of(rule),
            confirmed=sent.confirmed,
            lawyer=sent.lawyer,
            reason=sent.reason,
            account_id=who.account.id,
        )
        journal.record(
            connection,
            EntryKind.CONTROL_CONFIRMED,
            subject=("control", f"{rule.pack}.{rule.id}"),
            account_id=who.account.id,
            case_id=None,
            details={"confirmed": sent.confirmed, "lawyer": sent.lawyer, "reason": sent.reason, "version": rule.version},
        )
    return made


@router.get("/controls/addressed")
def list_addressed(who: Reader, context: Here) -> AddressedShown:
    """What rules leave open for the role that one has, in the cases that one may see; at most 500, the newest first."""
    with context.database.transaction(account(who.account.id)) as connection:
        packs = context.packs.of(connection)
        rules = [(each.pack, each.id) for each in packs.controls if each.to == who.account.role]
        found = control_verdicts.addressed(connection, rules, limit=_MOST_ADDRESSED + 1)
    shown = found[:_MOST_ADDRESSED]
    for case_id in dict.fromkeys(each.case_id for each in shown):
        viewed(context, who, case_id, ("case", case_id), what="controls")
    return AddressedShown(findings=[_addressed(packs, each) for each in shown], complete=len(found) == len(shown))


@router.get("/controls/statistics")
def statistics(who: Prosecutor, context: Here) -> list[CountShown]:
    """What is violated or unknown, by region, unit and rule, in the cases that one may see."""
    with context.database.transaction(account(who.account.id)) as connection:
        found, packs = control_verdicts.counts(connection), context.packs.of(connection)
    there = {(each.pack, each.id) for each in packs.controls}  # a rule that was taken away may have verdicts for a while
    return [_count(packs, each) for each in found if (each.pack, each.control) in there]


@router.post("/controls/trial", responses=documented(BadPackError))
def trial(sent: control_schemas.DraftPack, who: Reader, context: Here) -> Trial:
    """Try a draft of a pack over the cases that one may see: what it would have found. Nothing of it is kept.

    At most 200 cases, the newest first, and ten seconds; `complete` tells whether that was enough.
    """
    return tried(context, who, sent.pack)


def _control(packs: Packs, name: str) -> Control:
    pack, _, rule = name.partition(".")
    try:
        return packs.control(pack, rule)
    except KeyError:
        raise NotFoundError from None


def _addressed(packs: Packs, each: AddressedVerdict) -> FindingAddressed:
    rule = packs.control(each.pack, each.control)
    return FindingAddressed(
        case_id=each.case_id,
        number=each.number,
        control=f"{each.pack}.{each.control}",
        title=rule.title,
        ok_when=rule.ok_when,
        subject=each.subject,
        day=each.subject_day,
        state=each.state,
        severity=each.severity,
        since=each.since,
    )


def _count(packs: Packs, each: ControlCount) -> CountShown:
    return CountShown(
        region=each.region,
        unit=each.unit,
        control=f"{each.pack}.{each.control}",
        title=packs.control(each.pack, each.control).title,
        state=each.state,
        severity=each.severity,
        verdicts=each.verdicts,
        cases=each.cases,
    )


def _pack(pack: Pack) -> PackShown:
    return PackShown(
        name=pack.name,
        version=pack.version,
        title=pack.title,
        signed_by=pack.signed_by,
        limits=list(pack.limits.values()),
        controls=[
            ControlShown(
                id=each.id,
                title=each.title,
                explanation=each.explanation,
                ok_when=each.ok_when,
                basis=list(each.basis),
                in_force_from=each.since,
                in_force_to=each.until,
                case_kinds=list(each.case_kinds),
                watch=each.watch,
                when=each.when.text,
                must=each.must.text,
                severity=each.severity_now,
                asks=each.severity,
                to=each.to,
                override_by=each.override,
                confirmed_by=None if each.confirmed is None else each.confirmed.by,
                confirmed_on=None if each.confirmed is None else each.confirmed.on,
            )
            for each in pack.controls
        ],
    )
