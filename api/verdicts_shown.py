"""Verdicts as replies: with the rule's sentences and law, the facts used, what to establish, and people by their names."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from analysis.control.control import Basis, Control
from analysis.control.kinds import KINDS
from analysis.control.packs import Packs
from analysis.control.world import NOW
from api.case_facts import CASE_EPISODE, people_of
from api.stated_facts import shown as fact_shown
from models.case_records import CaseRecords
from models.controls import ControlOverride, KeptVerdict
from models.facts import FactName, Known
from models.facts_case import CaseFacts
from models.facts_words import FACT_WORDS
from models.sentences import Sentence
from models.verdicts import Severity, UsedFact, VerdictState

PROPOSED = "proposed"
"""The id of a decision that is not recorded yet: its verdicts have the same subjects at each attempt."""
_PARTS = re.compile(r"[/ ]")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NO_LAW = Sentence(
    ru="значение «{name}» на день действия: в пакете правил его нет",
    kk="әрекет күніндегі «{name}» мәні: ережелер пакетінде ол жоқ",
    en="the value of “{name}” on the day of the act: the pack of rules has none",
)
_ORDER = (VerdictState.VIOLATED, VerdictState.UNKNOWN, VerdictState.OK, VerdictState.NOT_APPLICABLE)
_SEVERITIES = (Severity.BLOCK, Severity.VIOLATION, Severity.WARNING, Severity.HINT)


class FactShown(BaseModel):
    """A fact of the case."""

    fact: str  # "person/<id>.birth_date"
    says: Sentence
    of: str  # whose, by name; empty where that says nothing
    value: Any
    source: dict[str, Any]  # kind and where; the second of a recording; who typed it


class UsedShown(BaseModel):
    """What a condition read."""

    name: str  # as in the condition
    says: Sentence
    value: Any  # null: not known
    made_of: list[FactShown]  # empty for a parameter of the law


class MissingShown(BaseModel):
    """A fact to establish."""

    fact: str
    says: Sentence
    of: str


class SubjectShown(BaseModel):
    """What was judged."""

    kind: str
    says: Sentence
    id: str
    of: list[str]  # those whom it is about, by name
    day: date | None  # of the act: its law was applied
    decision: str | None


class VerdictShown(BaseModel):
    """What a control says of one subject."""

    control: str  # "criminal.B1"
    version: str  # of the pack
    title: Sentence
    explanation: Sentence
    ok_when: Sentence  # what would make it ok
    basis: list[Basis]
    severity: Severity  # what it asks for now
    asks: Severity  # what it asks for once a lawyer has confirmed it
    confirmed: bool
    to: str | None  # a role that it goes to
    override_by: str | None  # the role that may set it aside; null: nobody
    state: VerdictState
    subject: SubjectShown | None  # null: the case holds nothing that it judges
    facts: list[UsedShown]
    missing: list[MissingShown]
    seconds_left: int | None  # of a countdown that runs
    approaching: bool  # it is nearly over
    since: datetime
    overridden: ControlOverride | None
    lapsed: ControlOverride | None  # set aside on other facts: it is open again


@dataclass(frozen=True, kw_only=True, slots=True)
class Labels:
    """What people call the records of a case, by id."""

    names: Mapping[str, str]

    @classmethod
    def of(cls, records: CaseRecords, facts: CaseFacts) -> "Labels":
        """Of a case: persons by name, what belongs to them by theirs."""
        here = ZoneInfo(facts.zone)
        found = {key: each[0].name for key, each in people_of(records).records.items()}
        for interrogation in facts.interrogations:
            found[interrogation.id] = found.get(interrogation.person, interrogation.person)
        whose = {each.id: each.person for each in facts.interrogations}
        for sitting in facts.sittings:
            zone = ZoneInfo(sitting.zone or facts.zone)
            began = "" if sitting.started_at is None else f" {sitting.started_at.value.astimezone(zone):%d.%m.%Y %H:%M}"
            found[sitting.id] = found.get(whose.get(sitting.interrogation, ""), "") + began
        for role in facts.roles:
            found[role.id] = found.get(role.person, role.person)
        for decision in facts.decisions:
            day = "" if decision.decided_at is None else f" {decision.decided_at.value.astimezone(here):%d.%m.%Y}"
            articles = () if decision.articles is None else decision.articles.value
            found[decision.id] = ", ".join((day.strip(), *articles))
        for detention in facts.detentions:
            found[detention.id] = found.get(detention.person, detention.person)
        return cls(names={key: " ".join(each.split()) for key, each in found.items()})

    def of_subject(self, subject: str) -> list[str]:
        """Those whom a subject is about."""
        parts = [each for each in _PARTS.split(subject) if each not in {"", "?", "-", CASE_EPISODE, PROPOSED}]
        return [self.names.get(each, each) for each in parts if not _DAY.fullmatch(each)]  # days are told beside

    def of_fact(self, fact: Mapping[str, str]) -> str:
        """Whose a fact is."""
        return self.names.get(fact["id"], "" if fact["id"] in {CASE_EPISODE, PROPOSED} else fact["id"])


def plain_evidence(used: Iterable[UsedFact]) -> list[dict[str, Any]]:
    """The facts used, as they are kept."""
    return [
        {
            "name": each.name,
            "says": _plain(each.says),
            "value": _value(each.value),
            "made_of": [
                {"fact": each_fact.name._asdict(), "says": _plain(each_fact.says)}
                | fact_shown(Known(value=each_fact.value, source=each_fact.source))
                for each_fact in each.made_of
            ],
        }
        for each in used
    ]


def ground_of(evidence: Iterable[Mapping[str, Any]], wording: str) -> str:
    """A hash of what a verdict rests on: facts, and the rule as worded with its law; not what the clock makes of them."""
    facts = {
        (str(FactName(**one["fact"])), json.dumps(one["value"], sort_keys=True))
        for each in evidence
        for one in each["made_of"]
        if one["fact"]["kind"] != NOW.kind
    }
    return hashlib.sha256(repr((wording, sorted(facts))).encode()).hexdigest()[:32]


def plain_missing(missing: Iterable[FactName]) -> list[dict[str, str]]:
    """The facts to establish, as they are kept."""
    return [each._asdict() for each in missing]


def _plain(says: Sentence) -> dict[str, str]:
    return {"ru": says.ru, "kk": says.kk, "en": says.en}


def _value(value: Any) -> Any:
    if isinstance(value, tuple | frozenset | set):
        return [_value(each) for each in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def verdict_shown(
    verdict: KeptVerdict, control: Control, labels: Labels, *, at: datetime, overrides: Sequence[ControlOverride] = ()
) -> VerdictShown:
    """One verdict as a reply; `overrides`: of this control and subject, in order."""
    standing = next((each for each in reversed(overrides) if each.ground == verdict.ground), None)
    is_open = standing is None and verdict.state in {VerdictState.VIOLATED, VerdictState.UNKNOWN}
    left = None if verdict.deadline is None else max(0, round((verdict.deadline - at).total_seconds()))
    return VerdictShown(
        control=f"{verdict.pack}.{verdict.control}",
        version=verdict.version,
        title=control.title,
        explanation=control.explanation,
        ok_when=control.ok_when,
        basis=list(control.basis),
        severity=verdict.severity,
        asks=control.severity,
        confirmed=control.confirmed is not None,
        to=control.to,
        override_by=control.override,
        state=verdict.state,
        subject=_subject(verdict, labels) if verdict.subject else None,
        facts=[_used(each, labels) for each in verdict.evidence],
        missing=[_missing(each, labels) for each in verdict.missing],
        seconds_left=left,
        approaching=verdict.approaches_at is not None and verdict.approaches_at <= at,
        since=verdict.since,
        overridden=standing,
        lapsed=overrides[-1] if overrides and is_open else None,
    )


def _subject(verdict: KeptVerdict, labels: Labels) -> SubjectShown:
    return SubjectShown(
        kind=verdict.subject_kind,
        says=KINDS[verdict.subject_kind].says,
        id=verdict.subject,
        of=labels.of_subject(verdict.subject),
        day=verdict.subject_day,
        decision=verdict.decision,
    )


def _used(each: Mapping[str, Any], labels: Labels) -> UsedShown:
    return UsedShown(
        name=each["name"],
        says=Sentence(**each["says"]),
        value=_named(each["value"], labels),
        made_of=[
            FactShown(
                fact=str(FactName(**one["fact"])),
                says=Sentence(**one["says"]),
                of=labels.of_fact(one["fact"]),
                value=_named(one["value"], labels),
                source=one["source"],
            )
            for one in each["made_of"]
        ],
    )


def _named(value: Any, labels: Labels) -> Any:
    """Ids of persons by their names; all else as it is."""
    if isinstance(value, list):
        return [_named(each, labels) for each in value]
    return labels.names.get(value, value) if isinstance(value, str) else value


def _missing(each: Mapping[str, str], labels: Labels) -> MissingShown:
    name = FactName(**each)
    says = _NO_LAW.filled(name=name.field) if name.kind == "limit" else FACT_WORDS.get(name.pattern)
    return MissingShown(
        fact=str(name), says=says or Sentence(ru=name.pattern, kk=name.pattern, en=name.pattern), of=labels.of_fact(each)
    )


def in_order(found: Iterable[VerdictShown]) -> list[VerdictShown]:
    """What is open first, by state and severity; then in the order of the packs."""
    return sorted(
        found,
        key=lambda each: (each.overridden is not None, _ORDER.index(each.state), _SEVERITIES.index(each.severity)),
    )


def blocking_shown(verdicts: Sequence[KeptVerdict], packs: Packs, labels: Labels, *, at: datetime) -> list[dict[str, Any]]:
    """Verdicts for which a decision is not recorded, as the reply tells them."""
    return [
        verdict_shown(each, packs.control(each.pack, each.control), labels, at=at).model_dump(mode="json")
        for each in verdicts
    ]


def overrides_by_subject(found: Iterable[ControlOverride]) -> dict[tuple[str, str, str], list[ControlOverride]]:
    """Those of each control and subject, in order."""
    by_subject: dict[tuple[str, str, str], list[ControlOverride]] = {}
    for each in found:
        by_subject.setdefault((each.pack, each.control, each.subject), []).append(each)
    return by_subject
