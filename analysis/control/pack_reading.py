"""Packs read from their files: strict about keys, translations, dates and conditions; every fault is told.

A pack is a folder whose `pack.yaml` names it and holds the parameters, with its rules there and in the files beside it; or
one such file. Examples of its rules lie in `cases/` and are read by `analysis.control.examples`.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from analysis.control import pack_faults
from analysis.control.bad_pack_error import Fault
from analysis.control.conditions import Condition, Conditions, checked
from analysis.control.control import CERTAINTIES, Basis, Confirmation, Control, Countdown, Limit, LimitValue
from analysis.control.kinds import CASE_FIELDS, KINDS, field_of
from analysis.control.names import scoped
from analysis.control.pack_text import TextFaultError, read_yaml
from analysis.control.pack_values import Values
from analysis.control.packs import Pack
from analysis.control.renaming import renamed
from analysis.control.syntax import SyntaxFaultError, names
from models.cases import CaseKind
from models.interrogation import Role
from models.verdicts import Severity

_PACK_KEYS = ("pack", "version", "title", "signed_by", "case_kinds", "limits", "controls")
_CONTROL_KEYS = (
    "id", "title", "explanation", "ok_when", "basis", "in_force", "case_kinds", "roles", "watch", "when", "must",
    "severity", "evidence", "countdown", "to", "override", "confirmed",
)  # fmt: skip
_ACCOUNTS = ("investigator", "head", "prosecutor")
_MOST_CONTROLS = 5000


def read_packs(places: Sequence[Path]) -> tuple[list[Pack], list[Fault], Conditions]:
    """The packs of some places, what is wrong with them, and their conditions."""
    packs: list[Pack] = []
    faults: list[Fault] = []
    conditions = Conditions()
    for files in _packs_of(places, faults):
        pack = _pack(files, conditions, faults)
        if pack is None:
            continue
        if pack.name in {each.name for each in packs}:
            faults.append(Fault(path=files[0], line=1, control=None, says=pack_faults.TWICE.filled(name=pack.name)))
        packs.append(pack)
    return packs, faults, conditions


def _packs_of(places: Sequence[Path], faults: list[Fault]) -> list[list[Path]]:
    found: list[list[Path]] = []
    for place in places:
        heads = [place / "pack.yaml"] if (place / "pack.yaml").is_file() else sorted(place.glob("*/pack.yaml"))
        if place.is_file():
            found.append([place])
        elif heads:
            found += [[head, *sorted(each for each in head.parent.glob("*.yaml") if each != head)] for head in heads]
        else:
            faults.append(Fault(path=place, line=1, control=None, says=pack_faults.NO_PACK))
    return found


def _read(path: Path, faults: list[Fault]) -> Any:
    try:
        return read_yaml(path)
    except TextFaultError as error:
        says = pack_faults.UNREADABLE.filled(reason=error.says)
        faults.append(Fault(path=path, line=error.line, control=None, says=says))
        return None


def _pack(files: list[Path], conditions: Conditions, faults: list[Fault]) -> Pack | None:
    found = _read(files[0], faults)
    if found is None:
        return None
    head = Values(found, files[0], faults)
    head.only(_PACK_KEYS)
    name, version = head.text("pack"), head.text("version")
    if not name.isidentifier():
        head.fault(pack_faults.NOT_A, key="pack", wanted=pack_faults.A_NAME)
        return None
    limits = _limits(head)
    kinds = tuple(CaseKind(each) for each in head.texts("case_kinds", tuple(CaseKind)) if each in tuple(CaseKind))
    reading = _Reading(name=name, version=version, limits=limits, kinds=kinds, conditions=conditions)
    rules = head.each("controls")
    for path in files[1:]:
        more = _read(path, faults)
        if more is not None:
            part = Values(more, path, faults)
            part.only(("controls",))
            rules += part.each("controls")
    controls = [made for rule in rules[:_MOST_CONTROLS] if (made := reading.control(rule)) is not None]
    _whole(head, controls, limits)
    return Pack(
        name=name, version=version, title=head.sentence("title"), signed_by=head.maybe_text("signed_by"), limits=limits,
        controls=tuple(controls), folder=files[0].parent if files[0].name == "pack.yaml" else files[0],
    )  # fmt: skip


def _whole(head: Values, controls: Sequence[Control], limits: dict[str, Limit]) -> None:
    """What only the whole pack shows: ids given twice, parameters that nobody reads."""
    seen: set[str] = set()
    used: set[str] = set()
    for each in controls:
        if each.id in seen:
            head.fault(pack_faults.TWICE, name=each.id)
        seen.add(each.id)
        kind = KINDS[each.watch]
        for name in each.names:
            field = field_of(kind, ".".join(name.split(".")[:2]))
            used |= set(field.limits) if field is not None else {name.rpartition(".")[2]}
        if each.countdown is not None:
            used.add(each.countdown.warn)
    if head.faults:
        return  # a rule that could not be read may be the one that reads it
    for name in sorted(limits.keys() - used):
        head.fault(pack_faults.UNUSED_LIMIT, name=name)


def _limits(head: Values) -> dict[str, Limit]:
    found: dict[str, Limit] = {}
    rows = head.inner("limits")
    for name in () if rows is None else rows.found:
        row = rows.inner(name) if rows is not None else None
        if row is None or not name.isidentifier():
            wanted = pack_faults.A_MAPPING if row is None else pack_faults.A_NAME
            head.fault(pack_faults.NOT_A, key=f"limits.{name}", wanted=wanted)
            continue
        row.only(("says", "source", "values"))
        values = [_limit_value(each) for each in row.each("values")]
        kept = tuple(each for each in values if each is not None)
        if not kept:
            row.fault(pack_faults.MISSING_KEY, key=f"limits.{name}.values")
            continue
        if len({type(each.value) for each in kept}) > 1:
            row.fault(pack_faults.MIXED_VALUES, key=name)
        if any(one.until is None or one.until >= other.since for one, other in pairwise(kept)):
            row.fault(pack_faults.BAD_DATES, key=f"limits.{name}")
        found[name] = Limit(name=name, says=row.sentence("says"), source=row.text("source"), values=kept)
    return found


def _limit_value(row: Values) -> LimitValue | None:
    row.only(("from", "to", "value"))
    value = row.found.get("value")
    if isinstance(value, list):
        value = row.texts("value")
    if isinstance(value, bool) or not isinstance(value, int | str | tuple):
        row.fault(pack_faults.NOT_A, key="value", wanted=pack_faults.A_VALUE)
        return None
    since, until = row.needed_day("from"), row.day("to")
    if until is not None and until < since:
        row.fault(pack_faults.BAD_DATES, key="values")
    return LimitValue(since=since, until=until, value=value)


class _Reading:
    """Reads the rules of one pack."""

    def __init__(
        self, *, name: str, version: str, limits: dict[str, Limit], kinds: tuple[CaseKind, ...], conditions: Conditions
    ) -> None:
        self.name, self.version, self.limits, self.kinds, self.conditions = name, version, limits, kinds, conditions

    def control(self, row: Values) -> Control | None:
        """One rule, or nothing where it is too broken to be held."""
        row.owner = row.maybe_text("id") or "?"
        row.only(_CONTROL_KEYS)
        before = len(row.faults)
        force = row.inner("in_force")
        watch = row.one_of("watch", KINDS)
        roles = row.texts("roles", tuple(Role))
        severity = Severity(row.one_of("severity", tuple(Severity)))
        texts = {key: row.sentence(key) for key in ("title", "explanation", "ok_when")}
        must = self._condition(row, "must", watch)
        when = self._condition(row, "when", watch, roles=roles)
        countdown = self._countdown(row, watch)
        evidence = self._evidence(row, watch)
        since, until = (None, None) if force is None else (force.needed_day("from"), force.day("to"))
        if force is None:
            row.fault(pack_faults.MISSING_KEY, key="in_force")
        else:
            force.only(("from", "to"))
            if until is not None and since is not None and until < since:
                row.fault(pack_faults.BAD_DATES, key="in_force")
        kinds = row.texts("case_kinds", tuple(CaseKind))
        basis = _basis(row)
        confirmed = _confirmed(row)
        to, override = self._role(row, "to"), self._role(row, "override", inner="role")
        if len(row.faults) > before or must is None or when is None or since is None:
            return None
        return Control(
            pack=self.name, version=self.version, id=row.text("id"), **texts, basis=basis, since=since, until=until,
            case_kinds=tuple(CaseKind(each) for each in kinds) or self.kinds, roles=roles, watch=watch, when=when,
            must=must,
            severity=severity, evidence=evidence, countdown=countdown, to=to, override=override, confirmed=confirmed,
        )  # fmt: skip

    def types(self, watch: str) -> dict[str, type]:
        """What conditions of a rule may name."""
        kind = KINDS[watch]
        found = {f"{kind.name}.{name}": field.type for name, field in kind.fields.items()}
        found |= {f"case.{name}": field.type for name, field in CASE_FIELDS.items()}
        return found | {f"limit.{name}": limit.type for name, limit in self.limits.items()}

    def _condition(
        self, row: Values, key: str, watch: str, *, roles: tuple[str, ...] = (), gives: type = bool
    ) -> Condition | None:
        text = row.found.get(key)
        if text is None and key == "when":
            text = "true"
        if not isinstance(text, str) and text is not True:
            row.fault(pack_faults.MISSING_KEY, key=key)
            return None
        text = "true" if text is True else text
        if roles and watch == "interrogation":
            listed = ", ".join(f'"{each}"' for each in roles)
            text = f"interrogation.role in [{listed}]" + ("" if text == "true" else f" && ({text})")
        return self._compiled(row, key, text, watch, gives)

    def _compiled(self, row: Values, key: str, text: str, watch: str, gives: type) -> Condition | None:
        known = self.types(watch)
        try:
            node = checked(text, known, gives=gives, codes=_codes(watch), limits=_texts(self.limits))
        except SyntaxFaultError as error:
            row.fault(pack_faults.BAD_CONDITION, key=key, reason=error.says)
            return None
        used = names(node)
        if key != "when" and not any(name.startswith((f"{watch}.", "case.")) for name in used):
            row.fault(pack_faults.READS_NOTHING, key=key)
        if not self._limits_there(row, used, watch):
            return None
        kind = KINDS[watch]
        to = {name: scoped(name, self.name, field_of(kind, name)) for name in used}
        return self.conditions.of(renamed(node, to), text=text)

    def _limits_there(self, row: Values, used: frozenset[str], watch: str) -> bool:
        lacking = [
            (name, limit)
            for name in sorted(used)
            if (field := field_of(KINDS[watch], name)) is not None
            for limit in field.limits
            if limit not in self.limits
        ]
        for name, limit in lacking:
            row.fault(pack_faults.NEEDS_LIMIT, field=name, limit=limit)
        return not lacking

    def _countdown(self, row: Values, watch: str) -> Countdown | None:
        inner = row.inner("countdown")
        if inner is None:
            return None
        inner.only(("left", "until", "warn"))
        left = self._condition(inner, "left", watch, gives=int)
        until, warn = inner.maybe_text("until"), inner.text("warn")
        if until is not None and field_of(KINDS[watch], until) is None:
            row.fault(pack_faults.NOT_ONE_OF, key="until", wanted=", ".join(self.types(watch)), value=until)
        if warn not in self.limits or self.limits[warn].type is not int:
            row.fault(pack_faults.NOT_ONE_OF, key="warn", wanted=", ".join(self.limits), value=warn)
            return None
        return None if left is None else Countdown(left=left, until=until, warn=warn)

    def _evidence(self, row: Values, watch: str) -> tuple[str, ...]:
        kind = KINDS[watch]
        found = []
        for name in row.texts("evidence"):
            if field_of(kind, name) is None:
                row.fault(pack_faults.NOT_ONE_OF, key="evidence", wanted=", ".join(self.types(watch)), value=name)
            else:
                found.append(scoped(name, self.name, field_of(kind, name)))
        if not found and not row.found.get("evidence"):
            row.fault(pack_faults.MISSING_KEY, key="evidence")
        return tuple(found)

    @staticmethod
    def _role(row: Values, key: str, *, inner: str | None = None) -> str | None:
        if row.found.get(key) is None:
            return None
        if inner is not None:
            within = row.inner(key)
            if within is None:
                return None
            within.only((inner,))
            return within.one_of(inner, _ACCOUNTS)
        return row.one_of(key, _ACCOUNTS)


def _codes(watch: str) -> dict[str, tuple[str, ...]]:
    """What facts of a few values may be, by the name that conditions have for them."""
    kind = KINDS[watch]
    found = {f"{kind.name}.{name}": field.codes for name, field in kind.fields.items()}
    return found | {f"case.{name}": field.codes for name, field in CASE_FIELDS.items()}


def _texts(limits: Mapping[str, Limit]) -> dict[str, tuple[str, ...]]:
    """What parameters of texts are, or hold, on one day or another, by the name that conditions have for them."""
    found = {}
    for name, limit in limits.items():
        values = [each.value for each in limit.values]
        lists = [each if isinstance(each, tuple) else (each,) for each in values if not isinstance(each, int)]
        found[f"limit.{name}"] = tuple(text for each in lists for text in each)
    return found


def _basis(row: Values) -> tuple[Basis, ...]:
    found = []
    for each in row.each("basis"):
        each.only(("act", "article", "part", "source", "edition", "certainty"))
        found.append(
            Basis(
                act=each.text("act"), article=each.text("article"), part=each.maybe_text("part"),
                source=each.text("source"), edition=each.maybe_text("edition"),
                certainty=each.one_of("certainty", CERTAINTIES),
            )
        )  # fmt: skip
    if not found:
        row.fault(pack_faults.MISSING_KEY, key="basis")
    return tuple(found)


def _confirmed(row: Values) -> Confirmation | None:
    inner = row.inner("confirmed")
    if inner is None:
        return None
    inner.only(("by", "on"))
    return Confirmation(by=inner.text("by"), on=inner.needed_day("on"))
