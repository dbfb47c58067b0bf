"""Examples kept beside each rule: a case as an extract, what is changed in it, and what the rule must say of it.

A file of `cases/` holds `bases` (extracts by name) and `examples` (by rule: its base, the moment, its cases). A case sets
facts of the base ("sittings.s1.ended_at"; null: not known; a whole record by "sittings.s2"), may give the law another date
or value, and says what the rule gives: of several subjects the gravest verdict, or that of the subject named.
"""

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from analysis.control import extract_faults, pack_faults
from analysis.control.bad_pack_error import Fault
from analysis.control.control import Control, Limit, LimitValue
from analysis.control.evaluate import evaluate
from analysis.control.extract_faults import PlaceFaultError, other_needed
from analysis.control.extracts import facts_of
from analysis.control.pack_text import TextFaultError, read_yaml
from analysis.control.pack_values import Values
from analysis.control.packs import Pack, Packs
from models.facts_case import CaseFacts
from models.verdicts import Verdict, VerdictState

_EXAMPLE_KEYS = ("base", "at", "cases")
_CASE_KEYS = ("name", "at", "set", "gives", "missing", "subject", "force_from", "force_to", "limits", "left", "approaching")
_GRAVEST = (VerdictState.VIOLATED, VerdictState.UNKNOWN, VerdictState.OK, VerdictState.NOT_APPLICABLE)
NEEDED = (VerdictState.VIOLATED, VerdictState.OK)
"""What every rule must have an example of."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """One case of a rule."""

    rule: str
    name: str
    facts: CaseFacts
    at: datetime
    gives: VerdictState
    missing: tuple[str, ...] | None  # facts that it names; None: not said
    subject: str | None
    left: int | None  # seconds of the countdown; None: not said
    approaching: bool | None
    force: tuple[date | None, date | None]  # in force from and to, instead of the rule's own
    limits: Mapping[str, tuple[LimitValue, ...]]  # instead of the pack's own
    path: Path
    line: int


def read_examples(pack: Pack) -> tuple[list[Example], list[Fault]]:
    """The examples of a pack, and what is wrong with them."""
    folder = pack.folder / "cases" if pack.folder.is_dir() else pack.folder.parent
    pattern = "*.yaml" if pack.folder.is_dir() else f"{pack.folder.stem}.cases.yaml"
    bases: dict[str, Any] = {}
    files: list[tuple[Path, Values]] = []
    faults: list[Fault] = []
    for path in sorted(folder.glob(pattern)):
        try:
            found = Values(read_yaml(path), path, faults)
        except TextFaultError as error:
            says = pack_faults.UNREADABLE.filled(reason=error.says)
            faults.append(Fault(path=path, line=error.line, control=None, says=says))
            continue
        found.only(("bases", "examples"))
        given = found.inner("bases")
        bases |= {} if given is None else given.found
        files.append((path, found))
    examples: list[Example] = []
    for _, each in files:
        rows = each.inner("examples")
        for rule in () if rows is None else rows.found:
            row = rows.inner(rule) if rows is not None else None
            if row is not None:
                row.owner = rule
                examples += _of_rule(rule, row, bases)
    return examples, faults


def _of_rule(rule: str, row: Values, bases: Mapping[str, Any]) -> Iterator[Example]:
    row.only(_EXAMPLE_KEYS)
    base = row.one_of("base", bases or ("",))
    for number, case in enumerate(row.each("cases"), start=1):
        case.only(_CASE_KEYS)
        name = case.maybe_text("name") or str(number)
        try:
            facts = facts_of(_set(bases.get(base), case.found.get("set")))
            at = _moment(case.maybe_text("at") or row.text("at"))
        except PlaceFaultError as error:
            case.fault(pack_faults.CASE_UNREADABLE, case=name, reason=error.placed())
            continue
        yield Example(
            rule=rule, name=name, facts=facts, at=at, gives=VerdictState(case.one_of("gives", tuple(VerdictState))),
            missing=case.texts("missing") if "missing" in case.found else None, subject=case.maybe_text("subject"),
            left=case.found.get("left"), approaching=case.found.get("approaching"),
            force=(case.day("force_from"), case.day("force_to")), limits=_limits(case), path=case.path, line=case.line,
        )  # fmt: skip


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise other_needed(("at",), datetime, text) from error
    if moment.tzinfo is None:
        raise other_needed(("at",), datetime, text)
    return moment


def _limits(case: Values) -> dict[str, tuple[LimitValue, ...]]:
    found: dict[str, tuple[LimitValue, ...]] = {}
    rows = case.inner("limits")
    for name in () if rows is None else rows.found:
        values = []
        for each in rows.each(name) if rows is not None else ():
            value = each.texts("value") if isinstance(each.found.get("value"), list) else each.found.get("value")
            values.append(LimitValue(since=each.needed_day("from"), until=each.day("to"), value=value or 0))
        found[name] = tuple(values)
    return found


def _set(base: object, changes: object) -> dict[str, Any]:
    """The extract with facts changed; PlaceFaultError where there is nothing to change, or it cannot be."""
    made: dict[str, Any] = copy.deepcopy(_fields(base, "base"))
    for path, value in _fields(changes or {}, "set").items():
        first, *rest = path.split(".")
        if not rest:
            made[first] = value
        elif first == "case":
            made["case"] = {**_fields(made.get("case") or {}, "case"), rest[0]: value}
        else:
            _set_record(made, (first, rest), value)
    return made


def _set_record(made: dict[str, Any], path: tuple[str, list[str]], value: object) -> None:
    name, (id_, *field) = path
    rows = made.get(name) or []
    if not isinstance(rows, list):
        raise PlaceFaultError((name,), extract_faults.LIST_NEEDED)
    made[name] = rows = [_fields(each, name) for each in rows]
    held = next((each for each in rows if str(each.get("id")) == id_), None)
    if field:
        if held is None:
            raise PlaceFaultError(("set",), extract_faults.NOT_THERE, id=f"{name}.{id_}")
        held[field[0]] = value
    else:
        made[name] = [each for each in rows if each is not held]
        if value is not None:
            made[name].append({"id": id_, **_fields(value, f"{name}.{id_}")})


def _fields(value: object, at: str) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise PlaceFaultError((at,), extract_faults.FIELDS_NEEDED)
    return dict(value)


# Running them -------------------------------------------------------------------------------------------------------


def said(packs: Packs, control: Control, example: Example) -> list[Verdict]:
    """The verdicts that the example is about."""
    since, until = example.force
    judged = control if since is until is None else replace(control, since=since or control.since, until=until)
    found = evaluate(_with_limits(packs, control.pack, example.limits), example.facts, at=example.at, controls=[judged])
    return [each for each in found if example.subject is None or (each.subject and each.subject.id == example.subject)]


def _with_limits(packs: Packs, pack: str, limits: Mapping[str, tuple[LimitValue, ...]]) -> Packs:
    if not limits:
        return packs
    held = packs.by_name[pack]
    changed: dict[str, Limit] = {name: replace(held.limits[name], values=values) for name, values in limits.items()}
    return Packs(packs=(replace(held, limits={**held.limits, **changed}),), conditions=packs.conditions)


def agrees(verdicts: Iterable[Verdict], example: Example) -> bool:
    """Whether the verdicts are what the example says."""
    given = list(verdicts)
    state = gravest(given)
    if state is not example.gives:
        return False
    told = [each for each in given if each.state is state]
    if example.missing is not None and {str(name) for each in told for name in each.missing} != set(example.missing):
        return False
    if example.left is not None and example.left not in {each.seconds_left for each in told}:
        return False
    return example.approaching is None or example.approaching in {each.approaching for each in told}


def gravest(verdicts: Iterable[Verdict]) -> VerdictState:
    """The gravest state of some verdicts; not applicable where there are none."""
    states = {each.state for each in verdicts}
    return next((each for each in _GRAVEST if each in states), VerdictState.NOT_APPLICABLE)


def failing(packs: Packs, control: Control, examples: Iterable[Example]) -> Iterator[tuple[Example, str]]:
    """Examples that do not come out as they say, with what came out."""
    for each in examples:
        found = said(packs, control, each)
        if not agrees(found, each):
            missing = sorted({str(name) for verdict in found for name in verdict.missing})
            left = [verdict.seconds_left for verdict in found if verdict.seconds_left is not None]
            yield each, " ".join([gravest(found), *missing, *(str(number) for number in left)])


def check_examples(packs: Packs, pack: Pack) -> list[Fault]:
    """What is wrong with a pack's examples: those that fail, rules that lack one, rules that are not there."""
    examples, faults = read_examples(pack)
    rules = {each.id: each for each in pack.controls}
    for name in dict.fromkeys(each.rule for each in examples):
        if name not in rules:
            first = next(each for each in examples if each.rule == name)
            faults.append(Fault(path=first.path, line=first.line, control=None, says=pack_faults.NO_RULE.filled(name=name)))
    for control in pack.controls:
        own = [each for each in examples if each.rule == control.id]
        for state in NEEDED:
            if state not in {each.gives for each in own}:
                says = pack_faults.NO_CASES.filled(state=state)
                faults.append(Fault(path=pack.folder, line=1, control=control.id, says=says))
        for example, found in failing(packs, control, own):
            wanted = " ".join([example.gives, *(example.missing or ())])
            says = pack_faults.CASE_DIFFERS.filled(case=example.name, wanted=wanted, found=found)
            faults.append(Fault(path=example.path, line=example.line, control=control.id, says=says))
    return faults
